import { rmSync } from 'node:fs';
import { actor } from '../audit/actor.js';
import { doneChange } from '../audit/audit-log.js';
import { iso } from '../iso.js';
import type { Log } from '../log.js';
import type { StoredSharedKey } from '../store/ports/shared-keys.js';
import type { Store } from '../store/store.js';
import { isKeyOf, keyIn, newToken, sha256, type AdminKey, type KeySource } from './admin-key.js';
import { digestOfKey, rotateShared, successorOf } from './common-key.js';
import { keyOfEnvironment, usableKey } from './api-key.js';
import { keepKey, keyFileIn, makeKey, newKey, readKeyFile } from './key-file.js';
import { replacedKey } from './shared-key-text.js';

export interface SharedApiKeyParts {
  readonly store: Pick<Store, 'durably' | 'sharedKeys'>;
  readonly dataFolder: string;
  /** `CONNECT_API_KEY`. */
  readonly given: string | undefined;
  readonly log: Log;
  readonly now: () => number;
}

/** A key that this relay was given or has in its folder, which need not be the one that opens the API. */
interface OwnKey {
  readonly text: string;
  readonly source: 'environment' | 'data-folder';
}

/**
 * The one key of all relays on a store, whose digest stands there. The first relay takes it from the environment or makes it; every other
 * one takes what is there, whether or not it knows the key itself. A `CONNECT_API_KEY` that the store has never had replaces the key for
 * all of them; one that was replaced opens nothing, so that two relays that were given different ones do not take turns.
 */
export class SharedApiKey implements AdminKey {
  readonly token = newToken();
  readonly #parts: SharedApiKeyParts;
  #own: OwnKey | null = null;
  #stored: StoredSharedKey;
  /** As somebody has sent it. */
  #seen: string | null = null;

  private constructor(parts: SharedApiKeyParts, stored: StoredSharedKey) {
    this.#parts = parts;
    this.#stored = stored;
  }

  static async open(parts: SharedApiKeyParts): Promise<SharedApiKey> {
    const { dataFolder, given, log } = parts;
    const usable = usableKey(given, 'all relays on the database', log);
    const inFolder = usable === null ? readKeyFile(dataFolder) : null;
    const own: OwnKey | null =
      usable === null
        ? inFolder === null
          ? null
          : { text: inFolder, source: 'data-folder' }
        : { text: usable, source: 'environment' };
    const stored = await settled(parts, own);
    const key = new SharedApiKey(parts, stored);
    // The first relay has made one meanwhile.
    const made = own === null ? readKeyFile(dataFolder) : null;
    key.#own = own ?? (made === null ? null : { text: made, source: 'data-folder' });
    key.#tellWhereNotKnown();
    return key;
  }

  get source(): KeySource {
    return this.#isOwn ? (this.#own?.source ?? 'store') : 'store';
  }

  get text(): string | null {
    if (this.#isOwn) return this.#own?.text ?? null;
    return this.#seen !== null && digestOfKey(this.#seen) === this.#stored.digest ? this.#seen : null;
  }

  get mark(): string {
    return this.#stored.digest;
  }

  openedBy(authorization: string): 'admin' | 'commandLine' | null {
    const isKey = isKeyOf(authorization, Buffer.from(this.#stored.digest, 'base64'));
    const isToken = isKeyOf(authorization, sha256(this.token));
    if (isKey) this.#seen = keyIn(authorization);
    if (isKey) return 'admin';
    return isToken ? 'commandLine' : null;
  }

  async rotate(): Promise<void> {
    const { dataFolder, store, now } = this.#parts;
    if (this.source === 'environment') throw keyOfEnvironment('all relays on the database');
    const text = newKey();
    // First where it is kept: one that the store knows alone would open the relay to nobody.
    const before = readKeyFile(dataFolder);
    keepKey(dataFolder, text);
    try {
      await rotateShared(store, text, now());
    } catch (error) {
      if (before !== null) keepKey(dataFolder, before);
      throw error;
    }
    this.#own = { text, source: 'data-folder' };
    await this.lookAgain();
  }

  async lookAgain(): Promise<void> {
    const stored = await this.#parts.store.sharedKeys.find('api');
    if (stored === undefined || stored.digest === this.#stored.digest) return;
    this.#stored = stored;
    this.#tellWhereNotKnown();
  }

  get #isOwn(): boolean {
    return this.#own !== null && digestOfKey(this.#own.text) === this.#stored.digest;
  }

  #tellWhereNotKnown(): void {
    const { log, dataFolder } = this.#parts;
    if (this.#isOwn) return;
    if (this.#own === null) {
      log.info(
        { code: 'API_KEY_ELSEWHERE' },
        `The API key is the one that all relays on this database have, since ${iso(this.#stored.since)}; this relay does not know it, and lets in who sends it.`,
      );
      return;
    }
    const mine = this.#own.source === 'environment' ? 'CONNECT_API_KEY' : `the file ${keyFileIn(dataFolder)}`;
    log.warn({ code: 'API_KEY_REPLACED' }, replacedKey(mine, this.#stored.since));
  }
}

/** What the store has once this relay's own key was offered to it, or one was made. */
async function settled(
  { store, dataFolder, log, now }: SharedApiKeyParts,
  own: OwnKey | null,
): Promise<StoredSharedKey> {
  for (;;) {
    const stored = await store.sharedKeys.find('api');
    if (stored === undefined) {
      const text = own?.text ?? makeKey(dataFolder);
      const first = successorOf(undefined, text, now());
      if (await store.sharedKeys.replace(first, null)) return first;
      // Another relay was the first by then, and this key opens nothing.
      if (own === null) rmSync(keyFileIn(dataFolder), { force: true });
      continue;
    }
    const digest = own?.source === 'environment' ? digestOfKey(own.text) : stored.digest;
    if (own === null || digest === stored.digest || stored.formers.includes(digest)) return stored;
    const next = successorOf(stored, own.text, now());
    const isReplaced = await store.durably(async ({ sharedKeys, audit }) => {
      if (!(await sharedKeys.replace(next, stored.digest))) return false;
      const order = { actor: actor('environment'), what: 'key.rotate' };
      await audit.record(doneChange(order, now(), { part: 'admin key' }));
      return true;
    });
    if (!isReplaced) continue;
    log.warn(
      { code: 'API_KEY_CHANGED' },
      `The API key of all relays on this database is that of CONNECT_API_KEY from now on; the one before opens nothing any more.`,
    );
    return next;
  }
}

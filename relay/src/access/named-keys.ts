import { ConnectError } from '@convoso-connect/core';
import { ACTORS, USUAL_PER_SECOND, type Scope } from '@convoso-connect/core/relay-contract';
import { isPlain, readAlike } from '../alike.js';
import type { StoredKey } from '../store/ports/keys.js';
import type { Store } from '../store/store.js';
import { KeyRate } from './key-rate.js';
import { digestOf, keyText, newKeyId, newSecret, readKeyText } from './key-text.js';
import { isExpired, isSecretOf, namedKey, rotated, type NamedKey } from './named-key.js';

/** So many at once; whoever needs more wants something else than keys. */
const MOST_KEYS = 200;

const NAME = /^[\p{L}\p{N}](?:[\p{L}\p{N} ._-]{0,58}[\p{L}\p{N}._-])?$/u;

const HOUR_MS = 60 * 60_000;

/** What a key is made of. Times in epoch milliseconds. */
export interface KeyOrder {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly perSecond?: number | undefined;
  readonly expiresAt?: number | null;
}

/** A key, and the one time that its text is told. */
export interface MadeKey {
  readonly text: string;
  readonly key: NamedKey;
}

/** What came of an `Authorization` header. */
export type Opened =
  | { readonly kind: 'open'; readonly key: NamedKey }
  | { readonly kind: 'expired'; readonly key: NamedKey }
  | { readonly kind: 'unknown' };

/** What keys are kept in. */
export type KeyStore = Pick<Store, 'durably' | 'keys'>;

/**
 * The named keys of a store: read at the start, written through, and read again where other relays may have changed them. What is stored
 * are digests, so that nothing in the store opens the API.
 */
export class NamedKeys {
  readonly rate = new KeyRate();
  readonly #store: KeyStore;
  readonly #keys: Map<string, StoredKey>;
  /** The change under way: the next one begins with what it has left. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(store: KeyStore, keys: readonly StoredKey[]) {
    this.#store = store;
    this.#keys = new Map(keys.map((key) => [key.id, key]));
  }

  static async open(store: KeyStore): Promise<NamedKeys> {
    return new NamedKeys(store, await store.keys.all());
  }

  /** In the order of their names. */
  list(now: number): NamedKey[] {
    return listedKeys(this.#keys.values(), now);
  }

  /** Found by its public part, and compared in a time that tells nothing of the rest. */
  opens(authorization: string, now: number): Opened {
    const given = readKeyText(authorization);
    const key = given === null ? undefined : this.#keys.get(given.id);
    if (given === null || key === undefined || !isSecretOf(key, given, now)) return { kind: 'unknown' };
    return { kind: isExpired(key, now) ? 'expired' : 'open', key: namedKey(key, now) };
  }

  /** Throws a `ConnectError`: BAD_KEY_NAME, KEY_NAME_TAKEN, EXPIRES_IN_THE_PAST, TOO_MANY_KEYS. */
  create(order: KeyOrder, now: number): Promise<MadeKey> {
    return this.#inTurn(() => this.#create(order, now));
  }

  async #create({ name, scopes, perSecond, expiresAt = null }: KeyOrder, now: number): Promise<MadeKey> {
    await this.#readAll();
    this.#checkName(name);
    if (this.#keys.size >= MOST_KEYS) throw tooMany();
    if (expiresAt !== null && expiresAt <= now) throw expiresInThePast(expiresAt);
    const secret = newSecret();
    const key: StoredKey = {
      id: newKeyId(),
      name,
      scopes: [...new Set(scopes)],
      perSecond: perSecond ?? USUAL_PER_SECOND,
      digest: digestOf(secret).toString('base64'),
      formers: [],
      madeAt: now,
      rotatedAt: null,
      expiresAt,
      lastUsedAt: null,
    };
    if (!(await this.#store.durably((unit) => unit.keys.add(key)))) {
      await this.#readAll();
      throw nameTaken(name);
    }
    this.#keys.set(key.id, key);
    return { text: keyText({ id: key.id, secret }), key: namedKey(key, now) };
  }

  /** Those of before open for so many hours more. Throws a `ConnectError`: UNKNOWN_KEY, KEY_EXPIRED. */
  rotate(id: string, overlapHours: number, now: number): Promise<MadeKey> {
    return this.#inTurn(() => this.#rotate(id, overlapHours, now));
  }

  async #rotate(id: string, overlapHours: number, now: number): Promise<MadeKey> {
    const secret = newSecret();
    const digest = digestOf(secret).toString('base64');
    for (;;) {
      const key = await this.#findNow(id);
      if (isExpired(key, now)) throw cannotRotate(key.name);
      const next = rotated(key, { digest, now, until: now + overlapHours * HOUR_MS });
      // Another relay may have rotated or withdrawn it since: then it is looked at again.
      if (!(await this.#store.durably((unit) => unit.keys.rotate(next, key.digest)))) continue;
      this.#keys.set(id, next);
      return { text: keyText({ id, secret }), key: namedKey(next, now) };
    }
  }

  /** It opens nothing from now on; gives what it was. Throws a `ConnectError`: UNKNOWN_KEY. */
  withdraw(id: string, now: number): Promise<NamedKey> {
    return this.#inTurn(async () => {
      const key = await this.#findNow(id);
      await this.#store.durably((unit) => unit.keys.delete(id));
      this.#keys.delete(id);
      this.rate.forget(id);
      return namedKey(key, now);
    });
  }

  /** A key as it is. Throws a `ConnectError`: UNKNOWN_KEY. */
  get(id: string, now: number): NamedKey {
    return namedKey(this.#find(id), now);
  }

  /** Whether a key is there and has not expired. */
  isOpen(id: string, now: number): boolean {
    const key = this.#keys.get(id);
    return key !== undefined && !isExpired(key, now);
  }

  /** The digest of the secret that a key has now; null where there is no such key, or it is over. */
  digestOf(id: string, now: number): string | null {
    const key = this.#keys.get(id);
    return key === undefined || isExpired(key, now) ? null : key.digest;
  }

  /** Another relay may have made or rotated the key that an `Authorization` header carries. */
  lookUp(authorization: string): Promise<void> {
    const given = readKeyText(authorization);
    return given === null ? Promise.resolve() : this.lookUpId(given.id);
  }

  lookUpId(id: string): Promise<void> {
    return this.#inTurn(async () => {
      const stored = await this.#store.keys.find(id);
      if (stored !== undefined) this.#keys.set(stored.id, this.#withUse(stored));
    });
  }

  /** Others may have made, rotated or withdrawn some. */
  readAgain(): Promise<void> {
    return this.#inTurn(() => this.#readAll());
  }

  async #readAll(): Promise<void> {
    const stored = new Map((await this.#store.keys.all()).map((key) => [key.id, key]));
    for (const id of [...this.#keys.keys()].filter((known) => !stored.has(known))) {
      this.#keys.delete(id);
      this.rate.forget(id);
    }
    for (const [id, key] of stored) this.#keys.set(id, this.#withUse(key));
  }

  /** When one was last used is known here before it is stored. */
  #withUse(key: StoredKey): StoredKey {
    const lastUsedAt = this.#keys.get(key.id)?.lastUsedAt ?? null;
    const isLater = lastUsedAt !== null && lastUsedAt > (key.lastUsedAt ?? 0);
    return isLater ? { ...key, lastUsedAt } : key;
  }

  /** Shows at once when a key was last used; the store has it from {@link LastUses}. */
  used(id: string, at: number): void {
    const key = this.#keys.get(id);
    if (key !== undefined) this.#keys.set(id, { ...key, lastUsedAt: at });
  }

  async keepUse(id: string, at: number): Promise<void> {
    await this.#store.durably((unit) => unit.keys.markUsed(id, at));
  }

  /** Two at once must not both find a name free, nor one bring back what the other withdraws. */
  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const next = this.#last.then(work);
    this.#last = next.catch(() => undefined);
    return next;
  }

  /** As it stands in the store, whatever other relays have done with it. */
  async #findNow(id: string): Promise<StoredKey> {
    const stored = await this.#store.keys.find(id);
    if (stored === undefined) this.#keys.delete(id);
    else this.#keys.set(id, this.#withUse(stored));
    return this.#find(id);
  }

  #find(id: string): StoredKey {
    const key = this.#keys.get(id);
    if (key === undefined) throw unknownKey(id);
    return key;
  }

  #checkName(name: string): void {
    if (!NAME.test(name) || !isPlain(name) || passesForActor(name)) throw badName(name);
    const taken = [...this.#keys.values()].find((key) => readAlike(key.name, name));
    if (taken !== undefined) throw nameTaken(taken.name);
  }
}

/** In the order of their names. */
export function listedKeys(keys: Iterable<StoredKey>, now: number): NamedKey[] {
  return [...keys].map((key) => namedKey(key, now)).sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Whether somebody who reads the audit log would take the name for one of those who have no named key. */
function passesForActor(name: string): boolean {
  return Object.values(ACTORS).some((actor) => lettersOf(actor) === lettersOf(name));
}

function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function badName(name: string): ConnectError {
  return new ConnectError(
    'BAD_KEY_NAME',
    `"${name.slice(0, 80)}" cannot be the name of a key`,
    `Say who uses it, in at most 60 letters, digits, blanks, dots, hyphens and underscores, as in "n8n test"; no Greek or Cyrillic letters beside Latin ones, and not ${Object.values(ACTORS).join(', ')}.`,
  );
}

function nameTaken(name: string): ConnectError {
  return new ConnectError(
    'KEY_NAME_TAKEN',
    `there is a key named "${name}" already, and two that read the same would be confused`,
    'Take another name; or rotate the one that there is, or withdraw it first.',
  );
}

function tooMany(): ConnectError {
  const message = `there are ${MOST_KEYS} keys, and no more are kept`;
  return new ConnectError('TOO_MANY_KEYS', message, 'Withdraw those that nobody uses any more.');
}

function expiresInThePast(expiresAt: number): ConnectError {
  return new ConnectError(
    'EXPIRES_IN_THE_PAST',
    `expiresAt is ${new Date(expiresAt).toISOString()}, which is over`,
    'Give a later one, or none for a key that opens until it is withdrawn.',
  );
}

function cannotRotate(name: string): ConnectError {
  return new ConnectError(
    'KEY_EXPIRED',
    `the key "${name}" has expired, and would not open after a rotation either`,
    'Withdraw it, and make another one.',
  );
}

function unknownKey(id: string): ConnectError {
  return new ConnectError(
    'UNKNOWN_KEY',
    `there is no key with the id "${id.slice(0, 60)}"`,
    'Take the id from GET /api/keys, or from npm run connect -- keys list.',
  );
}

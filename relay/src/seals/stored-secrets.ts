import { createHmac } from 'node:crypto';
import { ConnectError } from '@convoso-connect/core';
import { ToldToReaders } from '../told-to-readers.js';
import { readAlike } from '../alike.js';
import { seal, unseal } from './seal.js';
import { sealKeyAltered } from './seal-key-faults.js';
import { SealKey, type SealKeyPlace } from './seal-key.js';
import type { StoredSecret } from '../store/ports/configuration.js';
import type { Store, Unit } from '../store/store.js';

/** In characters; longer than any credential that a request could carry. */
const LONGEST_SECRET = 16_384;

/** A name as `store:NAME` refers to it. */
const NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/;

export interface StoredSecretsParts extends SealKeyPlace {
  readonly store: Store;
  /** Whether other relays can have the store open, which then need the same key. */
  readonly areOthers: boolean;
  readonly now: () => number;
}

/**
 * The secrets that a store keeps, each encrypted with a key that stands elsewhere, but for that of the sample. They are opened when the
 * configuration asks for them, and shown to nobody.
 */
export class StoredSecrets {
  readonly #key: SealKey;
  readonly #store: Store;
  readonly #now: () => number;
  readonly #rows: Map<string, StoredSecret>;

  private constructor(
    key: SealKey,
    { store, now }: Pick<StoredSecretsParts, 'store' | 'now'>,
    rows: readonly StoredSecret[],
  ) {
    this.#key = key;
    this.#store = store;
    this.#now = now;
    this.#rows = new Map(rows.map((row) => [row.name, row]));
  }

  static async open({ store, areOthers, now, ...place }: StoredSecretsParts): Promise<StoredSecrets> {
    const key = await SealKey.open({ ...place, sharedKeys: areOthers ? store.sharedKeys : null });
    return new StoredSecrets(key, { store, now }, await store.configuration.secrets());
  }

  /**
   * Throws a `ConnectError` where this relay could not open what the others have sealed, or will: SEAL_KEY_MISSING, SEAL_KEY_ALTERED,
   * SEAL_KEY_UNREADABLE. A relay that is alone finds that out where it needs one.
   */
  async assertCommonKey(): Promise<void> {
    if (!this.#key.isShared) return;
    const some = this.#someSealed;
    if (!this.#key.isAgreed && some === undefined && this.#key.read() === null) return;
    // One that was sealed before relays agreed on a key tells which it has to be.
    if (some !== undefined) openedBy(this.#key, some);
    await this.#agree();
  }

  /** Has the other relays know the key that something is about to be sealed with. Throws a `ConnectError` as `set` does. */
  async agreeOnKey(): Promise<void> {
    const some = this.#someSealed;
    if (some !== undefined && this.#key.isShared) openedBy(this.#key, some);
    await this.#agree();
  }

  /** Why this relay cannot open what the others seal, or have sealed; null where it can. */
  get keyTrouble(): ConnectError | null {
    if (!this.#key.isShared || !this.#key.isAgreed) return null;
    try {
      this.#key.need();
      return null;
    } catch (error) {
      if (error instanceof ConnectError) return error;
      throw error;
    }
  }

  /** Puts another key in the place of one that is lost; what is sealed opens no more. */
  replaceKey(): Promise<void> {
    return this.#key.replace({ sharedKeys: this.#store.sharedKeys, now: this.#now() });
  }

  /** Others may have set or deleted some; gives whether they have. */
  async readAgain(): Promise<boolean> {
    await this.#key.lookAgain();
    const stored = await this.#store.configuration.secrets();
    const isSame = ({ name, sealed, open }: StoredSecret): boolean => {
      const known = this.#rows.get(name);
      return known?.sealed.equals(sealed) === true && known.open === open;
    };
    if (stored.length === this.#rows.size && stored.every(isSame)) return false;
    this.#rows.clear();
    for (const row of stored) this.#rows.set(row.name, row);
    return true;
  }

  /** Names, in order, and when each was set, in epoch milliseconds. */
  list(): { readonly name: string; readonly setAt: number }[] {
    return listedSecrets(this.#rows.values());
  }

  /** The secret; undefined where none has this name. Throws a `ConnectError` where its key is missing or altered. */
  read(name: string): string | undefined {
    const row = this.#rows.get(name);
    if (row === undefined) return undefined;
    return row.open ?? openedBy(this.#key, row);
  }

  /**
   * Keeps a secret under a name, in the place of the one before. Throws a `ConnectError`: BAD_SECRET_NAME, EMPTY_SECRET,
   * SECRET_TOO_LONG, SECRET_NAME_TAKEN where another one reads the same, and where the key that the others are kept with is missing or altered: a new one would lose them.
   */
  async set(name: string, secret: string, now: number): Promise<void> {
    assertStorable(name, secret);
    this.#checkAlone(name);
    await this.agreeOnKey();
    const sealed = seal(secret, { name, key: this.#keyForAnother() });
    const row = { name, sealed, open: null, setAt: now };
    await this.#store.configuration.putSecret(row);
    this.#rows.set(name, row);
  }

  /**
   * Has the one of the sample at hand, before it is in the store: gives what stores it there. Where that is never called, `readAgain`
   * tells what is there in its place.
   */
  offerOpen(name: string, secret: string): (unit: Pick<Unit, 'configuration'>) => Promise<void> {
    const row = { name, sealed: Buffer.alloc(0), open: secret, setAt: this.#now() };
    this.#rows.set(name, row);
    return (unit) => unit.configuration.putSecret(row);
  }

  /** Needs no key. Throws a `ConnectError` (UNKNOWN_SECRET) where there is none of this name. */
  async delete(name: string): Promise<void> {
    if (!this.#rows.has(name)) throw unknownSecret(name, [...this.#rows.keys()]);
    await this.#store.configuration.deleteSecret(name);
    this.#rows.delete(name);
  }

  /**
   * A digest by which a text that may hold secrets is known again, and nothing else can be told of it: it is made with the
   * key. Throws a `ConnectError` as `set` does.
   */
  digest(text: string): string {
    return createHmac('sha256', this.#keyForAnother()).update(text).digest('hex');
  }

  /** Whether a digest is of this text; false where the key that it was made with is gone. */
  isDigestOf(digest: string, text: string): boolean {
    const key = this.#key.read();
    return key !== null && createHmac('sha256', key).update(text).digest('hex') === digest;
  }

  /**
   * Encrypts something else that is kept in the store, under a name of its own; `agreeOnKey` comes first. Throws a `ConnectError` as `set`
   * does for the key.
   */
  seal(text: string, name: string): Buffer {
    return seal(text, { name, key: this.#keyForAnother() });
  }

  /** What was sealed under this name. Throws a `ConnectError` where its key is missing or altered. */
  unseal(sealed: Buffer, name: string): string {
    return openedBy(this.#key, { name, sealed });
  }

  /** Those that read alike and were stored before there was this rule can both be set. */
  #checkAlone(name: string): void {
    if (this.#rows.has(name)) return;
    const taken = [...this.#rows.keys()].find((other) => readAlike(other, name));
    if (taken !== undefined) throw nameTaken(name, taken);
  }

  get #someSealed(): StoredSecret | undefined {
    return [...this.#rows.values()].find(({ open }) => open === null);
  }

  #keyForAnother(): Buffer {
    const some = this.#someSealed;
    // With nothing kept, nothing is lost with a new key.
    if (some === undefined) return this.#key.readOrMake();
    openedBy(this.#key, some);
    return this.#key.need();
  }

  #agree(): Promise<void> {
    return this.#key.agree({ sharedKeys: this.#store.sharedKeys, now: this.#now() });
  }
}

/** What was sealed under this name. Throws a `ConnectError` where its key is missing or altered. */
export function openedBy(key: SealKey, { name, sealed }: Pick<StoredSecret, 'name' | 'sealed'>): string {
  const secret = unseal(sealed, { name, key: key.need() });
  if (secret === null) throw sealKeyAltered(key, `it does not open ${name}`);
  return secret;
}

/** Names, in order, and when each was set, in epoch milliseconds. */
export function listedSecrets(
  rows: Iterable<StoredSecret>,
): { readonly name: string; readonly setAt: number }[] {
  return [...rows]
    .map(({ name, setAt }) => ({ name, setAt }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Throws a `ConnectError` where no store would keep this: BAD_SECRET_NAME, EMPTY_SECRET, SECRET_TOO_LONG. */
export function assertStorable(name: string, secret: string): void {
  checkName(name);
  checkSecret(secret);
}

function checkName(name: string): void {
  if (NAME.test(name)) return;
  throw new ConnectError(
    'BAD_SECRET_NAME',
    `"${name.slice(0, 120)}" is no name for a stored secret`,
    'Use letters, digits, underscores, hyphens and dots, such as CRM_TOKEN; at most 100.',
  );
}

function nameTaken(name: string, taken: string): ConnectError {
  return new ConnectError(
    'SECRET_NAME_TAKEN',
    `a secret is stored as ${taken}, and ${name} reads the same`,
    `Set ${taken}, and write "store:${taken}" in the configuration; or delete it first.`,
  );
}

function checkSecret(secret: string): void {
  if (secret.trim() === '') {
    const remedy =
      'Type it at the prompt, or pipe it in from a file: npm run connect -- secret set NAME < file';
    throw new ConnectError('EMPTY_SECRET', 'the secret is empty', remedy);
  }
  if (secret.length > LONGEST_SECRET) {
    throw new ConnectError(
      'SECRET_TOO_LONG',
      `the secret has ${secret.length} characters; at most ${LONGEST_SECRET} are kept`,
      'Pipe in the secret alone.',
    );
  }
}

function unknownSecret(name: string, names: readonly string[]): ConnectError {
  const there = names.length === 0 ? 'none is stored yet' : `there are ${names.join(', ')}`;
  const message = `no secret is stored under the name "${name.slice(0, 120)}"`;
  const remedy = 'List them with npm run connect -- secret list.';
  return new ToldToReaders(
    { code: 'UNKNOWN_SECRET', message: `${message}; ${there}`, remedy },
    { message, remedy },
  );
}

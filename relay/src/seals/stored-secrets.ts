import { ConnectError } from '@convoso-connect/core';
import {
  deleteSecret,
  storeSecret,
  storedSecrets,
  type StoredSecretRow,
} from '../store/commands/stored-secrets.js';
import type { Db } from '../store/sqlite.js';
import { seal, unseal } from './seal.js';
import { makeSealKey, readSealKey, sealKeyAltered, sealKeyFileIn, sealKeyMissing } from './seal-key.js';

/** In characters; longer than any credential that a request could carry. */
const LONGEST_SECRET = 16_384;

/** A name as `store:NAME` refers to it. */
const NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/;

/**
 * The secrets that the store of a data folder keeps, each encrypted with the key that the folder keeps in a file. They are
 * opened when the configuration asks for them, and shown to nobody.
 */
export class StoredSecrets {
  readonly #dataFolder: string;
  readonly #db: Db;
  readonly #rows: Map<string, StoredSecretRow>;

  private constructor(dataFolder: string, db: Db, rows: readonly StoredSecretRow[]) {
    this.#dataFolder = dataFolder;
    this.#db = db;
    this.#rows = new Map(rows.map((row) => [row.name, row]));
  }

  static async open(dataFolder: string, db: Db): Promise<StoredSecrets> {
    return new StoredSecrets(dataFolder, db, await storedSecrets(db));
  }

  /** Names, in order, and when each was set, in epoch milliseconds. */
  list(): { readonly name: string; readonly setAt: number }[] {
    return [...this.#rows.values()]
      .map(({ name, set_at: setAt }) => ({ name, setAt }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** The secret; undefined where none has this name. Throws a `ConnectError` where its key is missing or altered. */
  read(name: string): string | undefined {
    const row = this.#rows.get(name);
    if (row === undefined) return undefined;
    const key = readSealKey(this.#dataFolder);
    if (key === null) throw sealKeyMissing(this.#keyFile);
    return this.#opened(row, key);
  }

  /**
   * Keeps a secret under a name, in the place of the one before. Throws a `ConnectError`: BAD_SECRET_NAME, EMPTY_SECRET,
   * SECRET_TOO_LONG, and where the key that the others are kept with is missing or altered: a new one would lose them.
   */
  async set(name: string, secret: string, now: number): Promise<void> {
    checkName(name);
    checkSecret(secret);
    const row = { name, sealed: seal(secret, { name, key: this.#keyForAnother() }), set_at: now };
    await storeSecret(this.#db, row);
    this.#rows.set(name, row);
  }

  /** Needs no key. Throws a `ConnectError` (UNKNOWN_SECRET) where there is none of this name. */
  async delete(name: string): Promise<void> {
    if (!this.#rows.has(name)) throw unknownSecret(name, [...this.#rows.keys()]);
    await deleteSecret(this.#db, name);
    this.#rows.delete(name);
  }

  get #keyFile(): string {
    return sealKeyFileIn(this.#dataFolder);
  }

  #keyForAnother(): Buffer {
    const [some] = this.#rows.values();
    const key = readSealKey(this.#dataFolder);
    // With nothing kept, nothing is lost with a new key.
    if (some === undefined) return key ?? makeSealKey(this.#dataFolder);
    if (key === null) throw sealKeyMissing(this.#keyFile);
    this.#opened(some, key);
    return key;
  }

  #opened({ name, sealed }: StoredSecretRow, key: Buffer): string {
    const secret = unseal(sealed, { name, key });
    if (secret === null) throw sealKeyAltered(this.#keyFile, `it does not open ${name}`);
    return secret;
  }
}

function checkName(name: string): void {
  if (NAME.test(name)) return;
  throw new ConnectError(
    'BAD_SECRET_NAME',
    `"${name.slice(0, 120)}" is no name for a stored secret`,
    'Use letters, digits, underscores, hyphens and dots, such as CRM_TOKEN; at most 100.',
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
  return new ConnectError(
    'UNKNOWN_SECRET',
    `no secret is stored under the name "${name.slice(0, 120)}"; ${there}`,
    'List them with npm run connect -- secret list.',
  );
}

import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { writePrivately } from '../access/key-file.js';
import type { SharedKeyReads, SharedKeys, StoredSharedKey } from '../store/ports/shared-keys.js';
import { KEY_BYTES } from './seal.js';
import { badSecretsKey, sealKeyAltered, sealKeyMissing, sealKeyUnreadable } from './seal-key-faults.js';

export interface SealKeyPlace {
  readonly dataFolder: string;
  /** `CONNECT_SECRETS_KEY`, which overrules the key in the data folder. */
  readonly secretsKey?: string | undefined;
}

export interface SealKeyParts extends SealKeyPlace {
  /** Where relays know whether they have the same key; null for the only one on its store. */
  readonly sharedKeys: SharedKeyReads | null;
}

/** Where relays keep which key they have agreed on, and when that is. */
export interface ToAgreeIn {
  readonly sharedKeys: SharedKeys;
  readonly now: number;
}

/** Where the data folder keeps the key of its stored secrets: 32 bytes in base64url and a line break. */
export function sealKeyFileIn(dataFolder: string): string {
  return path.join(dataFolder, 'secrets-key');
}

/**
 * The key that what is sealed is encrypted with: that of the environment, or else the one in the data folder, where it is made when it is
 * first needed. It is read each time, because it can be put back while the relay runs. All relays on a store need the same one, so each
 * of them knows by its digest, which stands there, whether it has that.
 */
export class SealKey {
  readonly #parts: SealKeyParts;
  #shared: StoredSharedKey | undefined;

  private constructor(parts: SealKeyParts, shared: StoredSharedKey | undefined) {
    this.#parts = parts;
    this.#shared = shared;
  }

  static async open(parts: SealKeyParts): Promise<SealKey> {
    return new SealKey(parts, await parts.sharedKeys?.find('secrets'));
  }

  /** Where it was looked for, for who reads what is wrong with it. */
  get name(): string {
    const { secretsKey, dataFolder } = this.#parts;
    return secretsKey === undefined ? `the file ${sealKeyFileIn(dataFolder)}` : 'CONNECT_SECRETS_KEY';
  }

  get isShared(): boolean {
    return this.#parts.sharedKeys !== null;
  }

  /** Whether relays have agreed on one already, because something is sealed with it. */
  get isAgreed(): boolean {
    return this.#shared !== undefined;
  }

  /**
   * The key; null where there is none. Throws a `ConnectError`: SEAL_KEY_ALTERED where the file holds no key, or this is another one than
   * the other relays have; BAD_SECRETS_KEY where the variable holds none; SEAL_KEY_UNREADABLE where this user may not read it.
   */
  read(): Buffer | null {
    const key = this.#found();
    if (key === null || this.#shared === undefined || digestOf(key) === this.#shared.digest) return key;
    throw sealKeyAltered(this, 'it is another one than the other relays on this database have');
  }

  /** Throws besides: SEAL_KEY_MISSING. */
  need(): Buffer {
    const key = this.read();
    if (key === null) throw sealKeyMissing(this);
    return key;
  }

  /** To seal something with, where nothing is that would be lost with a new key. Other relays have to know of it first: `agree`. */
  readOrMake(): Buffer {
    if (this.isShared) return this.need();
    return this.read() ?? this.#make();
  }

  /**
   * Has all relays on the store have this one, or finds that they have another. To be waited for before anything is sealed. Throws a
   * `ConnectError` as `need` does.
   */
  async agree({ sharedKeys, now }: ToAgreeIn): Promise<void> {
    if (!this.isShared) return;
    this.#shared ??= await sharedKeys.find('secrets');
    if (this.#shared === undefined) {
      const found = this.#found();
      const mark = markOf(found ?? this.#make(), { now });
      if (await sharedKeys.replace(mark, null)) this.#shared = mark;
      else {
        // Another relay was the first, and this key is nobody's.
        if (found === null) rmSync(sealKeyFileIn(this.#parts.dataFolder), { force: true });
        this.#shared = await sharedKeys.find('secrets');
      }
    }
    this.need();
  }

  /** Another relay may have been the first to seal something, or have put another key in the place of a lost one. */
  async lookAgain(): Promise<void> {
    this.#shared = await this.#parts.sharedKeys?.find('secrets');
  }

  /**
   * Has all relays on the store have the one of this place, or a new one, in the place of one that is lost. What was sealed with that
   * opens no more.
   */
  async replace(to: ToAgreeIn): Promise<void> {
    const { sharedKeys, now } = to;
    const key = this.#found() ?? this.#make();
    if (!this.isShared) return;
    const before = await sharedKeys.find('secrets');
    const mark = markOf(key, { now, before });
    if (before?.digest === mark.digest || (await sharedKeys.replace(mark, before?.digest ?? null)))
      this.#shared = mark;
    else await this.replace(to);
  }

  #found(): Buffer | null {
    const { secretsKey, dataFolder } = this.#parts;
    if (secretsKey !== undefined) return keyOfVariable(secretsKey);
    const text = textOf(sealKeyFileIn(dataFolder));
    if (text === null) return null;
    const key = keyIn(text);
    if (key === null) throw sealKeyAltered(this, 'it holds no key');
    return key;
  }

  /** Makes a key and keeps it in the data folder, readable for its user alone. */
  #make(): Buffer {
    const key = randomBytes(KEY_BYTES);
    writePrivately(sealKeyFileIn(this.#parts.dataFolder), `${key.toString('base64url')}\n`);
    return key;
  }
}

function markOf(
  key: Buffer,
  { now, before }: { readonly now: number; readonly before?: StoredSharedKey | undefined },
): StoredSharedKey {
  const formers = before === undefined ? [] : [before.digest, ...before.formers].slice(0, MOST_FORMERS);
  return { name: 'secrets', digest: digestOf(key), since: now, formers };
}

const MOST_FORMERS = 20;

/** Throws a `ConnectError` (BAD_SECRETS_KEY) where `CONNECT_SECRETS_KEY` is set to what is no key. */
export function assertKeyOfVariable({ secretsKey }: Pick<SealKeyPlace, 'secretsKey'>): void {
  if (secretsKey !== undefined) keyOfVariable(secretsKey);
}

function keyOfVariable(text: string): Buffer {
  const key = keyIn(text);
  if (key === null) throw badSecretsKey(text);
  return key;
}

function keyIn(text: string): Buffer | null {
  const key = Buffer.from(text.trim(), 'base64url');
  return key.length === KEY_BYTES && key.toString('base64url') === text.trim() ? key : null;
}

function digestOf(key: Buffer): string {
  return createHash('sha256').update(key).digest('base64');
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw sealKeyUnreadable(file, error);
  }
}

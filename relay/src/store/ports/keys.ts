/** A key of before a rotation, which opens for a while longer. */
export interface FormerDigest {
  readonly digest: string;
  /** In epoch milliseconds. */
  readonly until: number;
}

/** A named key of the API, by which nobody can open it: of its secret part there is only a digest. */
export interface StoredKey {
  /** Public; the key begins with it. */
  readonly id: string;
  /** No two keys have the same. */
  readonly name: string;
  /** Names of scopes; a later version may know more of them than this one. */
  readonly scopes: readonly string[];
  readonly perSecond: number;
  /** SHA-256 of the secret part, as base64. */
  readonly digest: string;
  readonly formers: readonly FormerDigest[];
  readonly madeAt: number;
  readonly rotatedAt: number | null;
  readonly expiresAt: number | null;
  readonly lastUsedAt: number | null;
}

/** What a rotation changes of a key. */
export type KeyRotation = Pick<StoredKey, 'id' | 'digest' | 'formers' | 'rotatedAt'>;

export interface KeyReads {
  /** All of them, in no certain order: they are as few as the programs that use the API. */
  all(): Promise<readonly StoredKey[]>;
  find(id: string): Promise<StoredKey | undefined>;
}

/** The named keys of the API. */
export interface Keys extends KeyReads {
  /** Keeps a new key. False, and nothing is kept, where there is one with its name or its id by now. */
  add(key: StoredKey): Promise<boolean>;
  /** Gives a key another secret. False, and nothing is changed, where it has not the digest `before` any more, or is gone. */
  rotate(rotation: KeyRotation, before: string): Promise<boolean>;
  delete(id: string): Promise<void>;
  /** When a key was last used, in epoch milliseconds. */
  markUsed(id: string, at: number): Promise<void>;
}

import type { Generated } from 'kysely';

/** Accepted configurations; a row never changes. */
export interface ConfigRevisionTable {
  revision: Generated<number>;
  /** SHA-256 of the document as written, so that re-reading the same file makes no new revision. */
  hash: string;
  /** The document with secrets given inline masked; references stand as written. */
  document: string;
  /** 1 where nothing was left out, so that a relay can run on the stored document alone. */
  complete: number;
  accepted_at: number;
}

/** Where accepted configurations come from. */
export interface RevisionOriginTable {
  revision: number;
  /** Who made it, as the audit log names them. */
  by: string;
  /** How many places differ from what ran before, by the kind of difference, as JSON; null where nothing ran. */
  changes: string | null;
  /** Of the file's text that it counts in the place of, because it could not be written: a digest; else null. */
  instead_of: string | null;
}

/** What `secretRef: "store:NAME"` refers to. */
export interface StoredSecretTable {
  name: string;
  /** Encrypted with the key in the file `secrets-key`; see seals/seal.ts. */
  sealed: Buffer;
  /** What it is, where no key protects it; null of any other. */
  open: string | null;
  set_at: number;
}

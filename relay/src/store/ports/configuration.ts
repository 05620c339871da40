import type { NumberedPage } from './lists.js';

/** A configuration as it was accepted; it never changes. */
export interface StoredRevision extends NewRevision {
  readonly revision: number;
}

export interface NewRevision {
  /** SHA-256 of the document as written, so that re-reading the same file makes no new revision. */
  readonly hash: string;
  /** The document with secrets given inline masked; references stand as written. */
  readonly document: string;
  /** Whether nothing was left out, so that a relay can run on the stored document alone. */
  readonly complete: boolean;
  readonly acceptedAt: number;
}

/** Where an accepted configuration comes from. */
export interface RevisionOrigin {
  readonly revision: number;
  /** Who made it, as the audit log names them. */
  readonly by: string;
  /** How many places differ from what ran before, by the kind of difference, as JSON; null where nothing ran. */
  readonly changes: string | null;
  /** Of the file's text that it counts in the place of, because it could not be written: a digest; else null. */
  readonly insteadOf: string | null;
}

/**
 * `maybe the same`: a configuration that is stored as the latest one is that one. `another`: it is not, because what
 * differs is a secret, which is not stored.
 */
export type Sameness = 'maybe the same' | 'another';

/** What `secretRef: "store:NAME"` refers to. */
export interface StoredSecret {
  readonly name: string;
  /** Encrypted with the key in the file `secrets-key`; see seals/seal.ts. Empty where it is open. */
  readonly sealed: Buffer;
  /** What it is, where no key protects it: that of the sample, by which people try out relays that have no key in common. Null of any other. */
  readonly open: string | null;
  readonly setAt: number;
}

export interface ConfigurationReads {
  latest(): Promise<StoredRevision | undefined>;
  find(revision: number): Promise<StoredRevision | undefined>;
  /** The next of them without their documents, newest first, below `after` where a page ended there. */
  page(page: NumberedPage): Promise<readonly Pick<StoredRevision, 'revision' | 'acceptedAt'>[]>;
  /** Where a revision comes from; undefined where that is not known. */
  origin(revision: number): Promise<RevisionOrigin | undefined>;
  /** Those of the revisions from the one on to the other, in their order. */
  originsBetween(first: number, last: number): Promise<readonly RevisionOrigin[]>;
  /** All of them, by name: they are as few as the credentials of a configuration. */
  secrets(): Promise<readonly StoredSecret[]>;
}

/** Accepted configurations, and the secrets that they refer to. */
export interface Configuration extends ConfigurationReads {
  /**
   * Stores an accepted configuration, unless it is the one accepted last; gives its revision number. `upon` is the revision that has to
   * be the latest one, or null where there must be none: where that is another one by now, nothing is stored, and null is given.
   */
  accept(revision: NewRevision, sameness: Sameness, upon: number | null): Promise<number | null>;
  /** Keeps where a revision comes from; of one that is known already, only whether it counts in the place of the file. */
  saveOrigin(origin: RevisionOrigin): Promise<void>;
  /** Stores a secret, in the place of the one of this name. */
  putSecret(secret: StoredSecret): Promise<void>;
  deleteSecret(name: string): Promise<void>;
}

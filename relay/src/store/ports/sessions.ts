/** A browser that is signed in. No row holds what its cookie is: whoever reads the table is let in by none of it. */
export interface StoredSession {
  /** SHA-256 of the cookie, as base64. */
  readonly digest: string;
  /** Public: it names the session, and opens nothing. */
  readonly id: string;
  readonly by: 'link' | 'admin' | 'key';
  /** The named key that it came of; null where that was a link or the admin key. */
  readonly keyId: string | null;
  /** What tells that the key is still the one that it came of (access/sessions.ts). */
  readonly keyMark: string;
  /** In epoch milliseconds, both. */
  readonly madeAt: number;
  readonly lastUsedAt: number;
}

export interface SessionReads {
  /** All of them, in no certain order: they are as few as the browsers of a team. */
  all(): Promise<readonly StoredSession[]>;
}

/** The browsers that are signed in. */
export interface Sessions extends SessionReads {
  add(session: StoredSession): Promise<void>;
  /** When one was last used, in epoch milliseconds. */
  markUsed(digest: string, at: number): Promise<void>;
  delete(digests: readonly string[]): Promise<void>;
}

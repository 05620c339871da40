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

/** A link that signs one browser in, once. */
export interface StoredLink {
  /** SHA-256 of its code, as base64. */
  readonly digest: string;
  /** In epoch milliseconds. */
  readonly endsAt: number;
}

export interface SessionReads {
  /** All of them, in no certain order: they are as few as the browsers of a team. */
  all(): Promise<readonly StoredSession[]>;
  find(digest: string): Promise<StoredSession | undefined>;
  /** The links that nobody has used, in no certain order: they are few. */
  links(): Promise<readonly StoredLink[]>;
}

/** The browsers that are signed in, and the links that sign one in. */
export interface Sessions extends SessionReads {
  add(session: StoredSession): Promise<void>;
  /** When one was last used, in epoch milliseconds. */
  markUsed(digest: string, at: number): Promise<void>;
  delete(digests: readonly string[]): Promise<void>;
  addLink(link: StoredLink): Promise<void>;
  /** Deletes a link and gives it, to one of those who ask at once. */
  takeLink(digest: string): Promise<StoredLink | undefined>;
  deleteLinks(digests: readonly string[]): Promise<void>;
}

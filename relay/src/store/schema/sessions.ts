/** Browsers that are signed in. No row holds what their cookies are. */
export interface SessionTable {
  /** SHA-256 of the cookie, as base64. */
  digest: string;
  /** Public. */
  id: string;
  by: 'link' | 'admin' | 'key';
  key_id: string | null;
  key_mark: string;
  made_at: number;
  last_used_at: number;
}

/** Links that sign a browser in. No row holds what one is. */
export interface SignInLinkTable {
  /** SHA-256 of its code, as base64. */
  digest: string;
  ends_at: number;
}

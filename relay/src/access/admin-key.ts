import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Where the key comes from. `store`: another relay on the store has it, and here is only its digest. */
export type KeySource = 'environment' | 'data-folder' | 'store';

/** The key that opens the whole API. */
export interface AdminKey {
  /** Opens the API for the command line on the same folder, and ends with this process. */
  readonly token: string;
  readonly source: KeySource;
  /** For what must know the key to mask it, never to be logged or shown; null where this relay does not know it. */
  readonly text: string | null;
  /** Differs where the key does, and is the same for all relays that have this one. */
  readonly mark: string;
  /**
   * Who sends an `Authorization` header that opens the API; null where it does not. Neither length nor beginning of the
   * key shows in the time taken.
   */
  openedBy(authorization: string): 'admin' | 'commandLine' | null;
  /** The key of before opens nothing any more. Throws a `ConnectError` where it is not this relay's to change. */
  rotate(): Promise<void>;
  /** Another relay may have put another one in its place. */
  lookAgain(): Promise<void>;
}

/**
 * With it the command line on the same folder needs to know no key, and a lasting key is never sent to whatever may listen on the port of
 * a relay that is gone.
 */
export function newToken(): string {
  return randomBytes(24).toString('base64url');
}

/** The key in an `Authorization` header, whose scheme may be written in any case, as the key may not. */
export function keyIn(authorization: string): string {
  return authorization.replace(/^bearer /i, '');
}

/** Whether a header opens for whom something has this digest. */
export function isKeyOf(authorization: string, digest: Buffer): boolean {
  const isSame = timingSafeEqual(sha256(keyIn(authorization)), digest);
  return isSame && /^bearer /i.test(authorization);
}

export function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

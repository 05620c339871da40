import type { StoredNotice } from '../store/ports/notices.js';

/** Waits after a sending that failed; after the last of them it is given up, and the notification stays stored. */
export const RETRY_MS = [60_000, 5 * 60_000, 30 * 60_000, 2 * 3_600_000];

/** When a notification that could not be sent was last tried, as far as it is known: not before this. */
export function triedAt({ sendAt, sendAttempts, lastAt }: StoredNotice): number {
  const waited = RETRY_MS[sendAttempts - 1];
  return sendAt === null || waited === undefined ? lastAt : sendAt - waited;
}

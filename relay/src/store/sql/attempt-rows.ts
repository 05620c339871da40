import type { StoredAttempt } from '../ports/attempts.js';
import type { Target } from '../ports/target.js';
import { targetOfKey } from '../target-key.js';

/** What the database gives for an attempt: a target by its key. */
export type AttemptRow = Omit<StoredAttempt, 'target'> & { target: string | Target };

/** Rows as values, in the same place. */
export function attemptsOf(rows: AttemptRow[]): StoredAttempt[] {
  for (const row of rows) row.target = targetOfKey(row.target as string);
  return rows as StoredAttempt[];
}

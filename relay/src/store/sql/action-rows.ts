import type { StoredAction } from '../ports/actions.js';
import type { Target } from '../ports/target.js';
import { targetOfKey } from '../target-key.js';

/** What the database gives for an action: 1 and 0 where the value says yes and no, and a target by its key. */
export type ActionRow = Omit<StoredAction, 'runNow' | 'target'> & {
  runNow: number | boolean;
  target: string | Target;
};

/** Rows as values, in the same place: copies would cost more than the statement. */
export function actionsOf(rows: ActionRow[]): StoredAction[] {
  for (const row of rows) {
    row.runNow = row.runNow === 1;
    row.target = targetOfKey(row.target as string);
  }
  return rows as StoredAction[];
}

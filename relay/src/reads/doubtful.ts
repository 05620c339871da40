import { doubtfulActions } from '../store/commands/dead-letters.js';
import type { Place } from '../store/in-time-order.js';
import { writeCursor } from './cursor.js';
import { failedAction } from './failed-action.js';
import type { Read } from './tools.js';

/** A page of the actions that count as delivered and were answered as if they had failed. */
export const doubtful = (async ({ db, signal }, { after, limit }) => {
  const rows = await doubtfulActions(db, { after, limit: limit + 1, signal });
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    actions: rows.slice(0, limit).map(failedAction),
    next: last === undefined ? null : writeCursor([last.due_at, last.id]),
  };
}) satisfies Read<{ after: Place<string> | null; limit: number }, unknown>;

import { writeCursor } from './cursor.js';
import { failedActions } from './failed-action.js';
import type { Read } from './tools.js';
import type { Place } from '../store/ports/lists.js';
import type { Target } from '../store/ports/target.js';

/** A page of the actions that count as delivered and were answered as if they had failed: all, or those to one target. */
export const doubtful = (async (tools, { target, after, limit }) => {
  const { store, signal } = tools;
  const rows = await store.deadLetters.doubtful({ target }, { after, limit: limit + 1, signal });
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    actions: await failedActions(tools, rows.slice(0, limit)),
    next: last === undefined ? null : writeCursor([last.dueAt, last.id]),
  };
}) satisfies Read<{ target: Target | null; after: Place<string> | null; limit: number }, unknown>;

import { sql } from 'kysely';
import { inTimeOrder, type Page } from '../in-time-order.js';
import type { Db } from '../sqlite.js';
import type { ActionRow } from './actions.js';

/** The next actions that ended undelivered and are kept for replay, the one due last in front. */
export async function deadActions(db: Db, page: Page<string>): Promise<ActionRow[]> {
  const groups = [sql`state = 'dead'`];
  const rest = { bounds: [], carried: [], rest: [] };
  return inTimeOrder<ActionRow, string>(
    db,
    { table: 'actions', time: 'due_at', order: 'newest first', groups, ...rest },
    page,
  );
}

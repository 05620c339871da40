import { sql } from 'kysely';
import type { LogFilter, StoredAttempt } from '../../ports/attempts.js';
import type { Page } from '../../ports/lists.js';
import { attemptsOf, type AttemptRow } from '../attempt-rows.js';
import { ATTEMPT_COLUMNS, named } from '../columns.js';
import { inTimeOrder, within } from '../in-time-order.js';
import { searchLogs } from './log-search.js';
import type { Connection } from '../many-rows.js';

export async function newestLogId(db: Connection): Promise<number> {
  const row = await db
    .selectFrom('attempts')
    .select((eb) => eb.fn.max('id').as('id'))
    .executeTakeFirst();
  return row?.id ?? 0;
}

export async function findLog(db: Connection, id: number): Promise<StoredAttempt | undefined> {
  const row = await db
    .selectFrom('attempts')
    .select(named(ATTEMPT_COLUMNS))
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? undefined : attemptsOf([row])[0];
}

/** The next entries, newest first, of those that were there when the list was begun. */
export async function logEntries(
  db: Connection,
  filter: LogFilter,
  { newest, ...page }: Page<number> & { newest: number },
): Promise<StoredAttempt[]> {
  const search = await searchLogs(db, filter);
  const bounds = [...within('at', filter), sql`id <= ${newest}`];
  const list = { table: 'attempts', time: 'at', order: 'newest first', ...search, bounds } as const;
  return attemptsOf(await inTimeOrder<AttemptRow, number>(db, list, page));
}

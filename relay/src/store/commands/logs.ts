import { sql } from 'kysely';
import { inTimeOrder, within, type Page, type Place } from '../in-time-order.js';
import type { Db } from '../sqlite.js';
import type { AttemptRow } from './attempts.js';
import { searchLogs, type LogFilter } from './log-search.js';

/** Where a page ended, and the newest entry when the first page was read: later ones are not part of the list. */
export interface LogPlace extends Place<number> {
  readonly newest: number;
}

export async function newestLogId(db: Db): Promise<number> {
  const row = await db
    .selectFrom('attempts')
    .select((eb) => eb.fn.max('id').as('id'))
    .executeTakeFirst();
  return row?.id ?? 0;
}

export async function findLog(db: Db, id: number): Promise<AttemptRow | undefined> {
  return db.selectFrom('attempts').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The next entries, newest first, of those that were there when the list was begun. */
export async function logEntries(
  db: Db,
  filter: LogFilter,
  { newest, ...page }: Page<number> & { newest: number },
): Promise<AttemptRow[]> {
  const search = await searchLogs(db, filter);
  const bounds = [...within('at', filter), sql`id <= ${newest}`];
  const list = { table: 'attempts', time: 'at', order: 'newest first', ...search, bounds } as const;
  return inTimeOrder<AttemptRow, number>(db, list, page);
}

import { sql } from 'kysely';
import type { EndedAttempt, LogFilter, StoredAttempt } from '../../ports/attempts.js';
import type { Page } from '../../ports/lists.js';
import { attemptsOf, type AttemptRow } from '../attempt-rows.js';
import { targetOfKey } from '../../target-key.js';
import { ATTEMPT_COLUMNS, named, namedText } from '../columns.js';
import { numbersAs } from '../dialect.js';
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

const ENDED = namedText(
  [
    ...(['id', 'action_id', 'number', 'at', 'method', 'status', 'outcome', 'reason'] as const),
    ...(['duration_ms', 'workflow_id', 'endpoint_id'] as const),
  ],
  'attempt.',
);

/** That an answer looked like no success stands at the action alone. */
const IS_DOUBTFUL = `case when attempt.outcome = 'delivered' and exists (
  select 1 from actions where actions.id = attempt.action_id and actions.reason is not null) then 1 else 0 end`;

type EndedRow = Omit<EndedAttempt, 'target' | 'isDoubtful'> & {
  readonly target: string;
  readonly isDoubtful: number;
};

/** The next entries behind one, and those of `also` that there are, in the order of their numbers. */
export async function attemptsEndedAfter(
  db: Connection,
  { after, also, limit }: { after: number; also: readonly number[]; limit: number },
): Promise<EndedAttempt[]> {
  const columns = sql.raw(`${ENDED}, ${IS_DOUBTFUL} as "isDoubtful"`);
  const behind = await sql<EndedRow>`
    select ${columns} from attempts as attempt where attempt.id > ${after} order by attempt.id limit ${limit}
  `.execute(db);
  const others = also.filter((id) => id <= after);
  const before =
    others.length === 0
      ? []
      : (
          await sql<EndedRow>`
            select ${columns} from ${numbersAs(db, 'wanted', [...new Set(others)])}
            cross join attempts as attempt where attempt.id = wanted.value
          `.execute(db)
        ).rows;
  const inOrder = before.sort((one, other) => one.id - other.id);
  return [...inOrder, ...behind.rows].map(({ target, isDoubtful, ...row }) => ({
    ...row,
    target: targetOfKey(target),
    isDoubtful: isDoubtful === 1,
  }));
}

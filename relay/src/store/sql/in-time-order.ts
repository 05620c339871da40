import { setImmediate as nextTick } from 'node:timers/promises';
import { sql, type RawBuilder } from 'kysely';
import type { Page, Place, TimeSpan } from '../ports/lists.js';
import { ACTION_COLUMNS, ATTEMPT_COLUMNS, namedText } from './columns.js';
import type { Condition, LoggedTable } from './index-groups.js';
import type { Connection } from './many-rows.js';

/** What a list holds, taken apart by how it is found. */
export interface Selection {
  readonly table: LoggedTable;
  readonly time: 'at' | 'due_at';
  readonly order: 'newest first' | 'oldest first';
  /** Together they hold every row of the list, none twice, and an index gives the rows of each in order of time. */
  readonly groups: readonly Condition[];
  /** Bounds on time and id, which the index of every group knows. */
  readonly bounds: readonly Condition[];
  /** Columns that the indexes of the groups hold as well; `rest` finds them under `candidates`. */
  readonly carried: readonly string[];
  /** What is left to be checked on each row, or on what is carried. */
  readonly rest: readonly Condition[];
}

/** How many rows are looked through in one go, so that whoever shares the connection need not wait for the search. */
const FIRST_STEP = 200;
const LARGEST_STEP = 4_000;

/**
 * The next rows of a list in order of time.
 *
 * Where indexes answer everything, this reads no more than `limit` entries of each group. What is left to check is
 * checked step by step with pauses in between, so a rare find may take its time and stops nothing else.
 */
export async function inTimeOrder<Row, Id>(
  db: Connection,
  selection: Selection,
  { after: start, limit, signal }: Page<Id>,
): Promise<Row[]> {
  if (selection.groups.length === 0) return [];
  const exact = selection.rest.length === 0;
  const rows: Row[] = [];
  let after = start;
  let step = exact ? limit : FIRST_STEP;
  for (;;) {
    const candidates = merged(selection, after, step);
    const found = await matching<Row>(db, candidates, selection, limit - rows.length);
    rows.push(...found);
    if (exact || rows.length >= limit) return rows;
    const last = await placeOf<Id>(db, candidates, selection, step);
    if (last === undefined) return rows;
    after = last;
    step = nextStep(step, found.length, limit - rows.length);
    await nextTick();
    signal?.throwIfAborted();
  }
}

/** As many as should hold what is still missing if the rest is like this step, and some more. */
function nextStep(step: number, found: number, missing: number): number {
  const likely = found === 0 ? LARGEST_STEP : Math.ceil((1.3 * step * missing) / found);
  return Math.min(Math.max(likely, FIRST_STEP), LARGEST_STEP);
}

/** The first `count` places of all groups together. Each group's own are read from its index, and then merged. */
function merged(
  { table, time, order, groups, bounds, carried }: Selection,
  after: Place<unknown> | null,
  count: number,
): RawBuilder<unknown> {
  const at = sql.ref(time);
  const columns = sql.join([
    sql`${at} as place_at`,
    sql`id as place_id`,
    ...carried.map((each) => sql.ref(each)),
  ]);
  const parts = groups.map((group) => {
    const where = all([group, ...bounds, ...behind(after, { time, order })]);
    return sql`select * from (
      select ${columns} from ${sql.table(table)}
      where ${where} order by ${inOrder(order, at, sql`id`)} limit ${count}) as part`;
  });
  return sql`select * from (${sql.join(parts, sql` union all `)}) as parts
    order by ${inOrder(order, sql`place_at`, sql`place_id`)} limit ${count}`;
}

function behind(
  after: Place<unknown> | null,
  { time, order }: Pick<Selection, 'time' | 'order'>,
): Condition[] {
  if (after === null) return [];
  const at = sql.ref(time);
  return order === 'newest first'
    ? [sql`${at} <= ${after.at}`, sql`(${at} < ${after.at} or id < ${after.id})`]
    : [sql`${at} >= ${after.at}`, sql`(${at} > ${after.at} or id > ${after.id})`];
}

function inOrder(
  order: Selection['order'],
  time: RawBuilder<unknown>,
  id: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return order === 'newest first' ? sql`${time} desc, ${id} desc` : sql`${time}, ${id}`;
}

const ENTRY: Readonly<Record<LoggedTable, string>> = {
  actions: namedText(ACTION_COLUMNS, 'entry.'),
  attempts: namedText(ATTEMPT_COLUMNS, 'entry.'),
};

const PLACE_AT = sql`candidates.place_at`;
const PLACE_ID = sql`candidates.place_id`;

async function matching<Row>(
  db: Connection,
  candidates: RawBuilder<unknown>,
  { table, order, rest }: Pick<Selection, 'table' | 'order' | 'rest'>,
  limit: number,
): Promise<Row[]> {
  // "cross" keeps the order in which SQLite takes the two: candidates first, each then found by its key.
  const { rows } = await sql<Row>`
    with candidates as (${candidates})
    select ${sql.raw(ENTRY[table])} from candidates cross join ${sql.table(table)} as entry
    where ${all([sql`entry.id = candidates.place_id`, ...rest])}
    order by ${inOrder(order, PLACE_AT, PLACE_ID)} limit ${limit}
  `.execute(db);
  return rows;
}

/** The last place of a full step; undefined when the list ends within it. */
async function placeOf<Id>(
  db: Connection,
  candidates: RawBuilder<unknown>,
  { order }: Pick<Selection, 'order'>,
  step: number,
): Promise<Place<Id> | undefined> {
  const { rows } = await sql<Place<Id>>`
    select place_at as at, place_id as id from (${candidates}) as candidates
    order by ${inOrder(order, PLACE_AT, PLACE_ID)} limit 1 offset ${step - 1}
  `.execute(db);
  return rows[0];
}

function all(conditions: readonly Condition[]): RawBuilder<unknown> {
  return sql.join([...conditions], sql` and `);
}

export function within(time: Selection['time'] | 'received_at', { from, to }: TimeSpan): Condition[] {
  const at = sql.ref(time);
  return [...(from === null ? [] : [sql`${at} >= ${from}`]), ...(to === null ? [] : [sql`${at} < ${to}`])];
}

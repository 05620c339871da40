import { sql } from 'kysely';
import { holdsFew, newestFirst, within, type Condition, type Place, type TimeSpan } from '../newest-first.js';
import { endOfPrefix, resultKey } from '../result-key.js';
import { TEST_WORKFLOW, type AttemptOutcome } from '../schema.js';
import type { Db } from '../sqlite.js';
import type { AttemptRow } from './attempts.js';

/** What is asked of the Connect logs; null where it does not matter. */
export interface LogFilter extends TimeSpan {
  /** In normal form. */
  readonly phone: string | null;
  readonly endpointId: string | null;
  readonly workflowId: string | null;
  /** The beginning of the result, in any case. */
  readonly result: string | null;
  readonly outcome: AttemptOutcome | null;
}

/** Where a page ended, and the newest entry when the first page was read: later ones are not part of the list. */
export interface LogPlace extends Place<number> {
  readonly newest: number;
}

export const ATTEMPT_OUTCOMES = [
  'delivered',
  'retry',
  'failed',
  'interrupted',
] as const satisfies readonly AttemptOutcome[];

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
  { after, newest, limit }: { after: LogPlace | null; newest: number; limit: number },
): Promise<AttemptRow[]> {
  const { groups, rest } = await searchFor(db, filter);
  const carried = filter.result === null ? [] : ['result_key'];
  const bounds = [...within('at', filter), sql`id <= ${newest}`];
  return newestFirst<AttemptRow, number>(
    db,
    { table: 'attempts', time: 'at', groups, carried, rest, bounds, after },
    limit,
  );
}

function isRare(db: Db, conditions: readonly Condition[]): Promise<boolean> {
  return holdsFew(db, 'attempts', sql.join([...conditions], sql` and `));
}

interface Search {
  readonly groups: readonly Condition[];
  readonly rest: readonly Condition[];
}

/** Chooses the filter that narrows most to go by, and leaves the others to be checked. */
async function searchFor(db: Db, filter: LogFilter): Promise<Search> {
  const { phone, endpointId, workflowId, result, outcome } = filter;
  const is = {
    endpoint: equals('endpoint_id', endpointId),
    workflow: equals('workflow_id', workflowId),
    outcome: equals('outcome', outcome),
    result: result === null ? [] : [startsWith('candidates.result_key', resultKey(result))],
  };
  if (phone !== null) {
    return { groups: byPhone(phone), rest: [...is.endpoint, ...is.workflow, ...is.outcome, ...is.result] };
  }
  if (result !== null) {
    const alone = endpointId === null && workflowId === null && outcome === null;
    const groups = await resultGroups(db, resultKey(result), alone);
    if (groups !== null) return { groups, rest: [...is.endpoint, ...is.workflow, ...is.outcome] };
  }
  const byWorkflow = workflowId !== null && (endpointId === null || (await isRare(db, is.workflow)));
  if (endpointId !== null && !byWorkflow) {
    return { groups: byOutcome(is.endpoint, outcome), rest: [...is.workflow, ...is.result] };
  }
  if (byWorkflow) {
    return { groups: byOutcome(is.workflow, outcome), rest: [...is.endpoint, ...is.result] };
  }
  return { groups: byOutcome([], outcome), rest: is.result };
}

function equals(column: 'endpoint_id' | 'workflow_id' | 'outcome', value: string | null): Condition[] {
  return value === null ? [] : [sql`${sql.ref(column)} = ${value}`];
}

/**
 * An action's id begins with that of its occurrence, whose phone number has an index. A test of an endpoint may have
 * taken the number from what is known of the lead, so tests have an index of their own.
 */
function byPhone(phone: string): Condition[] {
  const test = sql.lit(TEST_WORKFLOW);
  return [
    sql`phone = ${phone} and workflow_id <> ${test} and id in (
      select attempt.id from occurrences cross join attempts as attempt
      where occurrences.lead_phone = ${phone}
        and attempt.action_id >= occurrences.id || '-' and attempt.action_id < occurrences.id || '.')`,
    sql`phone = ${phone} and workflow_id = ${test}`,
  ];
}

/** The indexes of endpoint, workflow and of all entries hold the outcome before the time. */
function byOutcome(conditions: readonly Condition[], outcome: AttemptOutcome | null): Condition[] {
  return (outcome === null ? ATTEMPT_OUTCOMES : [outcome]).map((each) =>
    sql.join([...conditions, sql`outcome = ${each}`], sql` and `),
  );
}

function startsWith(column: string, key: string): Condition {
  return sql`(${sql.ref(column)} >= ${key}${beforeEndOf(column, key)})`;
}

function beforeEndOf(column: string, key: string): Condition {
  const end = endOfPrefix(key);
  return end === null ? sql`` : sql` and ${sql.ref(column)} < ${end}`;
}

/** Most systems answer with a few texts again and again: so many are looked up one by one and merged. */
const FEW_RESULTS = 24;

/**
 * How the entries whose result begins like this are found: by each of the few results that do, or all at once
 * where the entries are few. Null where they are so many that walking through the newest entries finds them sooner.
 */
async function resultGroups(db: Db, key: string, alone: boolean): Promise<Condition[] | null> {
  const condition = startsWith('result_key', key);
  if (await isRare(db, [condition])) return [condition];
  if (!alone) return null;
  const results = await distinctResults(db, key);
  return results.length > FEW_RESULTS ? null : results.map((each) => sql`result_key = ${each}`);
}

/** Goes through the index from one result to the next, however many entries have it. */
async function distinctResults(db: Db, key: string): Promise<string[]> {
  const end = beforeEndOf('result_key', key);
  const { rows } = await sql<{ result: string }>`
    with recursive results(result) as (
      select min(result_key) from attempts where result_key >= ${key}${end}
      union all
      select (select min(result_key) from attempts where result_key > results.result${end})
      from results where results.result is not null)
    select result from results where result is not null limit ${FEW_RESULTS + 1}
  `.execute(db);
  return rows.map((row) => row.result);
}

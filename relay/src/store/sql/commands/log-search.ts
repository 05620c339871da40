import { sql } from 'kysely';
import { byEach, crossed, distinctValues, holdsFew, is, type Condition } from '../index-groups.js';
import type { Selection } from '../in-time-order.js';
import type { Connection } from '../many-rows.js';
import { TEST_WORKFLOW } from '../../ports/cause.js';
import { ATTEMPT_OUTCOMES, type AttemptOutcome, type LogFilter } from '../../ports/attempts.js';
import { keyOfTarget } from '../../target-key.js';
import { endOfPrefix, resultKey } from '../../result-key.js';

type Search = Pick<Selection, 'groups' | 'carried' | 'rest'>;

/** How the entries that a filter asks for are found: by what narrows most, the other filters left to be checked. */
export async function searchLogs(db: Connection, filter: LogFilter): Promise<Search> {
  const { phone, result, workflowId, target, outcome } = filter;
  if (phone !== null) return byPhone(phone, filter);
  const byResult = result === null ? null : await searchByResult(db, filter, resultKey(result));
  if (byResult !== null) return byResult;
  const outcomes = (outcome === null ? ATTEMPT_OUTCOMES : [outcome]).map((each) => is('outcome', each));
  const scopes = await scopesOf(db, { workflowId, target });
  return {
    groups: scopes === null ? outcomes : crossed(scopes, outcomes),
    carried: result === null ? [] : ['result_key'],
    rest: result === null ? [] : [startsWith('candidates.result_key', resultKey(result))],
  };
}

/** The indexes of workflow and target; null where neither is asked for. */
async function scopesOf(
  db: Connection,
  { workflowId, target }: Pick<LogFilter, 'workflowId' | 'target'>,
): Promise<Condition[] | null> {
  const ofTarget = target === null ? null : [is('endpoint_id', keyOfTarget(target))];
  if (workflowId === null) return ofTarget;
  const where = is('workflow_id', workflowId);
  return ofTarget === null
    ? byEach(db, { table: 'attempts', where, column: 'endpoint_id' })
    : crossed([where], ofTarget);
}

/** The filters that are given, on the entries themselves or on what an index holds of them. */
function given(
  filter: LogFilter,
  columns: readonly ('endpoint_id' | 'workflow_id' | 'outcome')[],
  holder: 'entry' | 'candidates',
): Condition[] {
  const { target, workflowId, outcome } = filter;
  const asked = {
    endpoint_id: target === null ? null : keyOfTarget(target),
    workflow_id: workflowId,
    outcome,
  };
  return columns.flatMap((column) => {
    const value = asked[column];
    return value === null ? [] : [is(`${holder}.${column}`, value)];
  });
}

/**
 * An action's id begins with that of its occurrence, whose phone number has an index. A test of an endpoint may have
 * taken the number from what is known of the lead, so tests have an index of their own.
 */
function byPhone(phone: string, filter: LogFilter): Search {
  const test = sql.lit(TEST_WORKFLOW);
  const { result } = filter;
  return {
    groups: [
      sql`phone = ${phone} and workflow_id <> ${test} and id in (
        select attempt.id from occurrences cross join attempts as attempt
        where occurrences.lead_phone = ${phone}
          and attempt.action_id >= occurrences.id || '-' and attempt.action_id < occurrences.id || '.')`,
      sql`phone = ${phone} and workflow_id = ${test}`,
      // What programs report of calls that the relay has not seen, by the literals that its partial index has in its text.
      sql`phone = ${phone} and workflow_id <> ${test} and action_id >= '{' and action_id < '|'`,
    ],
    carried: [],
    rest: [
      ...given(filter, ['endpoint_id', 'workflow_id', 'outcome'], 'entry'),
      ...(result === null ? [] : [startsWith('entry.result_key', resultKey(result))]),
    ],
  };
}

function startsWith(column: string, key: string): Condition {
  return sql`(${sql.ref(column)} >= ${key} and ${beforeEnd(column, key)})`;
}

function beforeEnd(column: string, key: string): Condition {
  const end = endOfPrefix(key);
  return end === null ? sql`1 = 1` : sql`${sql.ref(column)} < ${end}`;
}

/** Most systems answer with a few texts again and again: so many searches of an index are merged into one list. */
const MOST_SEARCHES = 40;

/**
 * How the entries whose result begins like this are found: at each target that can have them by each of the few
 * results that do, or all at once where the entries are few. Null where they are so many that walking through the
 * newest entries finds them sooner.
 */
async function searchByResult(db: Connection, filter: LogFilter, beginning: string): Promise<Search | null> {
  const exact: Condition[] = [];
  const mixed: Condition[] = [];
  for (const key of await targetKeysOf(db, filter)) {
    const at = is('endpoint_id', key);
    const few = await fewResults(db, at, { key: beginning, outcome: filter.outcome });
    exact.push(...(few ?? []));
    if (few === null) mixed.push(...crossed([at], [startsWith('result_key', beginning)]));
    if (exact.length + mixed.length > MOST_SEARCHES) return null;
  }
  for (const group of mixed) if (!(await holdsFew(db, 'attempts', group))) return null;
  const carried = ['workflow_id', 'outcome'] as const;
  const rest = given(filter, mixed.length === 0 ? ['workflow_id'] : carried, 'candidates');
  return { groups: [...exact, ...mixed], carried, rest };
}

/** Where to look for what is asked for. */
async function targetKeysOf(db: Connection, { target, workflowId }: LogFilter): Promise<readonly string[]> {
  if (target !== null) return [keyOfTarget(target)];
  const where = workflowId === null ? sql`1 = 1` : is('workflow_id', workflowId);
  return distinctValues(db, { table: 'attempts', where, column: 'endpoint_id' }, MOST_SEARCHES + 1);
}

/** Each result that begins like this at a target, and each of its outcomes; null where these are many. */
async function fewResults(
  db: Connection,
  at: Condition,
  { key, outcome }: { key: string; outcome: AttemptOutcome | null },
): Promise<Condition[] | null> {
  const table = 'attempts';
  const where = sql`${at} and ${beforeEnd('result_key', key)}`;
  const asked = { table, where, column: 'result_key', from: key } as const;
  const results = await distinctValues(db, asked, MOST_SEARCHES + 1);
  if (results.length > MOST_SEARCHES) return null;
  const found = crossed(
    [at],
    results.map((each) => is('result_key', each)),
  );
  if (outcome !== null) return crossed(found, [is('outcome', outcome)]);
  const byOutcome = found.map((each) => byEach(db, { table, where: each, column: 'outcome' }));
  return (await Promise.all(byOutcome)).flat();
}

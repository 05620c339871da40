import { sql } from 'kysely';
import { ATTEMPT_OUTCOMES } from '../../ports/attempts.js';
import type { AttemptCount, IdRange, Overdue, TargetCount, WaitingFor } from '../../ports/figures.js';
import type { Target } from '../../ports/target.js';
import { keyOfTarget, targetOfKey } from '../../target-key.js';
import { dialectOf, textsAs } from '../dialect.js';
import type { Connection } from '../many-rows.js';

/** What is counted, by what carries it out. */
type ByKey<Counted> = Omit<Counted, 'target'> & { readonly endpointId: string };

function targetIn({ endpointId }: { readonly endpointId: string }): { readonly target: Target } {
  return { target: targetOfKey(endpointId) };
}

/** Goes along what is due, so that what waits for later costs nothing. */
export async function waitingFor(db: Connection, now: number): Promise<WaitingFor[]> {
  const { rows } = await sql<ByKey<WaitingFor>>`
    select endpoint_id as "endpointId", count(*) as waiting, min(due_at) as since
    from actions ${sql.raw(dialectOf(db).byIndex('actions_waiting'))}
    where state = 'waiting' and due_at <= ${now} group by endpoint_id
  `.execute(db);
  return rows.map((row) => ({ ...targetIn(row), waiting: row.waiting, since: row.since }));
}

/** Steps from endpoint to endpoint through the index, and reads the first row of each. */
export async function overdue(db: Connection, now: number): Promise<Overdue[]> {
  const { rows } = await sql<ByKey<Overdue>>`
    with recursive waiting(id) as (
      select min(endpoint_id) from actions where state = 'waiting'
      union all
      select (select min(endpoint_id) from actions where state = 'waiting' and endpoint_id > waiting.id)
      from waiting where waiting.id is not null),
    first(id, since) as (
      select id, (select min(next_at) from actions where state = 'waiting' and endpoint_id = waiting.id)
      from waiting where id is not null)
    select id as "endpointId", since from first where since <= ${now}
  `.execute(db);
  return rows.map((row) => ({ ...targetIn(row), since: row.since }));
}

export async function occurrencesBetween(db: Connection, { from, to }: IdRange): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from occurrences where id >= ${from} and id < ${to}
  `.execute(db);
  return rows[0]?.count ?? 0;
}

/** Tests of endpoints are no work of a workflow. */
export async function plannedBetween(db: Connection, { from, to }: IdRange): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from actions where id >= ${from} and id < ${to} and workflow_id <> ''
  `.execute(db);
  return rows[0]?.count ?? 0;
}

/** All but those of tests, which are few: both are counted along an index of their own. */
export async function attemptCounts(
  db: Connection,
  targets: readonly Target[],
  { from, to }: { from: number; to: number },
): Promise<AttemptCount[]> {
  const { rows } = await sql<ByKey<AttemptCount>>`
    select * from (
      select endpoint.value as "endpointId", kind.value as outcome, (
        select count(*) from attempts
        where endpoint_id = endpoint.value and outcome = kind.value and at >= ${from} and at < ${to}) - (
        select count(*) from attempts
        where workflow_id = '' and endpoint_id = endpoint.value and outcome = kind.value
          and at >= ${from} and at < ${to}) as count
      from ${textsAs(db, 'endpoint', targets.map(keyOfTarget))} cross join ${textsAs(db, 'kind', ATTEMPT_OUTCOMES)}) as counted
    where count > 0
  `.execute(db);
  return rows.map((row) => ({ ...targetIn(row), outcome: row.outcome, count: row.count }));
}

/** Goes along the attempts of the span that were no success, which are few, and looks up the action of each. */
export async function undeliveredCounts(
  db: Connection,
  targets: readonly Target[],
  { from, to }: { from: number; to: number },
): Promise<TargetCount[]> {
  const outcomes = ATTEMPT_OUTCOMES.filter((outcome) => outcome !== 'delivered');
  const { rows } = await sql<ByKey<TargetCount>>`
    select endpoint.value as "endpointId", count(distinct actions.id) as count
    from ${textsAs(db, 'endpoint', targets.map(keyOfTarget))} cross join ${textsAs(db, 'kind', outcomes)}
    cross join attempts cross join actions
    where attempts.endpoint_id = endpoint.value and attempts.outcome = kind.value
      and attempts.at >= ${from} and attempts.at < ${to}
      and actions.id = attempts.action_id and actions.state = 'dead' and actions.workflow_id <> ''
    group by endpoint.value
  `.execute(db);
  return rows.map((row) => ({ ...targetIn(row), count: row.count }));
}

/** Goes along those of the span that were answered so, which are few, by their index. */
export async function doubtfulCounts(
  db: Connection,
  targets: readonly Target[],
  { from, to }: { from: number; to: number },
): Promise<TargetCount[]> {
  const { rows } = await sql<ByKey<TargetCount>>`
    select endpoint_id as "endpointId", count(*) as count
    from actions ${sql.raw(dialectOf(db).byIndex('actions_doubtful'))}
    where state = 'done' and reason is not null and due_at >= ${from} and due_at < ${to} and workflow_id <> ''
    group by endpoint_id
  `.execute(db);
  const asked = new Set(targets.map(keyOfTarget));
  return rows
    .filter(({ endpointId }) => asked.has(endpointId))
    .map((row) => ({ ...targetIn(row), count: row.count }));
}

import { sql, type Transaction } from 'kysely';
import { updateAll } from '../many-rows.js';
import { isOneOf } from '../one-of.js';
import type { Schema } from '../schema.js';
import type { ActionRow } from './actions.js';

/** A first failing action holds the rest of its lane for this long; then they pass it. */
export const LANE_HOLD_MS = 60_000;

/**
 * The endpoints that have actions waiting whose next attempt is due. Steps from endpoint to endpoint through the
 * index, so that the backlog of a dead one costs the others nothing.
 */
export async function endpointsWithDueActions(tx: Transaction<Schema>, now: number): Promise<string[]> {
  const result = await sql<{ id: string }>`
    with recursive waiting(id) as (
      select min(endpoint_id) from actions where state = 'waiting'
      union all
      select (select min(endpoint_id) from actions where state = 'waiting' and endpoint_id > waiting.id)
      from waiting where waiting.id is not null)
    select id from waiting
    where exists (
      select 1 from actions where state = 'waiting' and endpoint_id = waiting.id and next_at <= ${now})
  `.execute(tx);
  return result.rows.map((row) => row.id);
}

/** An action whose next attempt is due, and how it stands in its lane. */
export interface Candidate {
  readonly id: string;
  readonly endpoint_id: string;
  /** The earliest unfinished action of its lane that comes before it; null where it is the first. */
  readonly passes: string | null;
  /** 1 where one of these still holds the lane. */
  readonly blocked: number;
  /** Until when that one holds it, where that is known already. */
  readonly blocked_until: number | null;
}

/**
 * The next due actions of an endpoint, oldest first. An earlier action of the lane stands in the way while it is
 * unfinished and has not held the lane for {@link LANE_HOLD_MS} yet. An action joins its lane when it comes due, so
 * those still to come do not count.
 */
export async function dueCandidates(
  tx: Transaction<Schema>,
  endpointId: string,
  { now, limit }: { now: number; limit: number },
): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select a.id, a.endpoint_id,
      (select e.id from actions e where ${COMES_BEFORE('e')} order by ${IN_LANE('e')} limit 1) as passes,
      exists (select 1 from actions b where ${COMES_BEFORE('b')} and ${holdsAt('b', now)}) as blocked,
      (select c.hold_until from actions c where ${COMES_BEFORE('c')} and ${holdsAt('c', now)}
        order by ${IN_LANE('c')} limit 1) as blocked_until
    from actions a
    where a.state = 'waiting' and a.endpoint_id = ${endpointId} and a.next_at <= ${now}
    order by a.next_at, a.id limit ${limit}
  `.execute(tx);
  return rows;
}

/** An unfinished action of the same lane as `a`, and before it in the order of the lane. */
const COMES_BEFORE = (other: string) => {
  const of = (column: string) => sql.ref(`${other}.${column}`);
  return sql`${of('lane')} = a.lane and ${of('state')} in ('waiting', 'running')
    and (${of('due_at')}, ${of('requested_at')}, ${of('id')}) < (a.due_at, a.requested_at, a.id)`;
};

const IN_LANE = (alias: string) =>
  sql`${sql.ref(`${alias}.due_at`)}, ${sql.ref(`${alias}.requested_at`)}, ${sql.ref(`${alias}.id`)}`;

const holdsAt = (alias: string, now: number) => {
  const holdUntil = sql.ref(`${alias}.hold_until`);
  return sql`(${holdUntil} is null or ${holdUntil} > ${now})`;
};

/**
 * Takes actions out of the way that others of their lanes hold back, until a time at which they are looked at again.
 * So what is due stays findable, however many wait behind it.
 */
export async function parkActions(
  tx: Transaction<Schema>,
  parked: readonly Pick<ActionRow, 'id' | 'next_at' | 'reason'>[],
): Promise<void> {
  await updateAll(tx, 'actions', 'id', parked);
}

/**
 * Something has left these lanes: of each, the first action that has had no attempt yet and waits behind others is
 * looked at now. Gives the endpoints that these belong to.
 */
export async function wakeLanes(
  tx: Transaction<Schema>,
  lanes: readonly string[],
  now: number,
): Promise<string[]> {
  if (lanes.length === 0) return [];
  const { rows } = await sql<{ endpoint_id: string }>`
    update actions set next_at = ${now}
    where id in (
      select (
        select h.id from actions h
        where h.lane = lanes.value and h.state in ('waiting', 'running') and h.state = 'waiting' and h.attempts = 0
        order by h.due_at, h.requested_at, h.id limit 1)
      from json_each(${JSON.stringify(lanes)}) as lanes)
      and state = 'waiting' and next_at > ${now} and due_at <= ${now}
    returning endpoint_id
  `.execute(tx);
  return rows.map((row) => row.endpoint_id);
}

/** The lanes of actions. */
export async function lanesOf(tx: Transaction<Schema>, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx.selectFrom('actions').select('lane').where(isOneOf('id', ids)).execute();
  return [...new Set(rows.map(({ lane }) => lane))];
}

/** Which of these lanes have an unfinished action. */
export async function busyLanes(tx: Transaction<Schema>, lanes: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ lane: string }>`
    select value as lane from json_each(${JSON.stringify(lanes)})
    where exists (select 1 from actions where lane = value and state in ('waiting', 'running'))
  `.execute(tx);
  return new Set(rows.map(({ lane }) => lane));
}

/** Actions that still wait, by their ids, in no certain order. */
export async function waitingActions(tx: Transaction<Schema>, ids: readonly string[]): Promise<ActionRow[]> {
  return tx
    .selectFrom('actions')
    .selectAll()
    .where(isOneOf('id', ids))
    .where('state', '=', 'waiting')
    .execute();
}

/** What a review comes to for an action that waits. */
export type Taken = Pick<
  ActionRow,
  'id' | 'state' | 'payload' | 'hold_until' | 'overtook' | 'give_up_at' | 'checks' | 'reason'
>;
export type Put = Pick<
  ActionRow,
  'id' | 'state' | 'due_at' | 'next_at' | 'hold_until' | 'give_up_at' | 'checks' | 'reason'
>;

/**
 * Takes actions up: from here on their payload never changes, and a crash shows that an attempt was under way. Others
 * leave the queue here, without an attempt. When an action is due stands in many indexes, so it is left as it is.
 */
export async function takeActions(tx: Transaction<Schema>, taken: readonly Taken[]): Promise<void> {
  await updateAll(tx, 'actions', 'id', taken);
}

/** Holds actions until later. */
export async function putOffActions(tx: Transaction<Schema>, putOff: readonly Put[]): Promise<void> {
  await updateAll(tx, 'actions', 'id', putOff);
}

import { sql, type Transaction } from 'kysely';
import { run, selectByKeys, updateAll } from '../many-rows.js';
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
 * those still to come do not count. Those in `leftOut`, which refuse every change, are passed over and hold nothing.
 */
export async function dueCandidates(
  tx: Transaction<Schema>,
  endpointId: string,
  { now, limit, leftOut }: { now: number; limit: number; leftOut: ReadonlySet<string> },
): Promise<Candidate[]> {
  if (leftOut.size === 0) {
    return (await run<Candidate>(tx, DUE_CANDIDATES, [now, now, endpointId, now, limit])).rows;
  }
  const left = JSON.stringify([...leftOut]);
  const values = [left, now, left, now, left, endpointId, now, left, limit];
  return (await run<Candidate>(tx, DUE_CANDIDATES_BUT_SOME, values)).rows;
}

/** An unfinished action of the same lane as `a`, and before it in the order of the lane. */
const comesBefore = (other: string): string =>
  `${other}.lane = a.lane and ${other}.state in ('waiting', 'running')
    and (${other}.due_at, ${other}.requested_at, ${other}.id) < (a.due_at, a.requested_at, a.id)`;

const inLane = (other: string): string => `${other}.due_at, ${other}.requested_at, ${other}.id`;

const holds = (other: string): string => `(${other}.hold_until is null or ${other}.hold_until > ?)`;

const dueCandidatesText = (isKept: (row: string) => string): string => `
  select a.id, a.endpoint_id, a.passes,
    a.passes is not null
      and exists (select 1 from actions b where ${comesBefore('b')}${isKept('b')} and ${holds('b')}) as blocked,
    case when a.passes is not null then (
      select c.hold_until from actions c where ${comesBefore('c')}${isKept('c')} and ${holds('c')}
      order by ${inLane('c')} limit 1) end as blocked_until
  from (
    select d.*, (
      select e.id from actions e where e.lane = d.lane and e.state in ('waiting', 'running')
        and (e.due_at, e.requested_at, e.id) < (d.due_at, d.requested_at, d.id)${isKept('e')}
      order by ${inLane('e')} limit 1) as passes
    from actions d
    where d.state = 'waiting' and d.endpoint_id = ? and d.next_at <= ?${isKept('d')}
    order by d.next_at, d.id limit ?) as a
  order by a.next_at, a.id`;

// Two texts, because hardly ever is anything left out, and this is asked all the time.
const DUE_CANDIDATES = dueCandidatesText(() => '');
const DUE_CANDIDATES_BUT_SOME = dueCandidatesText(
  (row) => ` and ${row}.id not in (select value from json_each(?))`,
);

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
  const values = [now, JSON.stringify(lanes), now, now];
  return (await run<{ endpoint_id: string }>(tx, WAKE_LANES, values)).rows.map((row) => row.endpoint_id);
}

const WAKE_LANES = `
  update actions set next_at = ?
  where id in (
    select (
      select h.id from actions h
      where h.lane = lanes.value and h.state in ('waiting', 'running') and h.state = 'waiting' and h.attempts = 0
      order by h.due_at, h.requested_at, h.id limit 1)
    from json_each(?) as lanes)
    and state = 'waiting' and next_at > ? and due_at <= ?
  returning endpoint_id`;

/** The lanes of actions. */
export async function lanesOf(tx: Transaction<Schema>, ids: readonly string[]): Promise<string[]> {
  const rows = await selectByKeys(tx, 'actions', 'id', ids);
  return [...new Set(rows.map(({ lane }) => lane))];
}

/** Which of these lanes have an unfinished action. */
export async function busyLanes(tx: Transaction<Schema>, lanes: readonly string[]): Promise<Set<string>> {
  const { rows } = await run<{ lane: string }>(tx, BUSY_LANES, [JSON.stringify(lanes)]);
  return new Set(rows.map(({ lane }) => lane));
}

const BUSY_LANES = `
  select value as lane from json_each(?)
  where exists (select 1 from actions where lane = value and state in ('waiting', 'running'))`;

/** Actions that still wait, by their ids, in no certain order. */
export async function waitingActions(tx: Transaction<Schema>, ids: readonly string[]): Promise<ActionRow[]> {
  return (await selectByKeys(tx, 'actions', 'id', ids)).filter(({ state }) => state === 'waiting');
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

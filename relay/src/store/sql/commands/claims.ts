import { sql } from 'kysely';
import type { ActionState, StoredAction } from '../../ports/actions.js';
import {
  LANE_HOLD_MS,
  type Candidate,
  type Parked,
  type PutOff,
  type Standstill,
  type Taken,
} from '../../ports/claims.js';
import type { Place } from '../../ports/lists.js';
import type { Target } from '../../ports/target.js';
import { keyOfTarget, targetOfKey } from '../../target-key.js';
import { actionsOf, type ActionRow } from '../action-rows.js';
import { ACTION_COLUMNS, namedText } from '../columns.js';
import { dialectOf, inEach, type Dialect } from '../dialect.js';
import { conditionOf, run, selectByKeys, updateAll, type Connection } from '../many-rows.js';

/** Steps from target to target through the index, so that the backlog of a dead one costs the others nothing. */
export async function targetsWithDueActions(db: Connection, now: number): Promise<Target[]> {
  const result = await sql<{ id: string }>`
    with recursive waiting(id) as (
      select min(endpoint_id) from actions where state = 'waiting'
      union all
      select (select min(endpoint_id) from actions where state = 'waiting' and endpoint_id > waiting.id)
      from waiting where waiting.id is not null)
    select id from waiting
    where exists (
      select 1 from actions where state = 'waiting' and endpoint_id = waiting.id and next_at <= ${now})
  `.execute(db);
  return result.rows.map((row) => targetOfKey(row.id));
}

/** What the database gives for a candidate: 1 and 0 where the value says yes and no. That of which target it is was asked. */
type CandidateRow = Omit<Candidate, 'blocked' | 'target'> & {
  blocked: number | boolean;
  target?: Target;
};

function candidatesOf(rows: CandidateRow[], target: Target): Candidate[] {
  for (const row of rows) {
    row.blocked = row.blocked === 1;
    row.target = target;
  }
  return rows as Candidate[];
}

/** An action joins its lane when it comes due, so those still to come do not count. */
export async function dueCandidates(
  db: Connection,
  target: Target,
  {
    now,
    limit,
    leftOut,
    standstill: { from, to },
  }: { now: number; limit: number; leftOut: ReadonlySet<string>; standstill: Standstill },
): Promise<Candidate[]> {
  const key = keyOfTarget(target);
  const holds = [now, to, from, now];
  if (leftOut.size === 0) {
    const values = [...holds, now, ...holds, key, now, limit];
    return candidatesOf((await run<CandidateRow>(db, allDue(db), values)).rows, target);
  }
  const left = dialectOf(db).listed([...leftOut]);
  const values = [left, ...holds, now, left, ...holds, left, key, now, left, limit];
  return candidatesOf((await run<CandidateRow>(db, dueButSome(db), values)).rows, target);
}

/** An unfinished action of the same lane as `a`, and before it in the order of the lane. */
const comesBefore = (other: string): string =>
  `${other}.lane = a.lane and ${other}.state in ('waiting', 'running')
    and (${other}.due_at, ${other}.requested_at, ${other}.id) < (a.due_at, a.requested_at, a.id)`;

const inLane = (other: string): string => `${other}.due_at, ${other}.requested_at, ${other}.id`;

/** By the clock of the lane: what it stood still since the other was taken up is added for those that follow at the same target. */
const holds = ({ greatest }: Dialect, other: string): string =>
  `(${other}.hold_until is null or ${other}.hold_until > ?
    or (${other}.endpoint_id = a.endpoint_id
      and ${other}.hold_until + ${greatest}(0, ? - ${greatest}(?, ${other}.hold_until - ${LANE_HOLD_MS})) > ?))`;

const dueText = (dialect: Dialect, isKept: (row: string) => string): string => `
  select a.id, a.passes,
    a.passes is not null
      and exists (select 1 from actions b where ${comesBefore('b')}${isKept('b')} and ${holds(dialect, 'b')}) as blocked,
    case when a.passes is not null then (
      select case when c.hold_until > ? then c.hold_until end from actions c where ${comesBefore('c')}${isKept('c')} and ${holds(dialect, 'c')}
      order by ${inLane('c')} limit 1) end as "blockedUntil"
  from (
    select d.*, (
      select e.id from actions e where e.lane = d.lane and e.state in ('waiting', 'running')
        and (e.due_at, e.requested_at, e.id) < (d.due_at, d.requested_at, d.id)${isKept('e')}
      order by ${inLane('e')} limit 1) as passes
    from actions d
    where d.state = 'waiting' and d.endpoint_id = ? and d.next_at <= ?${isKept('d')}
    order by d.next_at, d.id limit ? ${dialect.skipLocked}) as a
  order by a.next_at, a.id`;

// Two texts, because hardly ever is anything left out, and this is asked all the time.
const allDue = inEach((dialect) => dueText(dialect, () => ''));
const dueButSome = inEach((dialect) =>
  dueText(dialect, (row) => ` and not (${dialect.isOneOf(`${row}.id`, '?')})`),
);

/**
 * Whoever finishes an action wakes what stands behind it, and must see it parked: so these are kept as they are until the transaction ends,
 * and nothing is parked behind one that another relay has finished meanwhile. One that another relay is just changing is not waited for,
 * because that one may be waiting for a lead of this unit: what stands behind it is left to be found again.
 */
export async function parkActions(db: Connection, parked: readonly Parked[]): Promise<number> {
  if (parked.length === 0) return 0;
  const before = [...new Set(parked.flatMap(({ standsBehind }) => standsBehind ?? []))].sort();
  const unfit = await finishedOrHeld(db, before);
  return updateAll(
    db,
    'actions',
    'id',
    parked.filter(({ standsBehind }) => standsBehind === null || !unfit.has(standsBehind)),
    'waiting',
  );
}

/** Of these, those that are finished by now, and those that another unit is just changing; the others stay as they are until this one ends. */
async function finishedOrHeld(db: Connection, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const ask = async (text: string): Promise<readonly { id: string; state: ActionState }[]> =>
    (await run<{ id: string; state: ActionState }>(db, text, [dialectOf(db).listed(ids)])).rows;
  const kept = await ask(keptAsTheyAre(db));
  const finished = kept.filter(({ state }) => state !== 'waiting' && state !== 'running').map(({ id }) => id);
  if (kept.length === ids.length) return new Set(finished);
  const free = new Set(kept.map(({ id }) => id));
  const held = (await ask(statesOf(db))).map(({ id }) => id).filter((id) => !free.has(id));
  return new Set([...finished, ...held]);
}

const statesOf = inEach((dialect) => `select id, state from actions where ${dialect.isOneOf('id', '?')}`);

const keptAsTheyAre = inEach(
  (dialect) =>
    `select id, state from actions where ${dialect.isOneOf('id', '?')} order by id ${dialect.keepsRows}`,
);

export async function wakeLanes(db: Connection, lanes: readonly string[], now: number): Promise<Target[]> {
  if (lanes.length === 0) return [];
  const values = [now, dialectOf(db).listed(lanes), now, now];
  const { rows } = await run<{ target: string }>(db, wakingOfLanes(db), values);
  return rows.map(({ target }) => targetOfKey(target));
}

const wakingOfLanes = inEach(
  (dialect) => `
  update actions set next_at = ?
  where ${dialect.isAmong(
    'id',
    `select (
      select h.id from actions h
      where h.lane = lanes.value and h.state in ('waiting', 'running') and ${dialect.unindexed('h.state')} = 'waiting'
        and h.hold_until is null
      order by h.due_at, h.requested_at, h.id limit 1)
    from ${dialect.textsAs('lanes', '?')}`,
  )}
    and ${dialect.unindexed('state')} = 'waiting' and next_at > ? and due_at <= ?
  returning endpoint_id as target`,
);

export async function bringForward(
  db: Connection,
  target: Target,
  {
    now,
    after,
    limit,
    what,
  }: { now: number; after: Place<string> | null; limit: number; what: 'all' | 'first' },
): Promise<{ brought: number; next: Place<string> | null }> {
  const from = after ?? { at: now + 1, id: '' };
  const values = [now, keyOfTarget(target), from.at, from.id, limit];
  const { rows } = await run<{ id: string; nextAt: number; isMeant: number }>(db, LATER, values);
  const meant = rows.filter(({ isMeant }) => isMeant === 1).slice(0, what === 'all' ? rows.length : 1);
  const changed = meant.map(({ id }) => ({ id, nextAt: now }));
  const brought = await updateAll(db, 'actions', 'id', changed, 'waiting');
  const last = rows.at(-1);
  const isEnd = last === undefined || rows.length < limit;
  return { brought, next: isEnd ? null : { at: last.nextAt, id: last.id } };
}

const LATER = `
  select id, next_at as "nextAt", attempts > 0 and due_at <= ? as "isMeant" from actions
  where state = 'waiting' and endpoint_id = ? and (next_at, id) > (?, ?)
  order by next_at, id limit ?`;

export async function lanesOf(db: Connection, ids: readonly string[]): Promise<string[]> {
  const rows = await selectByKeys(db, 'actions', ['lane'], { key: 'id', values: ids });
  return [...new Set(rows.map(({ lane }) => lane))];
}

export async function busyLanes(db: Connection, lanes: readonly string[]): Promise<Set<string>> {
  const { rows } = await run<{ lane: string }>(db, busyOfLanes(db), [dialectOf(db).listed(lanes)]);
  return new Set(rows.map(({ lane }) => lane));
}

const busyOfLanes = inEach(
  (dialect) => `
  select wanted.value as lane from ${dialect.textsAs('wanted', '?')}
  where (select 1 from actions where lane = wanted.value and state in ('waiting', 'running') limit 1) = 1`,
);

export async function waitingActions(db: Connection, ids: readonly string[]): Promise<StoredAction[]> {
  const found = await selectByKeys(db, 'actions', ACTION_COLUMNS, { key: 'id', values: ids });
  return actionsOf(found.filter(({ state }) => state === 'waiting'));
}

/** When an action is due stands in many indexes, so it is left as it is. */
export async function takeActions(db: Connection, taken: readonly Taken[]): Promise<number> {
  return updateAll(db, 'actions', 'id', taken.map(behindNone), 'waiting');
}

export async function cutOffActions(
  db: Connection,
  { after, limit }: { after: Place<string> | null; limit: number },
): Promise<StoredAction[]> {
  const { at, id } = after ?? { at: -1, id: '' };
  const { rows } = await run<ActionRow>(db, CUT_OFF, [at, id, limit]);
  return actionsOf(rows);
}

// The state stands in the text, because a partial index serves only queries that name it there.
const CUT_OFF = `
  select ${namedText(ACTION_COLUMNS)} from actions
  where state = 'running' and (due_at, id) > (?, ?)
    and (holder is null or holder not in (select number from relays))
  order by due_at, id limit ?`;

export async function runningAs(
  db: Connection,
  relay: number | null,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const dialect = dialectOf(db);
  const text =
    `select id from actions where ${dialect.isOneOf('id', '?')}${conditionOf(dialect, { holder: relay })} ` +
    `order by id ${dialect.keepsRows}`;
  const { rows } = await run<{ id: string }>(db, text, [dialect.listed(ids)]);
  return new Set(rows.map(({ id }) => id));
}

export async function runningElsewhere(db: Connection, target: Target, relay: number): Promise<number> {
  const { rows } = await run<{ running: number }>(db, RUNNING_ELSEWHERE, [keyOfTarget(target), relay]);
  return rows[0]?.running ?? 0;
}

const RUNNING_ELSEWHERE = `
  select count(*) as running from actions
  where state = 'running' and endpoint_id = ? and (holder is null or holder <> ?)`;

export async function putOffActions(db: Connection, putOff: readonly PutOff[]): Promise<number> {
  return updateAll(db, 'actions', 'id', putOff.map(behindNone), 'waiting');
}

function behindNone<Change extends object>(change: Change): Change & { readonly standsBehind: null } {
  return { ...change, standsBehind: null };
}

import { NO_GUARD_STATES, expectEcho } from '@convoso-connect/core';
import { sql, type Insertable, type Selectable, type Transaction } from 'kysely';
import type { ActionTable, AttemptTable, Schema } from '../schema.js';
import { resultKey, resultText } from '../result-key.js';
import { insertAll, updateAll } from '../many-rows.js';
import { isOneOf } from '../one-of.js';
import type { Db } from '../sqlite.js';
import { loadGuards, saveGuards } from './guard-states.js';

export type ActionRow = Selectable<ActionTable>;
export type NewAttempt = Omit<Insertable<AttemptTable>, 'id' | 'result_key'>;

/** A first failing action holds the rest of its lane for this long; then they pass it. */
export const LANE_HOLD_MS = 60_000;

export async function insertActions(
  tx: Transaction<Schema>,
  rows: readonly Insertable<ActionTable>[],
): Promise<void> {
  await insertAll(tx, 'actions', rows);
}

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

/**
 * The due actions of an endpoint that are first in their lane, oldest first, each with the earlier action it would
 * overtake. An earlier action of the lane stands in the way while it is unfinished and has not held the lane for
 * {@link LANE_HOLD_MS} yet. An action joins its lane when it comes due, so those still to come do not count.
 */
export async function dueActions(
  tx: Transaction<Schema>,
  endpointId: string,
  now: number,
  limit: number,
): Promise<(ActionRow & { passes: string | null })[]> {
  const result = await sql<ActionRow & { passes: string | null }>`
    select a.*, (
      select e.id from actions e
      where e.lane = a.lane and e.state in ('waiting', 'running')
        and (e.due_at, e.requested_at, e.id) < (a.due_at, a.requested_at, a.id)
      order by e.due_at, e.requested_at, e.id limit 1) as passes
    from actions a
    where a.state = 'waiting' and a.endpoint_id = ${endpointId} and a.next_at <= ${now}
      and not exists (
        select 1 from actions b
        where b.lane = a.lane and b.state in ('waiting', 'running')
          and (b.due_at, b.requested_at, b.id) < (a.due_at, a.requested_at, a.id)
          and (b.hold_until is null or b.hold_until > ${now}))
    order by a.next_at, a.id limit ${limit}
  `.execute(tx);
  return result.rows;
}

/**
 * Takes actions up: from here on their payload never changes, and a crash shows that an attempt was under way.
 */
export async function beginAttempts(
  tx: Transaction<Schema>,
  actions: readonly Pick<ActionRow, 'id' | 'payload' | 'hold_until' | 'overtook' | 'give_up_at' | 'checks'>[],
): Promise<void> {
  const rows = actions.map(({ id, payload, hold_until, overtook, give_up_at, checks }) => {
    return { id, payload, hold_until, overtook, give_up_at, checks, state: 'running' as const, reason: null };
  });
  await updateAll(tx, 'actions', 'id', rows);
}

/** Ends an action of which no further attempt will be made. */
export async function endUnattempted(
  tx: Transaction<Schema>,
  id: string,
  end: { state: 'skipped' | 'cancelled' | 'dead'; reason: string; checks?: string | null },
): Promise<void> {
  await tx.updateTable('actions').set(end).where('id', '=', id).execute();
}

/** Cancels actions that wait, each for its own reason. */
export async function cancelActions(
  tx: Transaction<Schema>,
  cancelled: readonly { readonly id: string; readonly reason: string }[],
): Promise<void> {
  for (const { id, reason } of cancelled) await endUnattempted(tx, id, { state: 'cancelled', reason });
}

/** Holds an action until its hours begin. */
export async function holdAction(
  tx: Transaction<Schema>,
  {
    id,
    until,
    giveUpAt,
    reason,
    checks,
  }: { id: string; until: number; giveUpAt: number; reason: string; checks: string | null },
): Promise<void> {
  await tx
    .updateTable('actions')
    .set({ due_at: until, next_at: until, give_up_at: giveUpAt, hold_until: null, reason, checks })
    .where('id', '=', id)
    .execute();
}

/** What an attempt leaves behind: its log row, the action's new state, and what it has written to the lead. */
export interface Settlement {
  readonly attempt: NewAttempt;
  readonly action: Pick<ActionRow, 'id' | 'state' | 'next_at' | 'reason'>;
  readonly written: readonly { readonly field: string; readonly value: string }[];
}

/** Keeps what an action comes to, before anything of it is done. */
export async function freezePayload(db: Db, id: string, payload: string): Promise<void> {
  await db.updateTable('actions').set({ payload }).where('id', '=', id).execute();
}

/** Settle: the log rows, the new states and the echoes to expect of all finished attempts, together. */
export async function settleAttempts(
  tx: Transaction<Schema>,
  settlements: readonly Settlement[],
): Promise<void> {
  const attempts = settlements.map(({ attempt }) => {
    return { ...attempt, result_key: resultKey(resultText(attempt.result)) };
  });
  await insertAll(tx, 'attempts', attempts);
  await expectEchoes(tx, settlements);
  const done = settlements.filter(({ action }) => action.state === 'done' && action.reason === null);
  if (done.length > 0) {
    await tx
      .updateTable('actions')
      .set((eb) => ({ state: 'done' as const, attempts: eb('attempts', '+', 1), reason: null }))
      .where(
        isOneOf(
          'id',
          done.map(({ action }) => action.id),
        ),
      )
      .execute();
  }
  for (const { action } of settlements.filter((settlement) => !done.includes(settlement))) {
    const { id, state, next_at, reason } = action;
    await tx
      .updateTable('actions')
      .set((eb) => ({ state, next_at, reason, attempts: eb('attempts', '+', 1) }))
      .where('id', '=', id)
      .execute();
  }
}

/** What was written to a lead may come back as a delivery, which is then caused by the workflow (domain-facts J.13). */
async function expectEchoes(tx: Transaction<Schema>, settlements: readonly Settlement[]): Promise<void> {
  for (const { attempt, written } of settlements) {
    const leadKey = attempt.lead_key;
    if (leadKey === null || leadKey === undefined || written.length === 0) continue;
    const at = attempt.at + attempt.duration_ms;
    const before = (await loadGuards(tx, [leadKey])).get(leadKey) ?? NO_GUARD_STATES;
    const echoes = written.reduce(
      (expected, each) => expectEcho(expected, { workflowId: attempt.workflow_id, ...each }, at),
      before.echoes,
    );
    await saveGuards(tx, new Map([[leadKey, { states: { ...before, echoes }, at }]]));
  }
}

/** Actions whose attempt was under way when the relay last stopped. */
export async function cutOffActions(db: Db): Promise<ActionRow[]> {
  return db.selectFrom('actions').selectAll().where('state', '=', sql.lit('running')).execute();
}

/** Logs an attempt that was cut off, and says what becomes of its action. */
export async function endCutOff(db: Db, settlement: Settlement): Promise<void> {
  await db.transaction().execute((tx) => settleAttempts(tx, [settlement]));
}

export async function actionsOfOccurrence(db: Db, occurrenceId: string): Promise<ActionRow[]> {
  return db
    .selectFrom('actions')
    .selectAll()
    .where('id', '>=', `${occurrenceId}-`)
    .where('id', '<', `${occurrenceId}.`)
    .orderBy('id')
    .execute();
}

const OCCURRENCES_AT_ONCE = 500;

/** The actions of workflows for these occurrences, by occurrence id. */
export async function actionsOfOccurrences(
  db: Db,
  occurrenceIds: readonly string[],
): Promise<ReadonlyMap<string, readonly ActionRow[]>> {
  const found = new Map<string, ActionRow[]>();
  for (let at = 0; at < occurrenceIds.length; at += OCCURRENCES_AT_ONCE) {
    const ids = JSON.stringify(occurrenceIds.slice(at, at + OCCURRENCES_AT_ONCE));
    const { rows } = await sql<ActionRow>`
      select action.* from json_each(${ids}) as wanted cross join actions as action
      where action.id >= wanted.value || '-' and action.id < wanted.value || '.' and action.workflow_id <> ''
      order by action.id
    `.execute(db);
    for (const row of rows) found.set(row.occurrence_id, [...(found.get(row.occurrence_id) ?? []), row]);
  }
  return found;
}

/** Gives a dead action a new life until `giveUpAt`, with its key and its payload; false when it is not dead. */
export async function reviveAction(db: Db, id: string, now: number, giveUpAt: number): Promise<boolean> {
  const result = await db
    .updateTable('actions')
    .set({ state: 'waiting', next_at: now, give_up_at: giveUpAt, reason: null })
    .where('id', '=', id)
    .where('state', '=', sql.lit('dead'))
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function findAction(db: Db, id: string): Promise<ActionRow | undefined> {
  return db.selectFrom('actions').selectAll().where('id', '=', id).executeTakeFirst();
}

import { sql, type Insertable, type Selectable, type Transaction } from 'kysely';
import { insertAll, selectByKeys, updateAll } from '../many-rows.js';
import { TEST_WORKFLOW, type ActionTable, type Schema } from '../schema.js';
import type { Place } from '../in-time-order.js';
import type { Db } from '../sqlite.js';

export type ActionRow = Selectable<ActionTable>;

export async function insertActions(
  tx: Transaction<Schema>,
  rows: readonly Insertable<ActionTable>[],
): Promise<void> {
  await insertAll(tx, 'actions', rows);
}

/** Cancels actions that wait, each for its own reason. */
export async function cancelActions(
  tx: Transaction<Schema>,
  cancelled: readonly { readonly id: string; readonly reason: string; readonly stoppedBy?: string }[],
): Promise<void> {
  const rows = cancelled.map(({ id, reason, stoppedBy = null }) => {
    return { id, reason, state: 'cancelled' as const, stopped_by: stoppedBy };
  });
  await updateAll(tx, 'actions', 'id', rows);
}

/** Keeps an action among the dead letters, with the reason why it was set aside. */
export async function buryAction(tx: Transaction<Schema>, id: string, reason: string): Promise<void> {
  await tx.updateTable('actions').set({ state: 'dead', reason }).where('id', '=', id).execute();
}

/** Ends an action with what it came to, though nothing of it could be logged. */
export async function endUnlogged(
  tx: Transaction<Schema>,
  { id, state, next_at, reason }: Pick<ActionRow, 'id' | 'state' | 'next_at' | 'reason'>,
): Promise<void> {
  await tx
    .updateTable('actions')
    .set((eb) => ({ state, next_at, reason, attempts: eb('attempts', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/** Keeps what an action comes to, before anything of it is done. */
export async function freezePayload(tx: Transaction<Schema>, id: string, payload: string): Promise<void> {
  await tx.updateTable('actions').set({ payload }).where('id', '=', id).execute();
}

/** A page of the actions whose attempt was under way when the relay last stopped, in the order in which they were due. */
export async function cutOffActions(
  db: Db,
  { after, limit }: { after: Place<string> | null; limit: number },
): Promise<ActionRow[]> {
  const { at, id } = after ?? { at: -1, id: '' };
  return (
    db
      .selectFrom('actions')
      .selectAll()
      // A literal, because a partial index serves only queries that name its state in their text.
      .where('state', '=', sql.lit<'running'>('running'))
      .where(sql<boolean>`(due_at, id) > (${at}, ${id})`)
      .orderBy('due_at')
      .orderBy('id')
      .limit(limit)
      .execute()
  );
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

/**
 * Gives an action that is dead, or is done and looks like no success, a new life until `giveUpAt`, with its key and its
 * payload; false for any other.
 */
export async function reviveAction(db: Db, id: string, now: number, giveUpAt: number): Promise<boolean> {
  const result = await db
    .updateTable('actions')
    .set({ state: 'waiting', next_at: now, give_up_at: giveUpAt, reason: null })
    .where('id', '=', id)
    .where(sql<boolean>`(state = 'dead' or (state = 'done' and reason is not null))`)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** The same for those of many that are dead, however long each endpoint is tried; gives how many they were. */
export async function reviveActions(
  tx: Transaction<Schema>,
  ids: readonly string[],
  { now, giveUpAt }: { now: number; giveUpAt: (endpointId: string) => number },
): Promise<number> {
  const dead = (await selectByKeys(tx, 'actions', 'id', ids)).filter(({ state }) => state === 'dead');
  const alive = dead.map(({ id, endpoint_id }) => {
    return { id, state: 'waiting' as const, next_at: now, give_up_at: giveUpAt(endpoint_id), reason: null };
  });
  await updateAll(tx, 'actions', 'id', alive);
  return dead.length;
}

export async function findAction(db: Db, id: string): Promise<ActionRow | undefined> {
  return db.selectFrom('actions').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Those of these that are there, in any order. */
export async function findActions(db: Db, ids: readonly string[]): Promise<ActionRow[]> {
  return ids.length === 0 ? [] : selectByKeys(db, 'actions', 'id', ids);
}

/** How many actions have been planned for an occurrence. */
export async function countPlanned(tx: Transaction<Schema>, occurrenceId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('actions')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('id', '>=', `${occurrenceId}-`)
    .where('id', '<', `${occurrenceId}.`)
    .where('workflow_id', '<>', TEST_WORKFLOW)
    .executeTakeFirstOrThrow();
  return count;
}

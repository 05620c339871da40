import { sql } from 'kysely';
import type { Cancelled, StoredAction } from '../../ports/actions.js';
import { TEST_WORKFLOW } from '../../ports/cause.js';
import type { Target } from '../../ports/target.js';
import { targetOfKey } from '../../target-key.js';
import { actionsOf, type ActionRow } from '../action-rows.js';
import { ACTION_COLUMNS, named, namedText } from '../columns.js';
import { textsAs, unindexed } from '../dialect.js';
import { insertAll, selectByKeys, updateAll, type Connection } from '../many-rows.js';

export async function insertActions(db: Connection, actions: readonly StoredAction[]): Promise<void> {
  await insertAll(db, 'actions', actions);
}

export async function cancelActions(db: Connection, cancelled: readonly Cancelled[]): Promise<number> {
  const changes = cancelled.map(({ id, reason, stoppedBy = null }) => {
    return { id, reason, state: 'cancelled' as const, stoppedBy };
  });
  return updateAll(db, 'actions', 'id', changes, 'waiting');
}

export async function buryAction(db: Connection, id: string, reason: string): Promise<number> {
  return updateAll(db, 'actions', 'id', [{ id, state: 'dead', reason }], 'waiting');
}

export async function endUnlogged(
  db: Connection,
  { id, state, nextAt, reason, holder }: Pick<StoredAction, 'id' | 'state' | 'nextAt' | 'reason' | 'holder'>,
): Promise<number> {
  const result = await db
    .updateTable('actions')
    .set((eb) => ({ state, next_at: nextAt, reason, attempts: eb('attempts', '+', 1) }))
    .where('id', '=', id)
    .where(sql<boolean>`${unindexed(db, 'state')} = 'running'`)
    .where('holder', holder === null ? 'is' : '=', holder)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

export async function freezePayload(db: Connection, id: string, payload: string): Promise<void> {
  await db.updateTable('actions').set({ payload }).where('id', '=', id).execute();
}

export async function actionsOfOccurrence(db: Connection, occurrenceId: string): Promise<StoredAction[]> {
  const rows = await db
    .selectFrom('actions')
    .select(named(ACTION_COLUMNS))
    .where('id', '>=', `${occurrenceId}-`)
    .where('id', '<', `${occurrenceId}.`)
    .orderBy('id')
    .execute();
  return actionsOf(rows);
}

const OCCURRENCES_AT_ONCE = 500;

export async function actionsOfOccurrences(
  db: Connection,
  occurrenceIds: readonly string[],
): Promise<ReadonlyMap<string, readonly StoredAction[]>> {
  const found = new Map<string, StoredAction[]>();
  for (let at = 0; at < occurrenceIds.length; at += OCCURRENCES_AT_ONCE) {
    const ids = occurrenceIds.slice(at, at + OCCURRENCES_AT_ONCE);
    const { rows } = await sql<ActionRow>`
      select ${sql.raw(namedText(ACTION_COLUMNS, 'action.'))}
      from ${textsAs(db, 'wanted', ids)} cross join actions as action
      where action.id >= wanted.value || '-' and action.id < wanted.value || '.' and action.workflow_id <> ${sql.lit(TEST_WORKFLOW)}
      order by action.id
    `.execute(db);
    for (const action of actionsOf(rows)) {
      found.set(action.occurrenceId, [...(found.get(action.occurrenceId) ?? []), action]);
    }
  }
  return found;
}

export async function reviveAction(
  db: Connection,
  id: string,
  { now, giveUpAt }: { now: number; giveUpAt: number },
): Promise<number> {
  const result = await db
    .updateTable('actions')
    .set({
      state: 'waiting',
      next_at: now,
      give_up_at: giveUpAt,
      hold_until: null,
      reason: null,
      stands_behind: null,
    })
    .where('id', '=', id)
    .where(sql<boolean>`(state = 'dead' or (state = 'done' and reason is not null))`)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

const ALIVE = { state: 'waiting', holdUntil: null, reason: null, standsBehind: null } as const;

export async function reviveActions(
  db: Connection,
  ids: readonly string[],
  { now, giveUpAt }: { now: number; giveUpAt: (target: Target) => number },
): Promise<number> {
  const found = await selectByKeys(db, 'actions', ['id', 'endpoint_id'], { key: 'id', values: ids });
  const alive = found.map(({ id, target }) => {
    const until = giveUpAt(targetOfKey(target));
    return { id, nextAt: now, giveUpAt: until, ...ALIVE };
  });
  return updateAll(db, 'actions', 'id', alive, 'dead');
}

export async function findAction(db: Connection, id: string): Promise<StoredAction | undefined> {
  const row = await db
    .selectFrom('actions')
    .select(named(ACTION_COLUMNS))
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? undefined : actionsOf([row])[0];
}

export async function findActions(db: Connection, ids: readonly string[]): Promise<StoredAction[]> {
  return actionsOf(await selectByKeys(db, 'actions', ACTION_COLUMNS, { key: 'id', values: ids }));
}

export async function countPlanned(db: Connection, occurrenceId: string): Promise<number> {
  const { count } = await db
    .selectFrom('actions')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('id', '>=', `${occurrenceId}-`)
    .where('id', '<', `${occurrenceId}.`)
    .where('workflow_id', '<>', TEST_WORKFLOW)
    .executeTakeFirstOrThrow();
  return count;
}

import type { LeadKey } from '@convoso-connect/core';
import { sql } from 'kysely';
import type { StoredAction } from '../../ports/actions.js';
import type { Page, Place, TimeSpan } from '../../ports/lists.js';
import type { FailingTarget, Flush, PendingChoice, WindowOfWaiting } from '../../ports/pending.js';
import type { Target } from '../../ports/target.js';
import { keyOfTarget, targetOfKey } from '../../target-key.js';
import { actionsOf, type ActionRow } from '../action-rows.js';
import { lanesOf, wakeLanes } from './claims.js';
import { inTimeOrder, within } from '../in-time-order.js';
import { is, type Condition } from '../index-groups.js';
import type { Connection } from '../many-rows.js';
import { dialectOf, isOneOf, unindexed } from '../dialect.js';

// Literals, because a partial index serves only queries that name its state in their text.
const WAITING = sql.lit<'waiting'>('waiting');
const STATES: readonly Condition[] = [sql`state = 'waiting'`, sql`state = 'running'`];

/** The columns of a choice, which the indexes of what is pending hold besides the order. */
const CARRIED = ['workflow_id', 'endpoint_id', 'type'] as const;

function chosen(choice: PendingChoice, holder: 'entry' | 'candidates' | 'actions'): [string, string][] {
  const { workflowId, target, type } = choice;
  const asked = {
    workflow_id: workflowId,
    endpoint_id: target === null ? null : keyOfTarget(target),
    type,
  };
  return CARRIED.flatMap((column) => {
    const value = asked[column];
    return value === null ? [] : [[`${holder}.${column}`, value] as [string, string]];
  });
}

function chosenIn(choice: PendingChoice, holder: 'entry' | 'candidates'): Condition[] {
  return chosen(choice, holder).map(([column, value]) => is(column, value));
}

/** The pending actions of a lead: few, and found by their lanes, whose names begin with it. */
function ofLead(leadKey: LeadKey): Condition {
  return sql`state in ('waiting', 'running') and lane >= ${`${leadKey} `} and lane < ${`${leadKey}!`}
    and lead_key = ${leadKey}`;
}

/** The next pending actions, those that are due first in front. */
export async function pendingActions(
  db: Connection,
  { from, to, ...choice }: PendingChoice & TimeSpan,
  page: Page<string>,
): Promise<StoredAction[]> {
  const { leadKey } = choice;
  const search =
    leadKey === null
      ? { groups: STATES, carried: CARRIED, rest: chosenIn(choice, 'candidates') }
      : { groups: [ofLead(leadKey)], carried: [], rest: chosenIn(choice, 'entry') };
  const bounds = within('due_at', { from, to });
  const list = { table: 'actions', time: 'due_at', order: 'oldest first', ...search, bounds } as const;
  return actionsOf(await inTimeOrder<ActionRow, string>(db, list, page));
}

/**
 * The ids of all waiting actions that are meant, as they are at this moment: a single statement, so that an action
 * that begins to wait later is surely not among them. They come as one text, an id a line, because there may be
 * hundreds of thousands of them.
 */
export async function waitingIds(db: Connection, choice: PendingChoice): Promise<string> {
  const { leadKey } = choice;
  const conditions = [
    sql`state = ${WAITING}`,
    ...(leadKey === null ? [] : [ofLead(leadKey)]),
    // Not by the indexes of what has been done as well, of which there is far more.
    ...chosen(choice, 'actions').map(([column, value]) => sql`${unindexed(db, column)} = ${value}`),
  ];
  const { rows } = await sql<{ ids: string | null }>`
    select ${sql.raw(dialectOf(db).lines('id'))} as ids from actions where ${sql.join(conditions, sql` and `)}
  `.execute(db);
  return rows[0]?.ids ?? '';
}

/** The targets at which actions have failed that are to be tried again. */
export async function failingTargets(db: Connection): Promise<readonly FailingTarget[]> {
  // Where a group has one least value, SQLite takes the other columns from its row.
  const { rows } = await sql<Omit<FailingTarget, 'target'> & { target: string }>`
    select endpoint_id as target, count(*) as waiting, min(due_at) as since, reason from actions
    where state = 'waiting' and attempts > 0 group by endpoint_id
  `.execute(db);
  return rows.map(({ target, ...failing }) => ({ target: targetOfKey(target), ...failing }));
}

/**
 * Ends those of these actions that wait, without performing them, and lets what stood behind them have its turn; gives
 * how many they were. What is under way is not touched.
 */
export async function flushWaiting(
  db: Connection,
  ids: readonly string[],
  { reason, now }: Omit<Flush, 'from'>,
): Promise<number> {
  const result = await db
    .updateTable('actions')
    .set({ state: 'flushed', reason })
    .where(isOneOf(db, 'id', ids))
    .where('state', '=', WAITING)
    .executeTakeFirst();
  await wakeLanes(db, await lanesOf(db, ids), now);
  return Number(result.numUpdatedRows);
}

/** Has those of these that are due and wait for another attempt make it now, in the order of their lanes. */
export async function attemptNow(db: Connection, ids: readonly string[], now: number): Promise<number> {
  const result = await db
    .updateTable('actions')
    .set({ next_at: now, hold_until: null })
    .where(isOneOf(db, 'id', ids))
    .where('state', '=', WAITING)
    .where('attempts', '>', 0)
    .where('due_at', '<=', now)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Brings a waiting action forward: it is due now, and of its hours only those that the law sets count. */
export async function runNow(db: Connection, id: string, now: number): Promise<number> {
  const result = await db
    .updateTable('actions')
    .set((eb) => ({
      due_at: now,
      next_at: now,
      give_up_at: eb(eb.val(now), '+', eb('give_up_at', '-', eb.ref('due_at'))),
      run_now: 1,
      reason: null,
      stands_behind: null,
    }))
    .where('id', '=', id)
    .where('state', '=', WAITING)
    .executeTakeFirst();
  // It may have stood before others of its lane, and does not any more.
  await wakeLanes(db, await lanesOf(db, [id]), now);
  return Number(result.numUpdatedRows);
}

/**
 * What waits of a workflow and is of one of these types, whoever its lead is, in a window of the actions that wait for
 * a target.
 */
export async function waitingOf(
  db: Connection,
  { target, workflowId, types }: { target: Target; workflowId: string; types: readonly string[] },
  { after, limit }: { after: Place<string> | null; limit: number },
): Promise<WindowOfWaiting> {
  const from = after ?? { at: -1, id: '' };
  const { rows } = await sql<{ id: string; next_at: number; workflow_id: string; type: string }>`
    select id, next_at, workflow_id, type from actions
    where state = 'waiting' and endpoint_id = ${keyOfTarget(target)} and (next_at, id) > (${from.at}, ${from.id})
    order by next_at, id limit ${limit}
  `.execute(db);
  const meant = rows.filter((row) => row.workflow_id === workflowId && types.includes(row.type));
  const last = rows.at(-1);
  const isEnd = rows.length < limit || last === undefined;
  return { ids: meant.map(({ id }) => id), next: isEnd ? null : { at: last.next_at, id: last.id } };
}

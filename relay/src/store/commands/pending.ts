import type { LeadKey, WorkflowActionType } from '@convoso-connect/core';
import { sql, type ExpressionBuilder, type SqlBool, type Expression, type Transaction } from 'kysely';
import type { Place, TimeSpan } from '../newest-first.js';
import type { Schema } from '../schema.js';
import type { Db } from '../sqlite.js';
import { run } from '../many-rows.js';
import { cancelActions, type ActionRow } from './actions.js';

/** As the partial indexes of what is not finished have it. */
const PENDING = sql<boolean>`state in ('waiting', 'running')`;

const WAITING = sql.lit<'waiting'>('waiting');

/** The unfinished actions of leads: scheduled, queued or running, a wait for another attempt included. */
export async function pendingOfLeads(
  tx: Transaction<Schema>,
  leadKeys: readonly string[],
): Promise<ActionRow[]> {
  if (leadKeys.length === 0) return [];
  // The name of a lane begins with its lead, so those of a lead are found without an index of their own.
  const text = `
    select action.* from json_each(?) as wanted cross join actions as action
    where action.state in ('waiting', 'running') and action.lane >= wanted.value || ' '
      and action.lane < wanted.value || '!' and action.lead_key = wanted.value`;
  return (await run<ActionRow>(tx, text, [JSON.stringify(leadKeys)])).rows;
}

/** Which pending actions are meant; null where it does not matter. */
export interface PendingChoice {
  readonly leadKey: LeadKey | null;
  readonly workflowId: string | null;
  readonly endpointId: string | null;
  readonly type: WorkflowActionType | null;
}

function chosen({ leadKey, workflowId, endpointId, type }: PendingChoice) {
  return (eb: ExpressionBuilder<Schema, 'actions'>): Expression<SqlBool> =>
    eb.and([
      ...(leadKey === null ? [] : [eb('lead_key', '=', leadKey)]),
      ...(workflowId === null ? [] : [eb('workflow_id', '=', workflowId)]),
      ...(endpointId === null ? [] : [eb('endpoint_id', '=', endpointId)]),
      ...(type === null ? [] : [eb('type', '=', type)]),
    ]);
}

/** The next pending actions, those that are due first in front. */
export async function pendingActions(
  db: Db,
  { from, to, ...choice }: PendingChoice & TimeSpan,
  { after, limit }: { after: Place<string> | null; limit: number },
): Promise<ActionRow[]> {
  let query = db.selectFrom('actions').selectAll().where(PENDING).where(chosen(choice));
  if (from !== null) query = query.where('due_at', '>=', from);
  if (to !== null) query = query.where('due_at', '<', to);
  if (after !== null) {
    query = query.where(sql<boolean>`(due_at, id) > (${after.at}, ${after.id})`);
  }
  return query.orderBy('due_at').orderBy('id').limit(limit).execute();
}

/** Ends waiting actions without performing them; gives the ids. What is under way is not touched. */
export async function flushPending(db: Db, choice: PendingChoice, reason: string): Promise<string[]> {
  const flushed = await db
    .updateTable('actions')
    .set({ state: 'flushed', reason })
    .where('state', '=', WAITING)
    .where(chosen(choice))
    .returning('id')
    .execute();
  return flushed.map(({ id }) => id);
}

export async function flushAction(db: Db, id: string, reason: string): Promise<boolean> {
  const result = await db
    .updateTable('actions')
    .set({ state: 'flushed', reason })
    .where('id', '=', id)
    .where('state', '=', WAITING)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Brings a waiting action forward: it is due now, and of its hours only those that the law sets count. */
export async function runNow(db: Db, id: string, now: number): Promise<boolean> {
  const result = await db
    .updateTable('actions')
    .set((eb) => ({
      due_at: now,
      next_at: now,
      give_up_at: eb(eb.val(now), '+', eb('give_up_at', '-', eb.ref('due_at'))),
      run_now: 1,
      reason: null,
    }))
    .where('id', '=', id)
    .where('state', '=', WAITING)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/**
 * Cancels what waits of a workflow and is of one of these types, whoever its lead is, in a window of the actions that
 * wait for an endpoint. Gives where the next window begins; null at the end.
 */
export async function cancelWaitingOf(
  tx: Transaction<Schema>,
  {
    endpointId,
    workflowId,
    types,
    reason,
  }: { endpointId: string; workflowId: string; types: readonly string[]; reason: string },
  { after, limit }: { after: Place<string> | null; limit: number },
): Promise<Place<string> | null> {
  const from = after ?? { at: -1, id: '' };
  const { rows } = await sql<{ id: string; next_at: number; workflow_id: string; type: string }>`
    select id, next_at, workflow_id, type from actions
    where state = 'waiting' and endpoint_id = ${endpointId} and (next_at, id) > (${from.at}, ${from.id})
    order by next_at, id limit ${limit}
  `.execute(tx);
  const meant = rows.filter((row) => row.workflow_id === workflowId && types.includes(row.type));
  await cancelActions(
    tx,
    meant.map(({ id }) => ({ id, reason })),
  );
  const last = rows.at(-1);
  return rows.length < limit || last === undefined ? null : { at: last.next_at, id: last.id };
}

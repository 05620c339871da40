import type { LeadKey, WorkflowActionType } from '@convoso-connect/core';
import { sql, type Transaction } from 'kysely';
import { is, type Condition } from '../index-groups.js';
import { inTimeOrder, within, type Page, type TimeSpan, type Place } from '../in-time-order.js';
import { isOneOf } from '../one-of.js';
import type { Schema } from '../schema.js';
import type { Db } from '../sqlite.js';
import type { ActionRow } from './actions.js';
import { lanesOf, wakeLanes } from './claims.js';

// Literals, because a partial index serves only queries that name its state in their text.
const WAITING = sql.lit<'waiting'>('waiting');
const STATES: readonly Condition[] = [sql`state = 'waiting'`, sql`state = 'running'`];

/** Which pending actions are meant; null where it does not matter. */
export interface PendingChoice {
  readonly leadKey: LeadKey | null;
  readonly workflowId: string | null;
  readonly endpointId: string | null;
  readonly type: WorkflowActionType | null;
}

/** The columns of a choice, which the indexes of what is pending hold besides the order. */
const CARRIED = { workflow_id: 'workflowId', endpoint_id: 'endpointId', type: 'type' } as const;

function chosen(choice: PendingChoice, holder: 'entry' | 'candidates' | 'actions'): [string, string][] {
  return Object.entries(CARRIED).flatMap(([column, name]) => {
    const value = choice[name];
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
  db: Db,
  { from, to, ...choice }: PendingChoice & TimeSpan,
  page: Page<string>,
): Promise<ActionRow[]> {
  const { leadKey } = choice;
  const search =
    leadKey === null
      ? { groups: STATES, carried: Object.keys(CARRIED), rest: chosenIn(choice, 'candidates') }
      : { groups: [ofLead(leadKey)], carried: [], rest: chosenIn(choice, 'entry') };
  const bounds = within('due_at', { from, to });
  const list = { table: 'actions', time: 'due_at', order: 'oldest first', ...search, bounds } as const;
  return inTimeOrder<ActionRow, string>(db, list, page);
}

/**
 * The ids of all waiting actions that are meant, as they are at this moment: a single statement, so that an action
 * that begins to wait later is surely not among them. They come as one text, an id a line, because there may be
 * hundreds of thousands of them.
 */
export async function waitingIds(db: Db, choice: PendingChoice): Promise<string> {
  const { leadKey } = choice;
  const conditions = [
    sql`state = ${WAITING}`,
    ...(leadKey === null ? [] : [ofLead(leadKey)]),
    // The plus keeps SQLite from the indexes of what has been done as well, of which there is far more.
    ...chosen(choice, 'actions').map(([column, value]) => sql`+${sql.ref(column)} = ${value}`),
  ];
  const { rows } = await sql<{ ids: string | null }>`
    select group_concat(id, char(10)) as ids from actions where ${sql.join(conditions, sql` and `)}
  `.execute(db);
  return rows[0]?.ids ?? '';
}

/** What waits for another attempt at an endpoint. */
export interface FailingEndpoint {
  readonly endpoint_id: string;
  readonly waiting: number;
  /** When the first of them was due, in epoch milliseconds. */
  readonly since: number;
  /** How the last attempt of that one ended. */
  readonly reason: string | null;
}

/** The endpoints at which actions have failed that are to be tried again. */
export async function failingEndpoints(db: Db): Promise<readonly FailingEndpoint[]> {
  // Where a group has one least value, SQLite takes the other columns from its row.
  const { rows } = await sql<FailingEndpoint>`
    select endpoint_id, count(*) as waiting, min(due_at) as since, reason from actions
    where state = 'waiting' and attempts > 0 group by endpoint_id
  `.execute(db);
  return rows;
}

/** Why and when an operator takes actions out of the queue; `now` in epoch milliseconds. */
export interface Flush {
  readonly reason: string;
  readonly now: number;
}

/**
 * Ends those of these actions that wait, without performing them, and lets what stood behind them have its turn; gives
 * how many they were. What is under way is not touched.
 */
export async function flushWaiting(
  tx: Transaction<Schema>,
  ids: readonly string[],
  { reason, now }: Flush,
): Promise<number> {
  const result = await tx
    .updateTable('actions')
    .set({ state: 'flushed', reason })
    .where(isOneOf('id', ids))
    .where('state', '=', WAITING)
    .executeTakeFirst();
  await wakeLanes(tx, await lanesOf(tx, ids), now);
  return Number(result.numUpdatedRows);
}

export async function flushAction(db: Db, id: string, flush: Flush): Promise<boolean> {
  return (await db.transaction().execute((tx) => flushWaiting(tx, [id], flush))) > 0;
}

/** Brings a waiting action forward: it is due now, and of its hours only those that the law sets count. */
export async function runNow(db: Db, id: string, now: number): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const result = await tx
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
    // It may have stood before others of its lane, and does not any more.
    await wakeLanes(tx, await lanesOf(tx, [id]), now);
    return result.numUpdatedRows > 0n;
  });
}

/** Some of what waits of a workflow, and where the window after it begins; null at the end. */
export interface WindowOfWaiting {
  readonly ids: readonly string[];
  readonly next: Place<string> | null;
}

/**
 * What waits of a workflow and is of one of these types, whoever its lead is, in a window of the actions that wait for
 * an endpoint.
 */
export async function waitingOf(
  tx: Transaction<Schema>,
  { endpointId, workflowId, types }: { endpointId: string; workflowId: string; types: readonly string[] },
  { after, limit }: { after: Place<string> | null; limit: number },
): Promise<WindowOfWaiting> {
  const from = after ?? { at: -1, id: '' };
  const { rows } = await sql<{ id: string; next_at: number; workflow_id: string; type: string }>`
    select id, next_at, workflow_id, type from actions
    where state = 'waiting' and endpoint_id = ${endpointId} and (next_at, id) > (${from.at}, ${from.id})
    order by next_at, id limit ${limit}
  `.execute(tx);
  const meant = rows.filter((row) => row.workflow_id === workflowId && types.includes(row.type));
  const last = rows.at(-1);
  const isEnd = rows.length < limit || last === undefined;
  return { ids: meant.map(({ id }) => id), next: isEnd ? null : { at: last.next_at, id: last.id } };
}

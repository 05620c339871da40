import { CONNECT_WORKFLOW_ACTIONS, type LeadKey, type WorkflowActionType } from '@convoso-connect/core';
import { sql } from 'kysely';
import type { ExecutionFilter, StoredAction } from '../../ports/actions.js';
import type { Page } from '../../ports/lists.js';
import { actionsOf, type ActionRow } from '../action-rows.js';
import { byEach, crossed, is, type Condition } from '../index-groups.js';
import { inTimeOrder, within } from '../in-time-order.js';
import type { Connection } from '../many-rows.js';

/** The next actions that workflows have planned or carried out, newest first. */
export async function executions(
  db: Connection,
  filter: ExecutionFilter,
  page: Page<string>,
): Promise<StoredAction[]> {
  const bounds = within('due_at', filter);
  const search = await searchFor(db, filter);
  const list = { table: 'actions', time: 'due_at', order: 'newest first', ...search, bounds } as const;
  return actionsOf(await inTimeOrder<ActionRow, string>(db, list, page));
}

interface Search {
  readonly groups: readonly Condition[];
  readonly carried: readonly string[];
  readonly rest: readonly Condition[];
}

const TYPES = Object.keys(CONNECT_WORKFLOW_ACTIONS) as WorkflowActionType[];

/** Goes by what narrows most, and leaves the other filters to be checked. */
async function searchFor(db: Connection, filter: ExecutionFilter): Promise<Search> {
  const { leadKey, state } = filter;
  const others = ['workflow_id', 'list_id', 'type'] as const;
  // A literal, because the indexes of what is not done serve only queries that name their state.
  const inState = state === null ? [] : [sql`state = ${sql.lit(state)}`];
  if (leadKey !== null) {
    return { groups: [ofLead(leadKey)], carried: [], rest: [...given(filter, others, 'entry'), ...inState] };
  }
  if (state !== null && state !== 'done') {
    return { groups: inState, carried: others, rest: given(filter, others, 'candidates') };
  }
  return { groups: await groupsOf(db, filter), carried: [], rest: inState };
}

/** The indexes of list, workflow and type hold one after the other what is narrower, and then the time. */
async function groupsOf(db: Connection, { listId, workflowId, type }: ExecutionFilter): Promise<Condition[]> {
  const types = (type === null ? TYPES : [type]).map((each) => is('type', each));
  if (listId === null) return workflowId === null ? types : crossed([is('workflow_id', workflowId)], types);
  const where = is('list_id', listId);
  const scopes =
    workflowId === null
      ? await byEach(db, { table: 'actions', where, column: 'workflow_id' })
      : crossed([where], [is('workflow_id', workflowId)]);
  if (type !== null) return crossed(scopes, types);
  const byType = scopes.map((scope) => byEach(db, { table: 'actions', where: scope, column: 'type' }));
  return (await Promise.all(byType)).flat();
}

/** The filters that are given, on the actions themselves or on what an index holds of them. */
function given(
  filter: ExecutionFilter,
  columns: readonly ('workflow_id' | 'list_id' | 'type')[],
  holder: 'entry' | 'candidates',
): Condition[] {
  const asked = { workflow_id: filter.workflowId, list_id: filter.listId, type: filter.type };
  return columns.flatMap((column) => {
    const value = asked[column];
    return value === null ? [] : [is(`${holder}.${column}`, value)];
  });
}

/** An action's id begins with that of its occurrence, so those of a lead are found without an index of their own. */
function ofLead(leadKey: LeadKey): Condition {
  return sql`id in (
    select action.id from occurrences cross join actions as action
    where occurrences.lead_key = ${leadKey}
      and action.id >= occurrences.id || '-' and action.id < occurrences.id || '.')`;
}

/** Whether anything of this workflow is in the log, so that one deleted since is still known by name. */
export async function hasExecutions(db: Connection, workflowId: string): Promise<boolean> {
  const row = await db
    .selectFrom('actions')
    .select('id')
    .where('workflow_id', '=', workflowId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

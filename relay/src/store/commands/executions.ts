import { CONNECT_WORKFLOW_ACTIONS, type LeadKey, type WorkflowActionType } from '@convoso-connect/core';
import { sql } from 'kysely';
import { holdsFew, newestFirst, within, type Condition, type Place, type TimeSpan } from '../newest-first.js';
import type { ActionState } from '../schema.js';
import type { Db } from '../sqlite.js';
import type { ActionRow } from './actions.js';

/** What is asked of the workflow logs; null where it does not matter. The time is when the action was due. */
export interface ExecutionFilter extends TimeSpan {
  readonly workflowId: string | null;
  readonly leadKey: LeadKey | null;
  readonly listId: string | null;
  readonly type: WorkflowActionType | null;
  readonly state: ActionState | null;
}

/** The next actions that workflows have planned or carried out, newest first. */
export async function executions(
  db: Db,
  filter: ExecutionFilter,
  { after, limit }: { after: Place<string> | null; limit: number },
): Promise<ActionRow[]> {
  const bounds = within('due_at', filter);
  const search = await searchFor(db, filter);
  return newestFirst<ActionRow, string>(
    db,
    { table: 'actions', time: 'due_at', ...search, carried: [], bounds, after },
    limit,
  );
}

interface Search {
  readonly groups: readonly Condition[];
  readonly rest: readonly Condition[];
}

/** In the words of the index that holds what is not finished. It is usually next to nothing among all there is. */
const PENDING: Condition = sql`state in ('waiting', 'running')`;

const TYPES = Object.keys(CONNECT_WORKFLOW_ACTIONS) as WorkflowActionType[];

async function searchFor(
  db: Db,
  { workflowId, leadKey, listId, type, state }: ExecutionFilter,
): Promise<Search> {
  const is = {
    workflow: workflowId === null ? [] : [sql`workflow_id = ${workflowId}`],
    list: listId === null ? [] : [sql`list_id = ${listId}`],
    type: type === null ? [] : [sql`type = ${type}`],
    // A literal, because the index of actions that ended unperformed serves only queries that name the state.
    state: state === null ? [] : [sql`state = ${sql.lit(state)}`],
  };
  if (leadKey !== null) {
    return { groups: [ofLead(leadKey)], rest: [...is.workflow, ...is.list, ...is.type, ...is.state] };
  }
  if (state === 'dead' || state === 'skipped') {
    return { groups: is.state, rest: [...is.workflow, ...is.list, ...is.type] };
  }
  if ((state === 'waiting' || state === 'running') && (await holdsFew(db, 'actions', PENDING))) {
    const groups = is.state.map((each) => sql`${PENDING} and ${each}`);
    return { groups, rest: [...is.workflow, ...is.list, ...is.type] };
  }
  if (workflowId !== null) return { groups: is.workflow, rest: [...is.list, ...is.type, ...is.state] };
  if (listId !== null) return { groups: is.list, rest: [...is.type, ...is.state] };
  const types = type === null ? TYPES : [type];
  return { groups: types.map((each) => sql`type = ${each}`), rest: is.state };
}

/** An action's id begins with that of its occurrence, so those of a lead are found without an index of their own. */
function ofLead(leadKey: LeadKey): Condition {
  return sql`id in (
    select action.id from occurrences cross join actions as action
    where occurrences.lead_key = ${leadKey}
      and action.id >= occurrences.id || '-' and action.id < occurrences.id || '.')`;
}

/** Whether anything of this workflow is in the log, so that one deleted since is still known by name. */
export async function hasExecutions(db: Db, workflowId: string): Promise<boolean> {
  const row = await db
    .selectFrom('actions')
    .select('id')
    .where('workflow_id', '=', workflowId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

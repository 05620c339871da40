import { sql } from 'kysely';
import type { Condition } from '../index-groups.js';
import { inTimeOrder, within, type Page, type TimeSpan } from '../in-time-order.js';
import type { Db } from '../sqlite.js';
import type { ActionRow } from './actions.js';

/** The next actions that ended undelivered and are kept for replay, the one due last in front. */
export async function deadActions(db: Db, page: Page<string>): Promise<ActionRow[]> {
  const groups = [sql`state = 'dead'`];
  const rest = { bounds: [], carried: [], rest: [] };
  return inTimeOrder<ActionRow, string>(
    db,
    { table: 'actions', time: 'due_at', order: 'newest first', groups, ...rest },
    page,
  );
}

/** The next actions that are done and were answered as if they had failed, the one due last in front. */
export async function doubtfulActions(db: Db, page: Page<string>): Promise<ActionRow[]> {
  const groups = [sql`state = 'done' and reason is not null`];
  const rest = { bounds: [], carried: [], rest: [] };
  return inTimeOrder<ActionRow, string>(
    db,
    { table: 'actions', time: 'due_at', order: 'newest first', groups, ...rest },
    page,
  );
}

/** Which dead letters are meant; null where it does not matter. */
export interface DeadChoice extends TimeSpan {
  /** Deliveries belong to none: with a workflow or an endpoint, they are not meant. */
  readonly workflowId: string | null;
  /** Only actions have one. */
  readonly endpointId: string | null;
  /** A part of the reason, in any case. */
  readonly reason: string | null;
}

/** The ids of dead letters of each kind, an id a line, because there may be hundreds of thousands of them. */
export interface DeadIds {
  readonly actions: string;
  readonly deliveries: string;
  /** As `failureId` makes them. */
  readonly workflows: string;
}

/** The ids of all dead letters that are meant, as they are at this moment. */
export async function deadIds(db: Db, choice: DeadChoice): Promise<DeadIds> {
  const { workflowId, endpointId, reason, from, to } = choice;
  const ofWorkflow = workflowId === null ? [] : [sql<boolean>`+workflow_id = ${workflowId}`];
  const has = (column: string): Condition[] =>
    reason === null ? [] : [sql`instr(lower(${sql.ref(column)}), ${reason.toLowerCase()}) > 0`];
  const actions = [
    sql`state = 'dead'`,
    ...within('due_at', { from, to }),
    ...ofWorkflow,
    ...(endpointId === null ? [] : [sql`+endpoint_id = ${endpointId}`]),
    ...has('reason'),
  ];
  const deliveries = [sql`state = 'dead'`, ...within('received_at', { from, to }), ...has('failure')];
  const workflows = [sql`1`, ...within('at', { from, to }), ...ofWorkflow, ...has('reason')];
  return {
    actions: await idsOf(db, sql`id`, 'actions', actions),
    deliveries:
      workflowId === null && endpointId === null ? await idsOf(db, sql`id`, 'deliveries', deliveries) : '',
    workflows:
      endpointId === null
        ? await idsOf(db, sql`occurrence_id || '~' || workflow_id`, 'workflow_failures', workflows)
        : '',
  };
}

async function idsOf(
  db: Db,
  id: Condition,
  table: 'actions' | 'deliveries' | 'workflow_failures',
  conditions: readonly Condition[],
): Promise<string> {
  const { rows } = await sql<{ ids: string | null }>`
    select group_concat(${id}, char(10)) as ids from ${sql.table(table)}
    where ${sql.join(conditions, sql` and `)}
  `.execute(db);
  return rows[0]?.ids ?? '';
}

import { sql } from 'kysely';
import { is, type Condition } from '../index-groups.js';
import type { StoredAction } from '../../ports/actions.js';
import { OF_A_TEST } from '../../ports/cause.js';
import type { DeadChoice, DeadIds, DoubtfulChoice } from '../../ports/dead-letters.js';
import type { Page } from '../../ports/lists.js';
import { keyOfTarget } from '../../target-key.js';
import { actionsOf, type ActionRow } from '../action-rows.js';
import { inTimeOrder, within } from '../in-time-order.js';
import { contains, dialectOf, unindexed } from '../dialect.js';
import type { Connection } from '../many-rows.js';

/** The next actions that ended undelivered and are kept for replay, the one due last in front. */
export async function deadActions(db: Connection, page: Page<string>): Promise<StoredAction[]> {
  const groups = [sql`state = 'dead'`];
  const rest = { bounds: [], carried: [], rest: [] };
  const list = { table: 'actions', time: 'due_at', order: 'newest first', groups, ...rest } as const;
  return actionsOf(await inTimeOrder<ActionRow, string>(db, list, page));
}

/** The next of those that are meant, the one due first in front. */
export async function oldestDeadActions(
  db: Connection,
  { workflowId, target, reason, from, to }: DeadChoice,
  page: Page<string>,
): Promise<StoredAction[]> {
  const groups = [sql`state = 'dead'`];
  const bounds = within('due_at', { from, to });
  const rest = [
    ...(workflowId === null ? [] : [is('candidates.workflow_id', workflowId)]),
    ...(target === null ? [] : [is('entry.endpoint_id', keyOfTarget(target))]),
    ...(reason === null ? [] : [contains(db, 'entry.reason', reason)]),
  ];
  const found = { groups, bounds, carried: ['workflow_id'], rest };
  const list = { table: 'actions', time: 'due_at', order: 'oldest first', ...found } as const;
  return actionsOf(await inTimeOrder<ActionRow, string>(db, list, page));
}

/** The next actions that are done and were answered as if they had failed, but no tests, the one due last in front. */
export async function doubtfulActions(
  db: Connection,
  { target }: DoubtfulChoice,
  page: Page<string>,
): Promise<StoredAction[]> {
  const groups = [sql`state = 'done' and reason is not null`];
  // A test that failed is done as well, and whoever made it knows.
  const isNoTest = sql`not (entry.workflow_id = ${OF_A_TEST.workflowId} and entry.action_id = ${OF_A_TEST.actionId})`;
  const ofTarget = target === null ? [] : [is('entry.endpoint_id', keyOfTarget(target))];
  const rest = { bounds: [], carried: [], rest: [isNoTest, ...ofTarget] };
  const list = { table: 'actions', time: 'due_at', order: 'newest first', groups, ...rest } as const;
  return actionsOf(await inTimeOrder<ActionRow, string>(db, list, page));
}

/** The ids of all dead letters that are meant, as they are at this moment. */
export async function deadIds(db: Connection, choice: DeadChoice): Promise<DeadIds> {
  const { workflowId, target, reason, from, to } = choice;
  const ofWorkflow =
    workflowId === null ? [] : [sql<boolean>`${unindexed(db, 'workflow_id')} = ${workflowId}`];
  const has = (column: string): Condition[] => (reason === null ? [] : [contains(db, column, reason)]);
  const actions = [
    sql`state = 'dead'`,
    ...within('due_at', { from, to }),
    ...ofWorkflow,
    ...(target === null ? [] : [sql`${unindexed(db, 'endpoint_id')} = ${keyOfTarget(target)}`]),
    ...has('reason'),
  ];
  const deliveries = [sql`state = 'dead'`, ...within('received_at', { from, to }), ...has('failure')];
  const workflows = [sql`1 = 1`, ...within('at', { from, to }), ...ofWorkflow, ...has('reason')];
  return {
    actions: await idsOf(db, 'id', 'actions', actions),
    deliveries: workflowId === null && target === null ? await idsOf(db, 'id', 'deliveries', deliveries) : '',
    workflows:
      target === null
        ? await idsOf(db, `occurrence_id || '~' || workflow_id`, 'workflow_failures', workflows)
        : '',
  };
}

async function idsOf(
  db: Connection,
  id: string,
  table: 'actions' | 'deliveries' | 'workflow_failures',
  conditions: readonly Condition[],
): Promise<string> {
  const { rows } = await sql<{ ids: string | null }>`
    select ${sql.raw(dialectOf(db).lines(id))} as ids from ${sql.table(table)}
    where ${sql.join(conditions, sql` and `)}
  `.execute(db);
  return rows[0]?.ids ?? '';
}

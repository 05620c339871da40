import { sql, type Selectable, type Transaction } from 'kysely';
import { insertAll } from '../many-rows.js';
import type { Schema, WorkflowFailureTable } from '../schema.js';
import type { Db } from '../sqlite.js';

export type WorkflowFailure = Selectable<WorkflowFailureTable>;

export async function recordWorkflowFailures(
  tx: Transaction<Schema>,
  failures: readonly WorkflowFailure[],
): Promise<void> {
  await insertAll(tx, 'workflow_failures', failures);
}

export async function findWorkflowFailure(
  db: Db | Transaction<Schema>,
  { occurrenceId, workflowId }: { occurrenceId: string; workflowId: string },
): Promise<WorkflowFailure | undefined> {
  return db
    .selectFrom('workflow_failures')
    .selectAll()
    .where('occurrence_id', '=', occurrenceId)
    .where('workflow_id', '=', workflowId)
    .executeTakeFirst();
}

/** The next failures, those of the latest occurrences first. */
export async function workflowFailures(
  db: Db,
  { after, limit }: { after: Pick<WorkflowFailure, 'occurrence_id' | 'workflow_id'> | null; limit: number },
): Promise<WorkflowFailure[]> {
  const all = db.selectFrom('workflow_failures').selectAll();
  const below =
    after === null
      ? all
      : all.where(
          sql<boolean>`(occurrence_id, workflow_id) < (${after.occurrence_id}, ${after.workflow_id})`,
        );
  return below.orderBy('occurrence_id', 'desc').orderBy('workflow_id', 'desc').limit(limit).execute();
}

/** The workflow has been played again: it has not failed any more. */
export async function endWorkflowFailure(
  tx: Transaction<Schema>,
  { occurrence_id, workflow_id }: Pick<WorkflowFailure, 'occurrence_id' | 'workflow_id'>,
): Promise<void> {
  await tx
    .deleteFrom('workflow_failures')
    .where('occurrence_id', '=', occurrence_id)
    .where('workflow_id', '=', workflow_id)
    .execute();
}

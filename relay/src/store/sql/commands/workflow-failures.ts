import { sql } from 'kysely';
import type { FailurePlace, WorkflowFailure } from '../../ports/occurrences.js';
import { named } from '../columns.js';
import { insertAll, type Connection } from '../many-rows.js';

const COLUMNS = named(['occurrence_id', 'workflow_id', 'at', 'reason']);

export async function recordWorkflowFailures(
  db: Connection,
  failures: readonly WorkflowFailure[],
): Promise<void> {
  await insertAll(db, 'workflow_failures', failures);
}

export async function findWorkflowFailure(
  db: Connection,
  { occurrenceId, workflowId }: FailurePlace,
): Promise<WorkflowFailure | undefined> {
  return db
    .selectFrom('workflow_failures')
    .select(COLUMNS)
    .where('occurrence_id', '=', occurrenceId)
    .where('workflow_id', '=', workflowId)
    .executeTakeFirst();
}

/** The next failures, those of the latest occurrences first. */
export async function workflowFailures(
  db: Connection,
  { after, limit }: { after: FailurePlace | null; limit: number },
): Promise<WorkflowFailure[]> {
  const all = db.selectFrom('workflow_failures').select(COLUMNS);
  const below =
    after === null
      ? all
      : all.where(sql<boolean>`(occurrence_id, workflow_id) < (${after.occurrenceId}, ${after.workflowId})`);
  return below.orderBy('occurrence_id', 'desc').orderBy('workflow_id', 'desc').limit(limit).execute();
}

/** The workflow has been played again: it has not failed any more. */
export async function endWorkflowFailure(
  db: Connection,
  { occurrenceId, workflowId }: FailurePlace,
): Promise<void> {
  await db
    .deleteFrom('workflow_failures')
    .where('occurrence_id', '=', occurrenceId)
    .where('workflow_id', '=', workflowId)
    .execute();
}

import type { WorkflowFailureTable } from './schema.js';

/** The id under which a workflow's failure stands among the dead letters, beside those of actions and deliveries. */
export function failureId({
  occurrence_id,
  workflow_id,
}: Pick<WorkflowFailureTable, 'occurrence_id' | 'workflow_id'>): string {
  return `${occurrence_id}~${workflow_id}`;
}

/** The failure that has this id; null for the ids of actions and deliveries. */
export function failureOf(id: string): { occurrenceId: string; workflowId: string } | null {
  const [, occurrenceId, workflowId] = /^([^~]+)~(.+)$/s.exec(id) ?? [];
  return occurrenceId === undefined || workflowId === undefined ? null : { occurrenceId, workflowId };
}

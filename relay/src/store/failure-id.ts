import type { FailurePlace } from './ports/occurrences.js';

/** The id under which a workflow's failure stands among the dead letters, beside those of actions and deliveries. */
export function failureId({ occurrenceId, workflowId }: FailurePlace): string {
  return `${occurrenceId}~${workflowId}`;
}

/** The failure that has this id; null for the ids of actions and deliveries. */
export function failureOf(id: string): FailurePlace | null {
  const [, occurrenceId, workflowId] = /^([^~]+)~(.+)$/s.exec(id) ?? [];
  return occurrenceId === undefined || workflowId === undefined ? null : { occurrenceId, workflowId };
}

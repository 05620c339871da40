import { iso } from '../iso.js';
import type { ActionRow } from '../store/commands/actions.js';

/** An action in the lists of what failed, or may have, with the reason why. */
export function failedAction(row: ActionRow) {
  return {
    id: row.id,
    occurrenceId: row.occurrence_id,
    workflowId: row.workflow_id,
    endpointId: row.endpoint_id,
    dueAt: iso(row.due_at),
    attempts: row.attempts,
    reason: row.reason,
  };
}

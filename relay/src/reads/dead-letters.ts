import { iso } from '../iso.js';
import {
  deadActions,
  deadIds as idsOf,
  type DeadChoice,
  type DeadIds,
} from '../store/commands/dead-letters.js';
import { deadDeliverySummaries } from '../store/commands/delivery-lists.js';
import { workflowFailures, type WorkflowFailure } from '../store/commands/workflow-failures.js';
import { failureId } from '../store/failure-id.js';
import type { Place } from '../store/in-time-order.js';
import { writeCursor } from './cursor.js';
import { deliveryEntry } from './deliveries.js';
import { failedAction } from './failed-action.js';
import type { Read } from './tools.js';

/** How far each of the lists has been read. */
export interface DeadLetterPlace {
  readonly action: Place<string>;
  /** The number of a delivery. */
  readonly delivery: number;
  readonly workflow: Pick<WorkflowFailure, 'occurrence_id' | 'workflow_id'>;
}

/** Behind the last of a list: nothing was due before, no delivery has a lower number, and no id is shorter. */
const END: DeadLetterPlace = {
  action: { at: -1, id: '' },
  delivery: 0,
  workflow: { occurrence_id: '', workflow_id: '' },
};

/**
 * A page of each list of what failed and is kept for replay: actions that ended undelivered, deliveries that could not be
 * processed, and workflows that failed with an error in an occurrence.
 */
export const deadLetters = (async ({ db, signal }, { after, limit }) => {
  const actions = await deadActions(db, { after: after?.action ?? null, limit: limit + 1, signal });
  const deliveries = await deadDeliverySummaries(db, { after: after?.delivery ?? null, limit: limit + 1 });
  const workflows = await workflowFailures(db, { after: after?.workflow ?? null, limit: limit + 1 });
  const lastAction = actions.length > limit ? actions[limit - 1] : undefined;
  const lastDelivery = deliveries.length > limit ? deliveries[limit - 1] : undefined;
  const lastWorkflow = workflows.length > limit ? workflows[limit - 1] : undefined;
  const workflow = lastWorkflow ?? END.workflow;
  const next = [
    ...(lastAction === undefined ? [END.action.at, END.action.id] : [lastAction.due_at, lastAction.id]),
    lastDelivery?.seq ?? END.delivery,
    workflow.occurrence_id,
    workflow.workflow_id,
  ];
  const isLast = [lastAction, lastDelivery, lastWorkflow].every((last) => last === undefined);
  return {
    actions: actions.slice(0, limit).map(failedAction),
    deliveries: deliveries.slice(0, limit).map(deliveryEntry),
    workflows: workflows.slice(0, limit).map((row) => ({
      id: failureId(row),
      occurrenceId: row.occurrence_id,
      workflowId: row.workflow_id,
      at: iso(row.at),
      reason: row.reason,
    })),
    next: isLast ? null : writeCursor(next),
  };
}) satisfies Read<{ after: DeadLetterPlace | null; limit: number }, unknown>;

/** The ids of the dead letters that are meant. */
export const deadIds = (({ db }, { choice }) => idsOf(db, choice)) satisfies Read<
  { choice: DeadChoice },
  DeadIds
>;

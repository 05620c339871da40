import { iso } from '../iso.js';
import { failureId } from '../store/failure-id.js';
import { writeCursor } from './cursor.js';
import { deliveryEntry } from './deliveries.js';
import { failedActions } from './failed-action.js';
import type { Read } from './tools.js';
import type { DeadChoice, DeadIds } from '../store/ports/dead-letters.js';
import type { WorkflowFailure } from '../store/ports/occurrences.js';
import type { Place } from '../store/ports/lists.js';

/** How far each of the lists has been read. */
export interface DeadLetterPlace {
  readonly action: Place<string>;
  /** The number of a delivery. */
  readonly delivery: number;
  readonly workflow: Pick<WorkflowFailure, 'occurrenceId' | 'workflowId'>;
}

/** Behind the last of a list: nothing was due before, no delivery has a lower number, and no id is shorter. */
const END: DeadLetterPlace = {
  action: { at: -1, id: '' },
  delivery: 0,
  workflow: { occurrenceId: '', workflowId: '' },
};

/**
 * A page of each list of what failed and is kept for replay: actions that ended undelivered, deliveries that could not be
 * processed, and workflows that failed with an error in an occurrence.
 */
export const deadLetters = (async (tools, { after, limit }) => {
  const { store, signal } = tools;
  const actions = await store.deadLetters.actions({ after: after?.action ?? null, limit: limit + 1, signal });
  const deliveries = await store.intake.deadSummaries({ after: after?.delivery ?? null, limit: limit + 1 });
  const workflows = await store.occurrences.failures({ after: after?.workflow ?? null, limit: limit + 1 });
  const lastAction = actions.length > limit ? actions[limit - 1] : undefined;
  const lastDelivery = deliveries.length > limit ? deliveries[limit - 1] : undefined;
  const lastWorkflow = workflows.length > limit ? workflows[limit - 1] : undefined;
  const workflow = lastWorkflow ?? END.workflow;
  const next = [
    ...(lastAction === undefined ? [END.action.at, END.action.id] : [lastAction.dueAt, lastAction.id]),
    lastDelivery?.seq ?? END.delivery,
    workflow.occurrenceId,
    workflow.workflowId,
  ];
  const isLast = [lastAction, lastDelivery, lastWorkflow].every((last) => last === undefined);
  return {
    actions: await failedActions(tools, actions.slice(0, limit)),
    deliveries: deliveries.slice(0, limit).map(deliveryEntry),
    workflows: workflows.slice(0, limit).map((row) => ({
      id: failureId(row),
      occurrenceId: row.occurrenceId,
      workflowId: row.workflowId,
      at: iso(row.at),
      reason: row.reason,
    })),
    next: isLast ? null : writeCursor(next),
  };
}) satisfies Read<{ after: DeadLetterPlace | null; limit: number }, unknown>;

/** The ids of the dead letters that are meant. */
export const deadIds = (({ store }, { choice }) => store.deadLetters.ids(choice)) satisfies Read<
  { choice: DeadChoice },
  DeadIds
>;

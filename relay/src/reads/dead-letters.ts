import { iso } from '../iso.js';
import { deadActions } from '../store/commands/dead-letters.js';
import { deadDeliverySummaries } from '../store/commands/delivery-lists.js';
import type { Place } from '../store/in-time-order.js';
import { writeCursor } from './cursor.js';
import { deliveryEntry } from './deliveries.js';
import type { Read } from './tools.js';

/** How far either list has been read. */
export interface DeadLetterPlace {
  readonly action: Place<string>;
  /** The number of a delivery. */
  readonly delivery: number;
}

/** Behind the last of a list: nothing was due before, and no delivery has a lower number. */
const END: DeadLetterPlace = { action: { at: -1, id: '' }, delivery: 0 };

/** A page of both lists of what ended undelivered: of actions, and of deliveries that could not be processed. */
export const deadLetters = (async ({ db, signal }, { after, limit }) => {
  const actions = await deadActions(db, { after: after?.action ?? null, limit: limit + 1, signal });
  const deliveries = await deadDeliverySummaries(db, { after: after?.delivery ?? null, limit: limit + 1 });
  const lastAction = actions.length > limit ? actions[limit - 1] : undefined;
  const lastDelivery = deliveries.length > limit ? deliveries[limit - 1] : undefined;
  const next = [
    ...(lastAction === undefined ? [END.action.at, END.action.id] : [lastAction.due_at, lastAction.id]),
    lastDelivery?.seq ?? END.delivery,
  ];
  return {
    actions: actions.slice(0, limit).map((row) => ({
      id: row.id,
      occurrenceId: row.occurrence_id,
      workflowId: row.workflow_id,
      endpointId: row.endpoint_id,
      dueAt: iso(row.due_at),
      attempts: row.attempts,
      reason: row.reason,
    })),
    deliveries: deliveries.slice(0, limit).map(deliveryEntry),
    next: lastAction === undefined && lastDelivery === undefined ? null : writeCursor(next),
  };
}) satisfies Read<{ after: DeadLetterPlace | null; limit: number }, unknown>;

import { toCallEvent } from '@convoso-connect/core';
import type { AdmitQuestion } from '@convoso-connect/core/relay-client';
import type { ItemEvent } from '../shared/item-event';
import { occurrenceOf } from './decide-item';

/** An event as the relay takes it. What is not known of the lead here, the relay knows itself. */
export function asCallEvent(event: ItemEvent): AdmitQuestion['event'] {
  const { id, receivedAt, snapshot, notes } = event;
  const { kinds, leadAction } = occurrenceOf(event, null, receivedAt);
  const shown = toCallEvent({ id, receivedAt, kinds, snapshot, notes });
  // A call event has no place of its own for it.
  if (leadAction === null) return { ...shown, kinds: [...kinds] };
  return { ...shown, kinds: [...kinds], custom: { ...shown.custom, lead_action: leadAction } };
}

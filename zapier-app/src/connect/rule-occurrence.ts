import { randomUUID } from 'node:crypto';
import { createOccurrence, type Occurrence } from '@convoso-connect/core';
import { readCallEventInputs } from '../fields/call-event-inputs.js';
import { textInput, type Inputs } from '../inputs.js';

/** What happened, by the form; where nobody said what, the values tell. */
export function occurrenceOf(inputs: Inputs): {
  readonly occurrence: Occurrence;
  /** Whether the event has an id of its own, by which it is known again. */
  readonly isNamed: boolean;
} {
  const { id, receivedAt, kinds, snapshot } = readCallEventInputs(inputs);
  const leadAction = textInput(inputs, 'leadAction') || null;
  const name = textInput(inputs, 'eventId') || (id ?? '');
  const occurrence = createOccurrence({
    id: name || randomUUID(),
    hookId: 'zapier',
    receivedAt: receivedAt ?? Date.now(),
    snapshot,
    declared: kinds.length === 0 ? 'infer' : { kinds, leadAction },
    lead: null,
    call: null,
  });
  return { occurrence, isNamed: name !== '' };
}

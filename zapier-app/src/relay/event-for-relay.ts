import { ConnectError, toCallEvent, type Occurrence } from '@convoso-connect/core';
import type { AdmitQuestion } from '@convoso-connect/core/relay-client';

/**
 * What happened, as the relay takes it from a program.
 *
 * @param isNamed whether it has an id of its own, by which a run that is repeated is known from another call
 * @throws {ConnectError} CALL_EVENT_WITHOUT_ID
 */
export function eventForRelay({
  occurrence,
  isNamed,
}: {
  readonly occurrence: Occurrence;
  readonly isNamed: boolean;
}): AdmitQuestion['event'] {
  if (!isNamed) {
    throw new ConnectError(
      'CALL_EVENT_WITHOUT_ID',
      'This call event has no ID, so that the relay could not tell a run that is repeated from another call.',
      'Map Event JSON of the trigger into Call Event, or ID of the trigger into Call Event ID.',
    );
  }
  const { id, receivedAt, kinds, snapshot, leadAction } = occurrence;
  const whole = { id, receivedAt, kinds, snapshot: withLeadAction(snapshot, leadAction), notes: [] };
  // Core's records have no prototype; what leaves is plain JSON.
  return JSON.parse(JSON.stringify(toCallEvent(whole, []))) as AdmitQuestion['event'];
}

/** The relay reads the action taken on a lead where a delivery has it. */
function withLeadAction(snapshot: Occurrence['snapshot'], leadAction: string | null): Occurrence['snapshot'] {
  if (leadAction === null) return snapshot;
  return { ...snapshot, custom: { ...snapshot.custom, lead_action: leadAction } };
}

import {
  createOccurrence,
  readField,
  textOf,
  toCallEvent,
  zonedTime,
  type AccountStatus,
  type CallEvent,
  type DeclaredKinds,
  type ReadingNote,
  type Snapshot,
} from '@convoso-connect/core';

export interface Seen {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly snapshot: Snapshot;
  readonly notes?: readonly ReadingNote[];
  readonly declared: DeclaredKinds | 'infer';
  /** The account's zone, in which its wall times are. */
  readonly timeZone?: string;
  /** What the event is not sure of, in words. */
  readonly doubt?: string;
}

/** A call event as steps give it out: with the whole of it as one text for one field, and what no name of Convoso's says. */
export interface GivenEvent extends CallEvent {
  /** When the call was, with the offset of the account's zone; empty where the event does not say. */
  readonly called_at: string;
  /** Empty where there is none. */
  readonly doubt: string;
  readonly event_json: string;
}

/**
 * The call event that every trigger gives out, in the shape that n8n and the relay's subscriptions share. Zapier keeps
 * nothing between runs, so what a lead or call was before is not known: a redisposition shows as a disposition.
 */
export function callEventOf(
  { id, at, snapshot, notes = [], declared, timeZone, doubt = '' }: Seen,
  statuses: readonly AccountStatus[],
): GivenEvent {
  const { kinds } = createOccurrence({
    id,
    hookId: 'zapier',
    receivedAt: at,
    snapshot,
    declared,
    lead: null,
    call: null,
  });
  // Core's records have no prototype; what leaves the app is plain JSON.
  const event_json = JSON.stringify(toCallEvent({ id, receivedAt: at, kinds, snapshot, notes }, statuses));
  const date = textOf(readField(snapshot, 'callLog', 'call_date') ?? '');
  const called_at = timeZone === undefined ? '' : zonedTime(date, timeZone);
  return { ...(JSON.parse(event_json) as CallEvent), called_at, doubt, event_json };
}

import {
  createOccurrence,
  toCallEvent,
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
}

/**
 * The call event that every trigger gives out, in the shape that n8n and the relay's subscriptions share. Zapier keeps
 * nothing between runs, so what a lead or call was before is not known: a redisposition shows as a disposition.
 */
export function callEventOf(
  { id, at, snapshot, notes = [], declared }: Seen,
  statuses: readonly AccountStatus[],
): CallEvent {
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
  return JSON.parse(
    JSON.stringify(toCallEvent({ id, receivedAt: at, kinds, snapshot, notes }, statuses)),
  ) as CallEvent;
}

import { toCallEvent, type AccountStatus, type Occurrence } from '@convoso-connect/core';
import type { AnswerOf, RelayApi, Topic } from '@convoso-connect/core/relay-contract';
import { iso } from '../iso.js';
import { alarmEntry } from '../reads/alarms.js';
import type { StoredAlarm } from '../store/ports/alarms.js';

/** One event as it is delivered, and as it stands in a list of samples. */
export type DeliveredEvent = AnswerOf<RelayApi['subscriptions']['samples']>['samples'][number];

/** What happened, before it is known for whom it is. */
export interface NewEvent {
  /** Counts up with time, and is the same for all who are told. */
  readonly id: string;
  readonly type: Topic;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly data: DeliveredEvent['data'];
}

/** Whom it is for: which subscription, and the how-manieth of its events it is; 0 in a list of samples. */
export interface Addressed {
  readonly subscriptionId: string;
  readonly sequence: number;
}

/** The one shape in which events leave the relay. */
export function deliveredEvent(
  { id, type, at, data }: NewEvent,
  { subscriptionId, sequence }: Addressed,
): DeliveredEvent {
  return { id, type, sequence, subscriptionId, timestamp: iso(at), data } as DeliveredEvent;
}

/** A call event is called like its occurrence. */
export function callEventOf(
  { id, receivedAt, kinds, snapshot, notes }: Occurrence,
  statuses: readonly AccountStatus[],
): NewEvent {
  const input = { id, receivedAt, kinds, snapshot, ...(notes !== undefined && { notes }) };
  return { id, type: 'call.event', at: receivedAt, data: toCallEvent(input, statuses) };
}

export function alarmEventOf(alarm: StoredAlarm, { id, at }: Pick<NewEvent, 'id' | 'at'>): NewEvent {
  return { id, type: 'alarm.changed', at, data: alarmEntry(alarm) };
}

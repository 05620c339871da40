import { isEmpty, nullRecord, textOf, type FieldValues } from '../fields/value.js';
import type { Snapshot } from '../payload/snapshot.js';
import { comparableTime } from '../time/date-text.js';

/** What is known of a lead from everything delivered so far. Plain data: wrappers store it as JSON. */
export interface LeadState {
  /** The last status code delivered, on the lead or on a call; null when none is known. */
  readonly status: string | null;
  /** Lead fields as last delivered, by field name. */
  readonly fields: FieldValues;
  /** The newest call_date applied, as {@link comparableTime}; null before the first. One in the future does not count. */
  readonly callTime: number | null;
  /** When this state last changed, in epoch milliseconds. */
  readonly updatedAt: number;
}

/** What is known of one call: the last disposition it was given (empty where no code came), or null while it has none. */
export interface CallState {
  readonly disposition: string | null;
}

/** The status code that a delivery carries: the call's before the lead's (domain-facts D.2). */
export function deliveredStatus(snapshot: Snapshot): string | null {
  const value = snapshot.callLog['status'] ?? snapshot.lead['status'];
  return value === undefined || isEmpty(value) ? null : textOf(value).trim();
}

/** A call is dated by the clock of the account, which in no zone is ahead of ours by more than this. */
const MOST_AHEAD_MS = 24 * 60 * 60_000;

/** Whether a delivery tells of an older call than one already known, and so must not overwrite what is newer. */
export function isOutOfDate(snapshot: Snapshot, state: LeadState | null): boolean {
  const time = callTimeOf(snapshot);
  const known = state === null ? null : believable(state.callTime, state.updatedAt);
  return time !== null && known !== null && time < known;
}

/** A call dated in the future tells nothing of its time: believed, it would keep every later call from being taken up. */
function believable(callTime: number | null, toldAt: number): number | null {
  return callTime !== null && callTime <= toldAt + MOST_AHEAD_MS ? callTime : null;
}

/**
 * The lead's state after a delivery (domain-facts J.44): absent fields stay as they are, empty ones are cleared,
 * and an older call changes nothing.
 */
export function updateLeadState(state: LeadState | null, snapshot: Snapshot, receivedAt: number): LeadState {
  if (state !== null && isOutOfDate(snapshot, state)) return state;
  const fields = nullRecord(Object.entries(state?.fields ?? {}));
  for (const [name, value] of Object.entries(snapshot.lead)) {
    if (isEmpty(value)) delete fields[name];
    else fields[name] = value;
  }
  const statusDelivered = 'status' in snapshot.callLog || 'status' in snapshot.lead;
  return {
    status: statusDelivered ? deliveredStatus(snapshot) : (state?.status ?? null),
    fields,
    callTime: believable(callTimeOf(snapshot), receivedAt) ?? believable(state?.callTime ?? null, receivedAt),
    updatedAt: receivedAt,
  };
}

function callTimeOf(snapshot: Snapshot): number | null {
  const value = snapshot.callLog['call_date'];
  return value === undefined ? null : comparableTime(textOf(value));
}

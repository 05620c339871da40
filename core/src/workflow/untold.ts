import { isDisposition } from '../disposition/states.js';
import type { OccurrenceKind } from '../occurrence/kinds.js';
import type { Occurrence } from '../occurrence/occurrence.js';
import { hasCall } from '../payload/snapshot.js';
import { undelivered } from './missing-field.js';
import { notDelivered, type Finding } from './verdict.js';

/** Another kind a hook has said, and then what it delivers is nothing else. */
const TOLD_BY_STATUS: readonly OccurrenceKind[] = ['disposition', 'redisposition', 'leadStatus'];

/** A call of which no status was delivered, so that it may have had a disposition. An empty one is an answer. */
export function isCallWithoutStatus(occurrence: Occurrence): boolean {
  return hasCall(occurrence.snapshot) && isWithoutStatus(occurrence);
}

/** Nothing was delivered of the status, so that it may have changed. */
export function isWithoutStatus({ kinds, snapshot }: Occurrence): boolean {
  const isDelivered = 'status' in snapshot.callLog || 'status' in snapshot.lead;
  return !isDelivered && kinds.every((kind) => kind === 'termReason');
}

/** A call that is over, and of which no term reason was delivered. */
export function isEndWithoutReason({ kinds, status, snapshot }: Occurrence): boolean {
  if (!hasCall(snapshot) || 'term_reason' in snapshot.callLog) return false;
  const isOver = status === null || isDisposition(status);
  return isOver && kinds.every((kind) => TOLD_BY_STATUS.includes(kind));
}

/** What an event that goes by the status says of a delivery without one. */
export function statusUntold(occurrence: Occurrence): Finding {
  const finding = undelivered({ field: 'status' }, occurrence);
  if (!hasCall(occurrence.snapshot) || finding.reason !== notDelivered('status')) return finding;
  const reason = "the call came without its status: map Status (Disposition) in Convoso's Adaptor";
  return { ...finding, reason };
}

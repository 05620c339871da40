import { isDisposition } from '../disposition/states.js';
import { isKey } from '../fields/placeholder.js';
import { isEmpty, textOf } from '../fields/value.js';
import { hasCall, readField, type Snapshot } from '../payload/snapshot.js';
import type { ReadingNote } from '../payload/notes.js';
import type { OccurrenceKind } from './kinds.js';
import { leadKeyOf, type LeadKey } from './lead-key.js';
import { deliveredStatus, isOutOfDate, type CallState, type LeadState } from './lead-state.js';

/** What one delivery says happened. A value: the same delivery and the same prior state give the same occurrence. */
export interface Occurrence {
  /** The id that the catch hook answered with; it names delivery and occurrence alike. */
  readonly id: string;
  readonly hookId: string;
  /** When the delivery arrived, in epoch milliseconds; all guards count by this time. */
  readonly receivedAt: number;
  readonly kinds: readonly OccurrenceKind[];
  /** The value of `?event=leadAction:<value>`, when the delivery named one. */
  readonly leadAction: string | null;
  readonly leadKey: LeadKey | null;
  readonly snapshot: Snapshot;
  /** What reading the delivery repaired, dropped or did not understand; absent where there is nothing to tell. */
  readonly notes?: readonly ReadingNote[];
  /** The status code delivered; null when none was, or it was empty. */
  readonly status: string | null;
  /** The lead's status before this delivery; null when not known. */
  readonly previousStatus: string | null;
}

/** The kinds that hold whatever the values say: a hook's `occurrence` setting, or one delivery's `?event=`. */
export interface DeclaredKinds {
  readonly kinds: readonly OccurrenceKind[];
  readonly leadAction: string | null;
}

export interface OccurrenceInput {
  readonly id: string;
  readonly hookId: string;
  readonly receivedAt: number;
  readonly snapshot: Snapshot;
  readonly notes?: readonly ReadingNote[];
  /** `'infer'`: from the values and from what is known of lead and call. */
  readonly declared: DeclaredKinds | 'infer';
  readonly lead: LeadState | null;
  readonly call: CallState | null;
}

export function createOccurrence(input: OccurrenceInput): Occurrence {
  const { snapshot, declared, notes = [] } = input;
  return {
    id: input.id,
    hookId: input.hookId,
    receivedAt: input.receivedAt,
    kinds: declared === 'infer' ? inferKinds(input) : completeDeclared(declared.kinds, input.call),
    leadAction: declared === 'infer' ? null : declared.leadAction,
    leadKey: leadKeyOf(snapshot),
    snapshot,
    ...(notes.length === 0 ? {} : { notes }),
    status: deliveredStatus(snapshot),
    previousStatus: input.lead?.status ?? null,
  };
}

/**
 * The kinds that the values tell of (config-format, "Hook"; domain-facts J.11, J.27, J.39). A delivery about an
 * older call than the lead's newest still has its disposition and term reason, but compares with a status that was
 * set later, so it is no status change.
 */
function inferKinds({ snapshot, lead, call }: OccurrenceInput): OccurrenceKind[] {
  const kinds: OccurrenceKind[] = [];
  const status = deliveredStatus(snapshot);
  if (status !== null && isDisposition(status) && hasCall(snapshot)) {
    kinds.push('disposition');
    if (hadDisposition(call)) kinds.push('redisposition');
  }
  if (status !== null && !sameCode(status, lead?.status ?? null) && !isOutOfDate(snapshot, lead)) {
    kinds.push('leadStatus');
  }
  if (hasTermReason(snapshot)) kinds.push('termReason');
  return kinds;
}

/** A redisposition is a disposition too, and a declared disposition is a redisposition where the call had one (J.27). */
function completeDeclared(declared: readonly OccurrenceKind[], call: CallState | null): OccurrenceKind[] {
  const kinds = new Set(declared);
  if (kinds.has('redisposition')) kinds.add('disposition');
  if (kinds.has('disposition') && hadDisposition(call)) kinds.add('redisposition');
  return [...kinds];
}

/** The state of the call after this occurrence. */
export function updateCallState(state: CallState | null, occurrence: Occurrence): CallState {
  const disposed = occurrence.kinds.includes('disposition');
  const before = state?.disposition ?? null;
  return { disposition: disposed ? (occurrence.status ?? before ?? '') : before };
}

/** The call that a delivery is about, or null where it names none, 0 or what is no id and many calls would share. */
export function callLogIdOf(snapshot: Snapshot): string | null {
  const value = readField(snapshot, 'callLog', 'call_log_id');
  const id = textOf(value ?? '').trim();
  return isKey(id) && !/^0+$/.test(id) ? id : null;
}

function hadDisposition(call: CallState | null): boolean {
  return call !== null && call.disposition !== null;
}

/** NONE also marks calls still running or never connected (domain-facts C.5), so it is no reason. */
function hasTermReason(snapshot: Snapshot): boolean {
  const value = snapshot.callLog['term_reason'];
  return value !== undefined && !isEmpty(value) && textOf(value).trim().toUpperCase() !== 'NONE';
}

function sameCode(a: string, b: string | null): boolean {
  return b !== null && a.trim().toUpperCase() === b.trim().toUpperCase();
}

import { decodeDisposition, type DecodedDisposition } from '../disposition/decode.js';
import type { AccountStatus } from '../disposition/flags.js';
import { isDisposition } from '../disposition/states.js';
import { nullRecord, textOf, type FieldValues } from '../fields/value.js';
import type { OccurrenceKind } from '../occurrence/kinds.js';
import { isoText } from '../time/instant.js';
import type { ReadingNote } from './notes.js';
import { readField, readFlat, type Snapshot } from './snapshot.js';

/**
 * What happened, in the one shape that n8n, Zapier and subscriptions share: Convoso's names inside, one envelope
 * outside. `lead`, `call`, `extra` and `custom` are always there and hold what was delivered; each value stands
 * once, a name that lead and call share where domain-facts D.2 puts it.
 */
export interface CallEvent {
  readonly id: string;
  /** ISO 8601 in UTC. */
  readonly received_at: string;
  readonly kinds: readonly OccurrenceKind[];
  /** The lead's id is `lead_id` here. */
  readonly lead: FieldValues;
  readonly call: FieldValues;
  readonly extra: FieldValues;
  readonly custom: FieldValues;
  /** Null when no status was delivered, or one that is a state and no disposition (domain-facts J.39). */
  readonly disposition: CallEventDisposition | null;
  /** What reading it repaired, dropped or did not understand, one sentence each; empty where all was as it should be. */
  readonly notes: readonly ReadingNote[];
}

/** The part of a decoded disposition that a call event shows. */
export type CallEventDisposition = Pick<
  DecodedDisposition,
  'code' | 'name' | 'group' | 'known' | 'flags' | 'flags_from'
>;

export interface CallEventInput {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  readonly kinds: readonly OccurrenceKind[];
  readonly snapshot: Snapshot;
  readonly notes?: readonly ReadingNote[];
}

/** Shows an occurrence as people see it; `statuses` is the account's own table, if it has one. */
export function toCallEvent(input: CallEventInput, statuses: readonly AccountStatus[] = []): CallEvent {
  const { snapshot } = input;
  return {
    id: input.id,
    received_at: isoText(input.receivedAt),
    kinds: [...input.kinds],
    lead: leadOf(snapshot),
    call: callOf(snapshot),
    extra: nullRecord(Object.entries(snapshot.extra)),
    custom: nullRecord(Object.entries(snapshot.custom)),
    disposition: dispositionOf(snapshot, statuses),
    notes: [...(input.notes ?? [])],
  };
}

function leadOf(snapshot: Snapshot): FieldValues {
  const id = readField(snapshot, 'lead', 'id');
  const fields = Object.entries(snapshot.lead).filter(([name]) => name !== 'id');
  return nullRecord(id === undefined ? fields : [['lead_id', id], ...fields]);
}

/** The call's `lead_id` stands on the lead, unless a hook's map made the two differ. */
function callOf(snapshot: Snapshot): FieldValues {
  const id = textOf(readField(snapshot, 'lead', 'id') ?? '');
  const fields = Object.entries(snapshot.callLog);
  return nullRecord(fields.filter(([name, value]) => name !== 'lead_id' || textOf(value) !== id));
}

function dispositionOf(snapshot: Snapshot, statuses: readonly AccountStatus[]): CallEventDisposition | null {
  const status = textOf(readFlat(snapshot, 'status') ?? '');
  if (!isDisposition(status)) return null;
  const { code, name, group, known, flags, flags_from } = decodeDisposition(status, statuses);
  return { code, name, group, known, flags, flags_from };
}

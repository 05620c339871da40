import { SHARED_NAMES } from '../fields/shared-names.js';
import { nullRecord, type FieldValue, type FieldValues } from '../fields/value.js';
import { OCCURRENCE_KINDS, type OccurrenceKind } from '../occurrence/kinds.js';
import type { CallEvent } from './call-event.js';
import { cleanValue } from './clean-value.js';
import type { Snapshot } from './snapshot.js';

/** What a call event says that the engine works with. */
export interface CallEventReading {
  /** Null where it was taken out. */
  readonly id: string | null;
  /** Epoch milliseconds; null where it was taken out or is no time. */
  readonly receivedAt: number | null;
  readonly kinds: readonly OccurrenceKind[];
  readonly snapshot: Snapshot;
}

/**
 * Reads a call event back, as it comes to a later step of a no-code flow; null for what is none, such as a flat
 * delivery. What people did to it on the way is taken as it is: a part that is missing holds nothing, numbers are
 * texts again, kinds that do not exist are passed over.
 */
export function readCallEvent(value: unknown): CallEventReading | null {
  if (!isRecord(value) || !Array.isArray(value['kinds']) || !PARTS.some((part) => isRecord(value[part]))) {
    return null;
  }
  const event: Partial<Record<keyof CallEvent, unknown>> = value;
  const receivedAt = typeof event.received_at === 'string' ? Date.parse(event.received_at) : NaN;
  return {
    id: typeof event.id === 'string' && event.id !== '' ? event.id : null,
    receivedAt: Number.isNaN(receivedAt) ? null : receivedAt,
    kinds: OCCURRENCE_KINDS.filter((kind) => (event.kinds as unknown[]).includes(kind)),
    snapshot: snapshotOf(event),
  };
}

const PARTS = ['lead', 'call', 'extra', 'custom'] as const;

/**
 * An event has each value once, so a shared name that stands on one side only answers for both, as it did when it was
 * delivered without a section.
 */
function snapshotOf(event: Partial<Record<keyof CallEvent, unknown>>): Snapshot {
  const { lead_id: leadId, ...leadFields } = fieldsOf(event.lead);
  const lead = nullRecord(Object.entries(leadId === undefined ? leadFields : { ...leadFields, id: leadId }));
  const callLog = fieldsOf(event.call);
  const flat = SHARED_NAMES.filter((name) => (lead[name] === undefined) !== (callLog[name] === undefined));
  return { lead, callLog, extra: fieldsOf(event.extra), custom: fieldsOf(event.custom), flat };
}

function fieldsOf(part: unknown): FieldValues {
  if (!isRecord(part)) return nullRecord();
  return nullRecord(
    Object.entries(part).map(([name, value]): [string, FieldValue] => [name, cleanValue(value)]),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

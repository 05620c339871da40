import type { Section } from '../fields/section.js';
import { isSharedName, winningSection, type SharedName } from '../fields/shared-names.js';
import { isEmpty, type FieldValue, type FieldValues } from '../fields/value.js';

/** What one delivery says about a lead and a call, under canonical names. Only what was delivered is present. */
export interface Snapshot {
  readonly lead: FieldValues;
  readonly callLog: FieldValues;
  readonly extra: FieldValues;
  /** Everything without a canonical name, under the name it was received by. */
  readonly custom: FieldValues;
  /** The shared names (domain-facts D.2) delivered without a section: their one value answers for both. */
  readonly flat: readonly string[];
}

/**
 * The value of a field: its own section's, else the other's where the name was delivered without a section.
 * `lead.id` and `callLog.lead_id` are one value under two names. Undefined: not delivered, which is not empty.
 */
export function readField(snapshot: Snapshot, section: Section, name: string): FieldValue | undefined {
  const own = ownValue(snapshot[section], name);
  if (own !== undefined) return own;
  if (section === 'lead') {
    if (name === 'id') return ownValue(snapshot.callLog, 'lead_id');
    return snapshot.flat.includes(name) ? ownValue(snapshot.callLog, name) : undefined;
  }
  if (section === 'callLog') {
    if (name === 'lead_id') return ownValue(snapshot.lead, 'id');
    return snapshot.flat.includes(name) ? ownValue(snapshot.lead, name) : undefined;
  }
  return undefined;
}

/**
 * The value of a name given without a section, as in a condition: the winner of domain-facts D.2 for a shared name,
 * else the first of lead, call log, extra and custom that has it. Undefined: not delivered.
 */
export function readFlat(snapshot: Snapshot, name: string): FieldValue | undefined {
  if (name === 'lead_id') return readField(snapshot, 'callLog', 'lead_id');
  if (isSharedName(name)) return readShared(snapshot, name) ?? ownValue(snapshot.custom, name);
  for (const section of ['lead', 'callLog', 'extra', 'custom'] as const) {
    const value = readField(snapshot, section, name);
    if (value !== undefined) return value;
  }
  return undefined;
}

function readShared(snapshot: Snapshot, name: SharedName): FieldValue | undefined {
  const winner = winningSection(name, hasCall(snapshot) ? 'call' : 'no-call');
  const first = ownValue(snapshot[winner], name);
  const second = ownValue(snapshot[winner === 'lead' ? 'callLog' : 'lead'], name);
  // A person's name is the lead's unless that is empty; for the other names an empty winner is an answer.
  const yields = name === 'first_name' || name === 'last_name' ? isEmpty(first) : first === undefined;
  return yields ? (second ?? first) : first;
}

/** The call log fields that only a call can fill. */
const CALL_MARKS = ['call_log_id', 'call_date', 'length_in_sec', 'term_reason', 'call_type'] as const;

/** Whether a delivery is about a call, and not about a lead alone. */
export function hasCall({ callLog }: Pick<Snapshot, 'callLog'>): boolean {
  return marksCall((name) => ownValue(callLog, name));
}

/** The same of values that have no place yet, by the names of the fields. */
export function marksCall(valueOf: (field: string) => FieldValue | undefined): boolean {
  return CALL_MARKS.some((name) => !isEmpty(valueOf(name)));
}

/**
 * Safe for a snapshot read back from storage too, whose records may have a prototype again: nothing on that is text
 * or a list.
 */
function ownValue(values: FieldValues, name: string): FieldValue | undefined {
  const value = values[name];
  return typeof value === 'string' || Array.isArray(value) ? value : undefined;
}

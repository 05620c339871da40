import { nullRecord, textOf, type FieldValue } from '../fields/value.js';
import { note, shown, type ReadingNote } from './notes.js';

/** The fields of one call or lead, by the names they were sent under. */
export interface ReceivedRecord {
  /** Without a prototype. */
  readonly received: Readonly<Record<string, FieldValue>>;
  readonly notes: readonly ReadingNote[];
}

/**
 * A record with what stands beside it: its own fields, then those of `beside` whose names it does not have. Each that
 * both have with different values is told, because one of the two is dropped.
 */
export function joinRecords(
  record: ReceivedRecord,
  beside: ReceivedRecord | undefined,
  tell: (name: string) => ReadingNote,
): ReceivedRecord {
  if (beside === undefined || isNothing(beside)) return record;
  const received = nullRecord<FieldValue>(Object.entries(record.received));
  const told: ReadingNote[] = [];
  for (const [name, value] of Object.entries(beside.received)) {
    const own = received[name];
    if (own === undefined) received[name] = value;
    else if (textOf(own) !== textOf(value)) told.push(tell(name));
  }
  return { received, notes: [...record.notes, ...beside.notes, ...told] };
}

function isNothing({ received, notes }: ReceivedRecord): boolean {
  return notes.length === 0 && Object.keys(received).length === 0;
}

export function inBodyAndUrl(name: string): ReadingNote {
  const message = `"${shown(name)}" is in the body and in the URL: the body's value was taken.`;
  return note('IN_BODY_AND_URL', name, message);
}

export function inAndBesideEnvelope(name: string): ReadingNote {
  const message = `"${shown(name)}" came inside of what stands around the fields, and beside it with another value: the one inside was taken.`;
  return note('SEVERAL_VALUES', name, message);
}

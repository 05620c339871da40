import { randomUUID } from 'crypto';
import {
  nameFields,
  nullRecord,
  readCallEvent,
  recordsInBody,
  type OccurrenceKind,
  type ReadingNote,
  type Snapshot,
} from '@convoso-connect/core';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { showHints } from './hints';

/** What an item of the flow says happened. */
export interface ItemEvent {
  readonly id: string;
  /** Whether the item itself has an id, and the same one whenever it is looked at again. */
  readonly isNamed: boolean;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  /** Null where the item does not say, and they have to be told from its values. */
  readonly kinds: readonly OccurrenceKind[] | null;
  readonly snapshot: Snapshot;
  /** What reading the delivery repaired, dropped or did not understand. */
  readonly notes: readonly ReadingNote[];
}

/**
 * Reads an item: a call event as the Convoso Trigger gives it, what n8n's own Webhook node made of a delivery, or the
 * fields of a lead or call in any of their names.
 */
export function readItemEvent(json: IDataObject, now: number): ItemEvent {
  const event = readCallEvent(json);
  if (event !== null) {
    const { id, receivedAt, kinds, snapshot } = event;
    return {
      id: id ?? randomUUID(),
      isNamed: id !== null,
      receivedAt: receivedAt ?? now,
      kinds,
      snapshot,
      notes: notesIn(json),
    };
  }
  const [first, ...others] = recordsInBody(withOwnFields(json));
  const { snapshot, notes } = nameFields(first?.received ?? nullRecord(), null);
  const told = [...(first?.notes ?? []), ...notes, ...(others.length > 0 ? [ONLY_THE_FIRST] : [])];
  // How n8n's own Webhook node wraps a delivery is nothing that a person has to be told.
  const worthTelling = told.filter(({ code }) => code !== 'ENVELOPE_LEFT_OUT');
  return {
    id: randomUUID(),
    isNamed: false,
    receivedAt: now,
    kinds: null,
    snapshot,
    notes: worthTelling,
  };
}

/** A lead that the Convoso node has found keeps the account's own fields, such as `field_13`, in `other`. */
function withOwnFields(json: IDataObject): IDataObject {
  const { other } = json;
  if (typeof other !== 'object' || other === null || Array.isArray(other)) return json;
  return { ...other, ...json };
}

const ONLY_THE_FIRST: ReadingNote = {
  code: 'RECORD_NOT_READ',
  name: null,
  message:
    'The item holds several calls, and only the first was looked at: put a Split Out node before this one, or start from the Convoso Trigger.',
};

function notesIn({ notes }: IDataObject): readonly ReadingNote[] {
  return Array.isArray(notes) ? (notes as unknown as ReadingNote[]).filter(isNote) : [];
}

/** People change items on the way. */
function isNote(note: unknown): boolean {
  return typeof (note as { message?: unknown } | null)?.message === 'string';
}

/** Shows what reading the items' deliveries had to tell. */
export function hintNotes(context: IExecuteFunctions, events: readonly ItemEvent[]): void {
  showHints(
    context,
    events.flatMap(({ notes }) => notes.map(({ message }) => message)),
  );
}

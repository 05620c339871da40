import { createHash, randomUUID } from 'crypto';
import {
  HOOK_FIELDS,
  callLogIdOf,
  createOccurrence,
  decodeDelivery,
  hookParameter,
  nameFields,
  nullRecord,
  readEventParameter,
  readFlat,
  textOf,
  toCallEvent,
  type DeclaredKinds,
  type DeliveryHeaders,
  type Occurrence,
  type ReadingNote,
} from '@convoso-connect/core';
import type { IDataObject } from 'n8n-workflow';
import { filteredFor } from './filters';
import type { HookMemory } from './hook-memory';
import { fieldsMap } from './properties';
import type { Rejection } from './rejection';
import type { HookSettings } from './settings';

export interface Delivery {
  /** As it was sent: its charset is for core to tell. */
  readonly body: string | Uint8Array;
  readonly headers: DeliveryHeaders;
  /** Of the URL, without the question mark. */
  readonly query: string;
}

/** What becomes of a delivery that may come in. */
export type Received =
  | { readonly outcome: 'started'; readonly ids: readonly string[]; readonly items: readonly IDataObject[] }
  /** No execution starts: the same came a moment ago, and is answered as it was then. */
  | { readonly outcome: 'repeat'; readonly ids: readonly string[] }
  /** No execution starts; `filtered` is what Convoso's log is to show. */
  | { readonly outcome: 'filtered'; readonly filtered: string }
  | { readonly outcome: 'rejected'; readonly rejection: Rejection };

/** Reads a delivery and tells whether it starts an execution, and with what. `now` is in epoch milliseconds. */
export function receive(
  delivery: Delivery,
  settings: HookSettings,
  memory: HookMemory,
  now: number,
): Received {
  const decoded = decodeDelivery(delivery.body, delivery.headers, delivery.query);
  if (decoded.outcome === 'empty') return rejected(EMPTY);
  if (decoded.outcome === 'unreadable') {
    const message = `The delivery cannot be read (${decoded.tried.join('; ')}).`;
    return rejected({ status: 400, code: decoded.code, message, remedy: decoded.remedy });
  }
  const declared = declaredKinds(delivery.query, settings);
  if ('status' in declared) return rejected(declared);

  const named = decoded.records.map((record) => {
    const { snapshot, notes } = nameFields(record.received, settings.fieldsMap, settings.statuses);
    return { record, snapshot, notes: [...record.notes, ...notes.map(inPanelWords)] };
  });
  const isCall = named.every(({ snapshot }) => callLogIdOf(snapshot) !== null);
  const key = isCall ? fingerprintOf(delivery) : null;
  const before = key === null ? null : memory.deliveredAs(key, now, settings.countRepeatsAfterMs);
  if (before !== null) return { outcome: 'repeat', ids: before };

  const items: { readonly id: string; readonly json: IDataObject }[] = [];
  let filtered: string | null = null;
  for (const { record, snapshot, notes } of named) {
    const occurrence = createOccurrence({
      id: randomUUID(),
      hookId: 'n8n',
      receivedAt: now,
      snapshot,
      notes,
      declared: 'infer' in declared ? 'infer' : declared,
      lead: memory.leadOf(snapshot),
      call: memory.callOf(snapshot),
    });
    memory.learn(occurrence);
    const why =
      filteredFor(settings.filters, occurrence) ?? (isRepeat(occurrence, settings, memory) ? 'repeat' : null);
    filtered ??= why;
    if (why !== null) continue;
    const json = settings.output === 'raw' ? { ...record.received } : eventOf(occurrence, settings);
    items.push({ id: occurrence.id, json: json as IDataObject });
  }
  if (items.length === 0) return { outcome: 'filtered', filtered: filtered ?? 'nothing' };
  const ids = items.map(({ id }) => id);
  if (key !== null) memory.rememberDelivery(key, { ids, at: now });
  return { outcome: 'started', ids, items: items.map(({ json }) => json) };
}

/** The map of a hook stands in the panel under a name of its own. */
function inPanelWords({ message, ...note }: ReadingNote): ReadingNote {
  return { ...note, message: message.replace(HOOK_FIELDS, fieldsMap.displayName) };
}

/** What makes two requests the same: their query and their bytes. */
function fingerprintOf({ query, body }: Delivery): string {
  return createHash('sha256').update(query).update('\n').update(body).digest('base64');
}

const EMPTY: Rejection = {
  status: 400,
  code: 'EMPTY_DELIVERY',
  message: 'The delivery holds no fields.',
  remedy: 'On the Convoso Connect endpoint, choose an Adaptor that maps the fields to send.',
};

/** `?event=` of one delivery comes before the hook's own setting (config-format, "Hook"). */
function declaredKinds(query: string, { kinds }: HookSettings): DeclaredKinds | { infer: true } | Rejection {
  const [text = ''] = hookParameter(query, 'event');
  if (text.trim() === '') return kinds === 'infer' ? { infer: true } : { kinds, leadAction: null };
  const reading = readEventParameter(text);
  if (reading.ok) return reading.declared;
  return {
    status: 400,
    code: 'UNKNOWN_EVENT',
    message: `"${reading.unknown}" is no kind of event.`,
    remedy: `In the API URL, write event= and one of ${reading.known.join(', ')}.`,
  };
}

/** A call event has no place for the value of a lead action, so it travels with the custom fields. */
function eventOf(occurrence: Occurrence, { statuses }: HookSettings): object {
  const event = toCallEvent(occurrence, statuses);
  if (occurrence.leadAction === null) return event;
  return {
    ...event,
    custom: nullRecord([...Object.entries(event.custom), ['lead_action', occurrence.leadAction]]),
  };
}

function isRepeat(
  { snapshot, receivedAt }: Occurrence,
  { repeats }: HookSettings,
  memory: HookMemory,
): boolean {
  if (repeats === null) return false;
  const values = repeats.fields.map((field) => textOf(readFlat(snapshot, field) ?? '').trim());
  // Deliveries that have none of the fields have nothing in common.
  if (values.every((value) => value === '')) return false;
  return memory.isRepeat(JSON.stringify(values), receivedAt, repeats.milliseconds);
}

function rejected(rejection: Rejection): Received {
  return { outcome: 'rejected', rejection };
}

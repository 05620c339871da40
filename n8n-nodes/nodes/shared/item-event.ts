import { randomUUID } from 'crypto';
import {
  nameFields,
  nullRecord,
  parseConnectPayload,
  readCallEvent,
  type OccurrenceKind,
  type Snapshot,
} from '@convoso-connect/core';
import type { IDataObject } from 'n8n-workflow';

/** What an item of the flow says happened. */
export interface ItemEvent {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  /** Null where the item does not say, and they have to be told from its values. */
  readonly kinds: readonly OccurrenceKind[] | null;
  readonly snapshot: Snapshot;
}

/**
 * Reads an item: a call event as the Convoso Trigger gives it, what n8n's own Webhook node made of a delivery, or the
 * fields of a lead or call in any of their names.
 */
export function readItemEvent(json: IDataObject, now: number): ItemEvent {
  const event = readCallEvent(json);
  if (event !== null) {
    const { id, receivedAt, kinds, snapshot } = event;
    return { id: id ?? randomUUID(), receivedAt: receivedAt ?? now, kinds, snapshot };
  }
  const received = Object.entries(parseConnectPayload(deliveredIn(json)));
  const named = nullRecord(received.map(([name, value]) => [name, value ?? ''] as const));
  const { snapshot } = nameFields(named, {});
  return { id: randomUUID(), receivedAt: now, kinds: null, snapshot };
}

/** The Webhook node puts a delivery beside its headers and its query. */
function deliveredIn(json: IDataObject): IDataObject {
  const { headers, query, body } = json;
  if (!isObject(headers) || !isObject(query) || !isObject(body)) return json;
  return { ...query, ...body };
}

function isObject(value: unknown): value is IDataObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

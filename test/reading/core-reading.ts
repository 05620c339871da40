import {
  createOccurrence,
  decodeDelivery,
  nameFields,
  toCallEvent,
  type CallEvent,
  type FieldsMap,
} from '@convoso-connect/core';
import type { Sample } from './corpus.js';

/** What every reader has to give alike. */
export type Parts = Pick<CallEvent, 'lead' | 'call' | 'extra' | 'custom' | 'notes'>;

export function partsOf(event: object): Parts {
  const { lead, call, extra, custom, notes } = event as Parts;
  return JSON.parse(JSON.stringify({ lead, call, extra, custom, notes })) as Parts;
}

/**
 * The records of a sample as core reads them.
 *
 * @param map what received names mean; null where a wrapper has no such map, and its notes name none
 */
export function readWithCore({ body, type = '', query = '' }: Sample, map: FieldsMap | null = {}): Parts[] {
  const decoded = decodeDelivery(body, { 'content-type': type }, query);
  if (decoded.outcome !== 'payload') throw new Error(JSON.stringify(decoded));
  return decoded.records.map(({ received, notes }) => {
    const named = nameFields(received, map);
    const input = {
      id: '1',
      hookId: 'main',
      receivedAt: 0,
      declared: 'infer',
      lead: null,
      call: null,
    } as const;
    return partsOf(
      toCallEvent(
        createOccurrence({ ...input, snapshot: named.snapshot, notes: [...notes, ...named.notes] }),
      ),
    );
  });
}

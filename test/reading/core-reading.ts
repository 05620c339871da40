import {
  createOccurrence,
  decodeDelivery,
  nameFields,
  toCallEvent,
  type CallEvent,
} from '@convoso-connect/core';
import type { Sample } from './corpus.js';

/** What every reader has to give alike. */
export type Parts = Pick<CallEvent, 'lead' | 'call' | 'extra' | 'custom' | 'notes'>;

export function partsOf(event: object): Parts {
  const { lead, call, extra, custom, notes } = event as Parts;
  return JSON.parse(JSON.stringify({ lead, call, extra, custom, notes })) as Parts;
}

/** The records of a sample as core reads them. */
export function readWithCore({ body, type = '', query = '' }: Sample): Parts[] {
  const decoded = decodeDelivery(body, { 'content-type': type }, query);
  if (decoded.outcome !== 'payload') throw new Error(JSON.stringify(decoded));
  return decoded.records.map(({ received, notes }) => {
    const named = nameFields(received, {});
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

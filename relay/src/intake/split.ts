import type { ReceivedRecord } from '@convoso-connect/core';
import type { Payload } from '@convoso-connect/receiver/parts';
import { RECORD_HEADER } from './hook-request.js';
import type { NewDelivery } from '../store/ports/intake.js';

/** A delivery with what was read in it: exactly one record. */
export interface ReadDelivery {
  readonly delivery: NewDelivery;
  readonly reading: Payload;
}

/**
 * A request with several records becomes a delivery for each, in their order, so that one that cannot be processed holds
 * up none of the others, and what is known of a person can be forgotten without the rest. Each holds its own record as
 * it was read; the first keeps the id.
 */
export function splitDelivery(delivery: NewDelivery, reading: Payload, newId: () => string): ReadDelivery[] {
  const { records } = reading;
  if (records.length === 1) return [{ delivery, reading }];
  return records.map((record, index) => {
    const own = { ...delivery, ...ofRecord(delivery, record), id: index === 0 ? delivery.id : newId() };
    return { delivery: own, reading: { ...reading, records: [record] } };
  });
}

function ofRecord(
  { headers }: NewDelivery,
  { received, notes }: ReceivedRecord,
): Pick<NewDelivery, 'headers' | 'body'> {
  const kept = { ...(JSON.parse(headers) as object), [RECORD_HEADER]: JSON.stringify(notes) };
  return { headers: JSON.stringify(kept), body: Buffer.from(JSON.stringify(received)) };
}

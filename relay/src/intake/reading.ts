import { cleanValue, decodeDelivery, nullRecord, type ReadingNote } from '@convoso-connect/core';
import { readingOf, type Decoded, type Reading } from '@convoso-connect/receiver/parts';
import { RECORD_HEADER, type HookRequest } from './hook-request.js';

/** A body that somebody has decoded already is text; its charset is no matter any more. */
type Readable = Pick<HookRequest, 'query' | 'headers'> & { readonly body: Buffer | string };

/** Reads a delivery: the same way when it arrives and when it is processed from the disk. */
export function readDelivery(request: Readable): Reading {
  const decoded = storedRecord(request) ?? decodeDelivery(request.body, request.headers, request.query);
  return readingOf(decoded, request.query);
}

/** What was stored as one record of several is not unwrapped again. Null for everything else. */
function storedRecord({ headers, body }: Readable): Decoded | null {
  const notes = headers[RECORD_HEADER];
  if (typeof notes !== 'string') return null;
  const values = Object.entries(JSON.parse(String(body)) as Record<string, unknown>);
  const received = nullRecord(values.map(([name, value]) => [name, cleanValue(value)] as const));
  return { outcome: 'payload', records: [{ received, notes: JSON.parse(notes) as ReadingNote[] }] };
}

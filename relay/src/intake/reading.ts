import {
  cleanValue,
  decodeDelivery,
  decodeParsed,
  hookParameter,
  nullRecord,
  readEventParameter,
  type DeclaredKinds,
  type DecodedDelivery,
  type ReadingNote,
  type ReceivedRecord,
} from '@convoso-connect/core';
import { RECORD_HEADER, type HookRequest, type Rejection } from './hook-request.js';

/** What a request turned out to hold. */
export type Reading =
  Payload | { readonly outcome: 'empty' } | { readonly outcome: 'unreadable'; readonly rejection: Rejection };

export interface Payload {
  readonly outcome: 'payload';
  /** One for each call or lead that it tells of. */
  readonly records: readonly [ReceivedRecord, ...ReceivedRecord[]];
  readonly event: DeclaredKinds | null;
}

/** A body that somebody has decoded already is text; its charset is no matter any more. */
type Readable = Pick<HookRequest, 'query' | 'headers'> & { readonly body: Buffer | string };

/** Reads a delivery: the same way when it arrives and when it is processed from the disk. */
export function readDelivery(request: Readable): Reading {
  const decoded = storedRecord(request) ?? decodeDelivery(request.body, request.headers, request.query);
  return readingOf(decoded, request.query);
}

/** Reads a delivery whose body a body parser of somebody's app has read already. */
export function readParsed(body: object, query: string): Reading {
  return readingOf(decodeParsed(body, query), query);
}

function readingOf(decoded: DecodedDelivery | StoredRecord, query: string): Reading {
  if (decoded.outcome === 'empty') return { outcome: 'empty' };
  if (decoded.outcome === 'unreadable') {
    const message = `the delivery could not be read; tried: ${decoded.tried.join('; ')}`;
    return {
      outcome: 'unreadable',
      rejection: { status: 400, code: decoded.code, message, remedy: decoded.remedy },
    };
  }
  const { records } = decoded;
  const [parameter = ''] = hookParameter(query, 'event');
  if (parameter.trim() === '') return { outcome: 'payload', records, event: null };
  const event = readEventParameter(parameter);
  if (!event.ok) {
    return {
      outcome: 'unreadable',
      rejection: {
        status: 400,
        code: 'UNKNOWN_EVENT_KIND',
        message: `?event= names "${event.unknown.slice(0, 100)}", which is no kind of occurrence`,
        remedy: `Use one of ${event.known.join(', ')}; only leadAction takes a value, as leadAction:<value>.`,
      },
    };
  }
  return { outcome: 'payload', records, event: event.declared };
}

type StoredRecord = Pick<Extract<DecodedDelivery, { outcome: 'payload' }>, 'outcome' | 'records'>;

/** What was stored as one record of several is not unwrapped again. Null for everything else. */
function storedRecord({ headers, body }: Readable): StoredRecord | null {
  const notes = headers[RECORD_HEADER];
  if (typeof notes !== 'string') return null;
  const values = Object.entries(JSON.parse(String(body)) as Record<string, unknown>);
  const received = nullRecord(values.map(([name, value]) => [name, cleanValue(value)] as const));
  return { outcome: 'payload', records: [{ received, notes: JSON.parse(notes) as ReadingNote[] }] };
}

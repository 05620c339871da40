import {
  cleanValue,
  decodeDelivery,
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

type Readable = Pick<HookRequest, 'query' | 'headers' | 'body'>;

/** Reads a delivery: the same way when it arrives and when it is processed from the disk. */
export function readDelivery(request: Readable): Reading {
  const decoded = storedRecord(request) ?? decodeDelivery(request.body, request.headers, request.query);
  if (decoded.outcome === 'empty') return { outcome: 'empty' };
  if (decoded.outcome === 'unreadable') {
    const message = `the delivery could not be read; tried: ${decoded.tried.join('; ')}`;
    return {
      outcome: 'unreadable',
      rejection: { status: 400, code: decoded.code, message, remedy: decoded.remedy },
    };
  }
  const { records } = decoded;
  const parameter = new URLSearchParams(request.query).get('event');
  if (parameter === null || parameter.trim() === '') return { outcome: 'payload', records, event: null };
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

/** What was stored as one record of several is not unwrapped again. Null for everything else. */
function storedRecord({
  headers,
  body,
}: Readable): Pick<Extract<DecodedDelivery, { outcome: 'payload' }>, 'outcome' | 'records'> | null {
  const notes = headers[RECORD_HEADER];
  if (typeof notes !== 'string') return null;
  const values = Object.entries(JSON.parse(body.toString('utf8')) as Record<string, unknown>);
  const received = nullRecord(values.map(([name, value]) => [name, cleanValue(value)] as const));
  return { outcome: 'payload', records: [{ received, notes: JSON.parse(notes) as ReadingNote[] }] };
}

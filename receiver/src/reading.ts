import {
  hookParameter,
  readEventParameter,
  type DeclaredKinds,
  type DecodedDelivery,
  type ReceivedRecord,
} from '@convoso-connect/core';
import type { Rejection } from './rejection.js';

/** What a request turned out to hold. */
export type Reading =
  Payload | { readonly outcome: 'empty' } | { readonly outcome: 'unreadable'; readonly rejection: Rejection };

export interface Payload {
  readonly outcome: 'payload';
  /** One for each call or lead that it tells of. */
  readonly records: readonly [ReceivedRecord, ...ReceivedRecord[]];
  readonly event: DeclaredKinds | null;
}

/** What was decoded, or only its records where they are known already. */
export type Decoded =
  | Exclude<DecodedDelivery, { outcome: 'payload' }>
  | Pick<Extract<DecodedDelivery, { outcome: 'payload' }>, 'outcome' | 'records'>;

/** What was decoded, with the event that the query names. */
export function readingOf(decoded: Decoded, query: string): Reading {
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

import {
  decodeDelivery,
  readEventParameter,
  type DeclaredKinds,
  type FieldValue,
} from '@convoso-connect/core';
import type { HookRequest, Rejection } from './hook-request.js';

/** What a request turned out to hold. */
export type Reading =
  | {
      readonly outcome: 'payload';
      readonly received: Readonly<Record<string, FieldValue>>;
      readonly event: DeclaredKinds | null;
    }
  | { readonly outcome: 'empty' }
  | { readonly outcome: 'unreadable'; readonly rejection: Rejection };

/** Reads a delivery: the same way when it arrives and when it is processed from the disk. */
export function readDelivery(request: Pick<HookRequest, 'query' | 'headers' | 'body'>): Reading {
  const decoded = decodeDelivery(request.body.toString('utf8'), request.headers, request.query);
  if (decoded.outcome === 'empty') return { outcome: 'empty' };
  if (decoded.outcome === 'unreadable') {
    const message = `the delivery could not be read; tried: ${decoded.tried.join('; ')}`;
    return {
      outcome: 'unreadable',
      rejection: { status: 400, code: decoded.code, message, remedy: decoded.remedy },
    };
  }
  const parameter = new URLSearchParams(request.query).get('event');
  if (parameter === null || parameter.trim() === '')
    return { outcome: 'payload', received: decoded.received, event: null };
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
  return { outcome: 'payload', received: decoded.received, event: event.declared };
}

import {
  ConnectError,
  decodeDelivery,
  nameFields,
  readEventParameter,
  type DeclaredKinds,
  type DecodedDelivery,
  type Snapshot,
} from '@convoso-connect/core';
import type { Bundle } from 'zapier-platform-core';

export interface Delivered {
  readonly snapshot: Snapshot;
  readonly declared: DeclaredKinds | 'infer';
}

/**
 * Reads what Convoso posted to the hook; null where it posted nothing. The raw request comes first, because a body
 * parser takes JSON that was sent as a form apart (domain-facts B.2); Zapier's own reading of it, whose shape varies,
 * is for where there is no raw one.
 *
 * @throws {ConnectError} UNREADABLE_DELIVERY, or UNKNOWN_EVENT for a mistyped `?event=`
 */
export function readHook({
  rawRequest,
  cleanedRequest,
}: Pick<Bundle, 'rawRequest' | 'cleanedRequest'>): Delivered | null {
  const query = rawRequest?.querystring ?? queryOf(cleanedRequest);
  const delivery =
    rawRequest?.content === undefined && cleanedRequest !== undefined
      ? readCleaned(cleanedRequest, query)
      : decodeDelivery(rawRequest?.content ?? '', plainHeaders(rawRequest?.headers ?? {}), query);
  if (delivery.outcome === 'empty') return null;
  if (delivery.outcome === 'unreadable') {
    const message = `What was posted cannot be read (${delivery.tried.join('; ')}).`;
    throw new ConnectError(delivery.code, message, delivery.remedy);
  }
  return { snapshot: nameFields(delivery.received, {}).snapshot, declared: declaredBy(query) };
}

/** Zapier writes `Http-Content-Type` for Content-Type. */
function plainHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.replace(/^http-/i, ''), value]),
  );
}

function readCleaned(cleaned: unknown, query: string): DecodedDelivery {
  const content = isObject(cleaned) && 'content' in cleaned ? cleaned['content'] : cleaned;
  const text = typeof content === 'string' ? content : JSON.stringify(content ?? '');
  return decodeDelivery(text, {}, query);
}

function queryOf(cleaned: unknown): string {
  if (!isObject(cleaned)) return '';
  const { querystring } = cleaned;
  if (typeof querystring === 'string') return querystring;
  return isObject(querystring) ? new URLSearchParams(querystring as Record<string, string>).toString() : '';
}

/** `?event=` on the hook's address says what a delivery is, whatever its values say (config-format, "Hook"). */
function declaredBy(query: string): DeclaredKinds | 'infer' {
  const event = new URLSearchParams(query).get('event') ?? '';
  if (event.trim() === '') return 'infer';
  const read = readEventParameter(event);
  if (read.ok) return read.declared;
  throw new ConnectError(
    'UNKNOWN_EVENT',
    `The address that Convoso calls says event=${read.unknown}, which is no kind of event.`,
    `In the API URL of the Connect endpoint, write one of ${read.known.join(', ')}.`,
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import {
  ConnectError,
  decodeDelivery,
  nameFields,
  parseExactJson,
  readEventParameter,
  textOf,
  type DeclaredKinds,
  type Snapshot,
} from '@convoso-connect/core';
import type { Bundle } from 'zapier-platform-core';

export interface Delivered {
  readonly snapshot: Snapshot;
  readonly declared: DeclaredKinds | 'infer';
  /** What a person who wonders about a value should know. */
  readonly notes: readonly string[];
}

/**
 * Reads what Convoso posted to the hook: an event for each record, none where it posted nothing. The raw request comes first, because a body
 * parser takes JSON that was sent as a form apart (domain-facts B.2); Zapier's own reading of it, whose shape varies,
 * is for where there is no raw one.
 *
 * @throws {ConnectError} UNREADABLE_DELIVERY, or UNKNOWN_EVENT for a mistyped `?event=`
 */
export function readHook({
  rawRequest,
  cleanedRequest,
}: Pick<Bundle, 'rawRequest' | 'cleanedRequest'>): readonly Delivered[] {
  const query = rawRequest?.querystring ?? queryOf(cleanedRequest);
  // Its type says text, but Zapier has been seen to give null, and values.
  const raw = rawRequest?.content as unknown;
  const content = isMissing(raw) && cleanedRequest !== undefined ? contentOf(cleanedRequest) : raw;
  const headers = isMissing(raw) ? {} : plainHeaders(rawRequest?.headers ?? {});
  const text = typeof content === 'string' ? content : JSON.stringify(content ?? '');
  return recordsIn(text === '""' ? '' : text).flatMap((record) => {
    const delivery = decodeDelivery(record, headers, query);
    if (delivery.outcome === 'empty') return [];
    if (delivery.outcome === 'unreadable') {
      const message = `What was posted cannot be read (${delivery.tried.join('; ')}).`;
      throw new ConnectError(delivery.code, message, delivery.remedy);
    }
    const { snapshot } = nameFields(delivery.received, {});
    refuseStrange(snapshot, Object.keys(delivery.received));
    return [{ snapshot, declared: declaredBy(query), notes: delivery.notes }];
  });
}

/**
 * The records of a body: a list of several is one event for each, where reading the list as one would lose all but the
 * first. Everything else is for core to read, whatever shape it has.
 */
function recordsIn(text: string): readonly string[] {
  if (!/^\s*\[/.test(text)) return [text];
  const json = parseExactJson(text);
  const records: unknown = json.ok ? json.value : null;
  if (!Array.isArray(records) || records.length < 2) return [text];
  return records.map((record) => JSON.stringify(record));
}

/** A wrapping that nobody knows would otherwise start the Zap with an event in which everything is empty. */
function refuseStrange({ lead, callLog, extra, custom }: Snapshot, names: readonly string[]): void {
  const known = [lead, callLog, extra].some((part) => Object.keys(part).length > 0);
  const nested = Object.values(custom).every((value) => /^[{[]/.test(textOf(value)));
  if (known || !nested) return;
  throw new ConnectError(
    'UNREADABLE_DELIVERY',
    `What was posted holds no field of Convoso, only ${names.join(', ')} with parts inside.`,
    'Let Convoso post here itself, or post the fields without anything around them.',
  );
}

function isMissing(content: unknown): boolean {
  return content === undefined || content === null;
}

/** Zapier writes `Http-Content-Type` for Content-Type. */
function plainHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.replace(/^http-/i, ''), value]),
  );
}

/** Zapier's own reading of a request is the body, or an object with the body in it. */
function contentOf(cleaned: unknown): unknown {
  return isObject(cleaned) && 'content' in cleaned ? cleaned['content'] : cleaned;
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

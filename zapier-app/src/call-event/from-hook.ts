import {
  ConnectError,
  decodeDelivery,
  hookParameter,
  nameFields,
  readEventParameter,
  textOf as fieldText,
  type DeclaredKinds,
  type AccountStatus,
  type DecodedDelivery,
  type ReadingNote,
  type ReceivedRecord,
  type Snapshot,
} from '@convoso-connect/core';
import type { Bundle } from 'zapier-platform-core';
import { plainHeaders } from './hook-headers.js';

export interface Delivered {
  readonly snapshot: Snapshot;
  readonly notes: readonly ReadingNote[];
  readonly declared: DeclaredKinds | 'infer';
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
}: Pick<Bundle, 'rawRequest' | 'cleanedRequest'>): Reading | null {
  const query = rawRequest?.querystring ?? queryOf(cleanedRequest);
  const raw: unknown = rawRequest?.content;
  const delivery =
    typeof raw === 'string' || cleanedRequest === undefined
      ? decodeDelivery(textOf(raw), plainHeaders(rawRequest?.headers ?? {}), query)
      : readCleaned(cleanedRequest, query);
  if (delivery.outcome === 'empty') return null;
  if (delivery.outcome === 'unreadable') {
    const message = `What was posted cannot be read (${delivery.tried.join('; ')}).`;
    throw new ConnectError(delivery.code, message, delivery.remedy);
  }
  return { records: delivery.records, declared: declaredBy(query) };
}

/** What was posted, before its names are understood: one record for each call or lead that it tells of. */
export interface Reading {
  readonly records: readonly ReceivedRecord[];
  readonly declared: DeclaredKinds | 'infer';
}

/**
 * Names the fields of each record; the name of a status is read as its code by the table of the account. A record that
 * cannot be used holds up none of the others: the first of those says what was left out.
 *
 * @throws {ConnectError} UNREADABLE_DELIVERY where no record can be used
 */
export function nameRecords({ records, declared }: Reading, statuses: readonly AccountStatus[]): Delivered[] {
  const named = records.map(({ received, notes }) => {
    const { snapshot, notes: ofNames } = nameFields(received, null, statuses);
    const delivered = { snapshot, notes: [...notes, ...ofNames], declared };
    return { delivered, strange: strangeIn(snapshot, Object.keys(received)) };
  });
  const strange = named.flatMap((each) => each.strange ?? []);
  const usable = named.flatMap((each) => (each.strange === null ? [each.delivered] : []));
  const [reason] = strange;
  if (reason === undefined) return usable;
  if (usable.length === 0) {
    const message = `What was posted holds ${reason}.`;
    const remedy = 'Let Convoso post here itself, or post the fields without anything around them.';
    throw new ConnectError('UNREADABLE_DELIVERY', message, remedy);
  }
  return usable.map((each, index) =>
    index === 0 ? { ...each, notes: [...each.notes, notRead(strange.length, reason)] } : each,
  );
}

function notRead(many: number, reason: string): ReadingNote {
  const [records, it] = many === 1 ? ['A record', 'it'] : [`${String(many)} records`, 'the first of them'];
  const message = `${records} of this delivery could not be read and came to no event: ${it} holds ${reason}.`;
  return { code: 'RECORD_NOT_READ', name: null, message };
}

/** A wrapping that nobody knows would otherwise start the Zap with an event in which everything is empty. */
function strangeIn({ lead, callLog, extra, custom }: Snapshot, names: readonly string[]): string | null {
  const known = [lead, callLog, extra].some((part) => Object.keys(part).length > 0);
  const nested = Object.values(custom).every((value) => /^[{[]/.test(fieldText(value)));
  if (known || !nested) return null;
  return `no field of Convoso, only ${names.join(', ')} with parts inside`;
}

/** Zapier has been seen to hand over nothing, or what it had parsed, where the raw text belongs. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  return content === null || content === undefined ? '' : JSON.stringify(content);
}

function readCleaned(cleaned: unknown, query: string): DecodedDelivery {
  const content = isObject(cleaned) && 'content' in cleaned ? cleaned['content'] : cleaned;
  return decodeDelivery(textOf(content), {}, query);
}

function queryOf(cleaned: unknown): string {
  if (!isObject(cleaned)) return '';
  const { querystring } = cleaned;
  if (typeof querystring === 'string') return querystring;
  return isObject(querystring) ? new URLSearchParams(querystring as Record<string, string>).toString() : '';
}

/** `?event=` on the hook's address says what a delivery is, whatever its values say (config-format, "Hook"). */
function declaredBy(query: string): DeclaredKinds | 'infer' {
  const [event = ''] = hookParameter(query, 'event');
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

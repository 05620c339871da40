import type { FieldValue } from '../fields/value.js';
import { decodeBody, decodeQuery, type BodyShape, type ClaimedType } from './decode-body.js';
import { formPairs } from './form.js';
import { fillIn } from './unwrap.js';

/** Header values by name, in any case; a repeated header as a list. */
export type DeliveryHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What a delivery holds. An outcome, never an exception: an unreadable delivery is answered and kept. */
export type DecodedDelivery =
  | {
      readonly outcome: 'payload';
      readonly shape: BodyShape;
      /** Values by the names they were sent under; no prototype. Empty values are present as empty text. */
      readonly received: Readonly<Record<string, FieldValue>>;
      /** What a person who wonders about a value should know. */
      readonly notes: readonly string[];
    }
  | { readonly outcome: 'empty' }
  | {
      readonly outcome: 'unreadable';
      readonly code: 'UNREADABLE_DELIVERY';
      /** What was tried and why it failed; quotes nothing of the body. */
      readonly tried: readonly string[];
      readonly remedy: string;
    };

/** Query parameters of a catch hook that are ours and never payload (config-format, "Hook"). */
const RESERVED = new Set(['secret', 'event']);

const REMEDY =
  'On the Convoso Connect endpoint, choose the method POST with Post Data Type RAW or JSON and an Adaptor; ' +
  'by hand, send name=value pairs joined with & or one JSON object.';

/**
 * Reads one delivery in any of the five shapes of domain-facts B.2, whatever its Content-Type says.
 *
 * @param raw the body as text, empty for GET
 * @param headers the request's headers
 * @param query the URL's query without `?`; its parameters other than `secret` and `event` are payload too, alone
 *   where there is no body, else only for names that the body does not have
 */
export function decodeDelivery(raw: string, headers: DeliveryHeaders, query: string): DecodedDelivery {
  const fromQuery = decodeQuery(withoutReserved(query));
  if (raw.trim() === '') {
    if (Object.keys(fromQuery.received).length === 0) return { outcome: 'empty' };
    return { outcome: 'payload', shape: 'query', received: fromQuery.received, notes: fromQuery.notes };
  }
  const claimed = claimedType(headers);
  const body = decodeBody(raw, claimed);
  if (!body.ok) {
    return { outcome: 'unreadable', code: 'UNREADABLE_DELIVERY', tried: body.tried, remedy: REMEDY };
  }
  const received = fillIn(body.received, fromQuery.received);
  const names = Object.keys(received);
  if (names.length === 0) return { outcome: 'empty' };
  const overridden = Object.keys(fromQuery.received).filter((name) => Object.hasOwn(body.received, name));
  const notes = [
    ...body.notes,
    ...fromQuery.notes,
    ...typeNotes(claimed, body.shape),
    ...overridden.map((name) => `"${name}" is in the body and in the URL: the body's value was taken.`),
  ];
  return { outcome: 'payload', shape: body.shape, received, notes };
}

function withoutReserved(query: string): string {
  const text = query.startsWith('?') ? query.slice(1) : query;
  return formPairs(text)
    .filter((pair) => !RESERVED.has(pair.name))
    .map((pair) => pair.raw)
    .join('&');
}

function claimedType(headers: DeliveryHeaders): ClaimedType {
  const name = Object.keys(headers).find((header) => header.toLowerCase() === 'content-type');
  const value = name === undefined ? undefined : headers[name];
  const type = (typeof value === 'string' ? value : (value?.[0] ?? '')).toLowerCase();
  if (type.includes('json')) return 'json';
  return type.includes('x-www-form-urlencoded') ? 'form' : 'other';
}

function typeNotes(claimed: ClaimedType, shape: BodyShape): string[] {
  if (claimed === 'json' && shape === 'form') return ['The Content-Type says JSON, but the body is a form.'];
  if (claimed === 'form' && shape === 'json-as-form-key') {
    return ['The Content-Type says form, but the body is JSON text.'];
  }
  return [];
}

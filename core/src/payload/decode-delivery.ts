import { wellFormed } from '../fields/well-formed.js';
import { Characters } from './characters.js';
import { recordsInBody, TakenApartError } from './connect-payload.js';
import {
  decodeBody,
  decodeQuery,
  withoutEscapedAmpersands,
  type BodyShape,
  type ClaimedType,
} from './decode-body.js';
import { formPairs } from './form.js';
import { HOOK_PARAMETERS } from './hook-parameters.js';
import { inBodyAndUrl, joinRecords, type ReceivedRecord } from './received-record.js';
import { note, shown, type ReadingNote } from './notes.js';
import { BROKEN_CHARACTERS } from './unwrap.js';

/** Header values by name, in any case; a repeated header as a list. */
export type DeliveryHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What a delivery holds. An outcome, never an exception: an unreadable delivery is answered and kept. */
export type DecodedDelivery =
  | {
      readonly outcome: 'payload';
      readonly shape: BodyShape;
      /** One for each call or lead that it tells of, in order; at least one. Empty values are present as empty text. */
      readonly records: readonly [ReceivedRecord, ...ReceivedRecord[]];
    }
  | { readonly outcome: 'empty' }
  | {
      readonly outcome: 'unreadable';
      readonly code: 'UNREADABLE_DELIVERY' | 'TOO_MANY_RECORDS' | 'TOO_MANY_NAMES';
      /** What was tried and why it failed; quotes nothing of the body. */
      readonly tried: readonly string[];
      readonly remedy: string;
    };

/** More calls than this in one delivery would hold up everything else. */
export const MOST_RECORDS = 500;

/** No account has a tenth of it: a lead and its call have some two hundred fields, and the account's own come on top. */
export const MOST_NAMES = 2_000;

const REMEDY =
  'On the Convoso Connect endpoint, choose the method POST with Post Data Type RAW or JSON and an Adaptor; ' +
  'by hand, send name=value pairs joined with & or one JSON object.';

/**
 * Reads one delivery in any of the five shapes of domain-facts B.2, whatever its Content-Type says of the shape; the
 * charset that it declares counts. What was repaired or passed over is noted with each record.
 *
 * @param raw the body: its bytes, or its text where somebody has decoded it already; empty for GET
 * @param headers the request's headers
 * @param query the URL's query without `?`; its parameters other than `secret` and `event` are payload too, alone
 *   where there is no body, else only for names that the body does not have
 */
export function decodeDelivery(
  raw: string | Uint8Array,
  headers: DeliveryHeaders,
  query: string,
): DecodedDelivery {
  const contentType = contentTypeOf(headers);
  const characters = new Characters(contentType);
  const fromQuery = readQuery(query);
  const decoded = typeof raw === 'string' ? raw : characters.body(raw);
  const text = wellFormed(decoded);
  if (text.trim() === '') return payload('query', fromQuery.records.filter(hasFields), fromQuery.notes);
  const claimed = claimedType(contentType);
  const body = decodeBody(text, claimed, characters);
  if (!body.ok) {
    return { outcome: 'unreadable', code: 'UNREADABLE_DELIVERY', tried: body.tried, remedy: REMEDY };
  }
  const records = withQuery(body.records, fromQuery.records);
  const escaped =
    claimed !== 'json' && text.includes('&amp;') && body.shape === 'form' ? [ESCAPED_AMPERSAND] : [];
  return payload(body.shape, records, [
    ...(text === decoded ? [] : [BROKEN_CHARACTERS]),
    ...characters.notes(),
    ...fromQuery.notes,
    ...escaped,
    ...typeNotes(claimed, body.shape),
  ]);
}

/**
 * The same for a body that a body parser has read already, as far as it has left the delivery readable: an object, or a
 * list of them.
 */
export function decodeParsed(body: object, query: string): DecodedDelivery {
  const fromQuery = readQuery(query);
  try {
    const records = withQuery(recordsInBody(body), fromQuery.records);
    return payload('json', records, [...fromQuery.notes, ...inexactNumbers(body)]);
  } catch (error) {
    const tried = [error instanceof Error ? error.message : String(error)];
    const remedy = error instanceof TakenApartError ? READ_BEFORE : REMEDY;
    return { outcome: 'unreadable', code: 'UNREADABLE_DELIVERY', tried, remedy };
  }
}

const READ_BEFORE =
  'Put the handler of this hook before express.urlencoded(), or send JSON with the Content-Type application/json.';

/** Deeper than any delivery is nested whose fields are found. */
const DEEPEST = 4;

/** Numbers of which a body parser has lost the last digits. A raw delivery has all of them. */
function inexactNumbers(body: object, depth = 1): ReadingNote[] {
  return Object.entries(body).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value === 'object' && value !== null)
      return depth < DEEPEST ? inexactNumbers(value, depth + 1) : [];
    if (!Number.isInteger(value) || Number.isSafeInteger(value)) return [];
    const message =
      `${shown(name)} came as a number that is too long for a body parser to keep: its last digits may be others than ${String(value)}. ` +
      'Put the handler of this hook before express.json(), or send it as text.';
    return [note('INEXACT_NUMBER', name, message)];
  });
}

function withQuery(
  records: readonly ReceivedRecord[],
  [beside]: readonly ReceivedRecord[],
): readonly ReceivedRecord[] {
  return records.map((record) => joinRecords(record, beside, inBodyAndUrl)).filter(hasFields);
}

function readQuery(query: string): { records: readonly ReceivedRecord[]; notes: readonly ReadingNote[] } {
  const characters = new Characters('');
  const { text, notes } = ownPart(query, characters);
  const { records } = decodeQuery(text, characters);
  return { records, notes: [...characters.notes(), ...notes] };
}

const ESCAPED_AMPERSAND = note(
  'ESCAPED_AMPERSAND',
  null,
  'It holds &amp; where & is meant, as in a text copied out of HTML: it was read as &. Correct the address or the body that is sent.',
);

function payload(
  shape: BodyShape,
  records: readonly ReceivedRecord[],
  notes: readonly ReadingNote[],
): DecodedDelivery {
  if (records.length > MOST_RECORDS) {
    const tried = [`it holds ${records.length} records, and at most ${MOST_RECORDS} are taken at once`];
    const remedy = 'Send fewer records in one request.';
    return { outcome: 'unreadable', code: 'TOO_MANY_RECORDS', tried, remedy };
  }
  const names = Math.max(0, ...records.map(({ received }) => Object.keys(received).length));
  if (names > MOST_NAMES) {
    const tried = [`it holds ${names} names, and at most ${MOST_NAMES} are taken of one call`];
    const remedy = "Send only what is mapped in Convoso's Adaptor.";
    return { outcome: 'unreadable', code: 'TOO_MANY_NAMES', tried, remedy };
  }
  const noted = records.map(({ received, notes: own }, index): ReceivedRecord => {
    const several =
      records.length > 1
        ? [note('ONE_OF_SEVERAL', null, `It is record ${index + 1} of ${records.length} of one delivery.`)]
        : [];
    return { received, notes: [...notes, ...own, ...several] };
  });
  const [first, ...others] = noted;
  return first === undefined
    ? { outcome: 'empty' }
    : { outcome: 'payload', shape, records: [first, ...others] };
}

function hasFields({ received }: ReceivedRecord): boolean {
  return Object.keys(received).length > 0;
}

/** The query without our own parameters. */
function ownPart(query: string, characters: Characters): { text: string; notes: readonly ReadingNote[] } {
  const whole = query.startsWith('?') ? query.slice(1) : query;
  if (whole === '') return { text: '', notes: [] };
  const pairs = formPairs(whole, characters);
  const mended = withoutEscapedAmpersands(pairs);
  const text = mended
    .filter((pair) => !HOOK_PARAMETERS.has(pair.name))
    .map((pair) => pair.raw)
    .join('&');
  return { text, notes: mended === pairs ? [] : [ESCAPED_AMPERSAND] };
}

function contentTypeOf(headers: DeliveryHeaders): string {
  const name = Object.keys(headers).find((header) => header.toLowerCase() === 'content-type');
  const value = name === undefined ? undefined : headers[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}

function claimedType(contentType: string): ClaimedType {
  const type = contentType.toLowerCase();
  if (type.includes('json')) return 'json';
  return type.includes('x-www-form-urlencoded') ? 'form' : 'other';
}

function typeNotes(claimed: ClaimedType, shape: BodyShape): ReadingNote[] {
  if (claimed === 'json' && shape === 'form') {
    return [note('WRONG_CONTENT_TYPE', null, 'The Content-Type says JSON, but the body is a form.')];
  }
  if (claimed === 'form' && shape === 'json-as-form-key') {
    return [note('WRONG_CONTENT_TYPE', null, 'The Content-Type says form, but the body is JSON text.')];
  }
  return [];
}

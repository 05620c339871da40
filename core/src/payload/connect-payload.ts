import { nullRecord, textOf, type FieldValue, type FieldValues } from '../fields/value.js';
import { Characters } from './characters.js';
import { cleanValue } from './clean-value.js';
import type { ConnectPayload } from './connect-payload-fields.js';
import { parseDeliveredJson } from './delivered-json.js';
import { fieldsOfForm, isFormObject } from './form-object.js';
import type { ReceivedRecord } from './received-record.js';
import { repairValue } from './repair-value.js';
import { resolveNames } from './resolve-names.js';
import { unwrapJson } from './unwrap.js';

export type { ConnectPayload, ConnectPayloadFields } from './connect-payload-fields.js';

/** JSON text was sent as a form, and a form parser has taken it apart so that nobody can tell any more what it was. */
export class TakenApartError extends TypeError {
  override readonly name = 'TakenApartError';

  constructor() {
    super(
      'a form parser took JSON text apart, and not all of it is there any more. Read the request before that parser does, use ' +
        'express.urlencoded({ extended: false }), or have it sent with the Content-Type application/json',
    );
  }
}

/**
 * Reads the body of a Connect POST as a body parser hands it to your own receiver, and answers it flat under
 * canonical names: aliases resolved, values as text and as their fields mean them, unknown names kept. Of a body with
 * several records it is the first; {@link parseConnectPayloads} gives all.
 *
 * Takes a plain object, a list with one, and what `express.urlencoded` makes of JSON text that was sent as a form
 * field (domain-facts B.2, shapes 3 to 5) as far as the parser has left it readable; `decodeDelivery` reads all of
 * it, from the raw body. A `FormData` or `URLSearchParams`, as frameworks over `fetch` have them, is read by its fields.
 *
 * @throws {TypeError} when the body is no object, or what a form parser left of JSON text is the whole no more; the message says which
 *
 * @example
 * ```ts
 * parseConnectPayload({ 'Phone Number': '(202) 555-0134', Status: 'SALE' });
 * // → { phone_number: '(202) 555-0134', status: 'SALE' }
 * ```
 */
export function parseConnectPayload(body: unknown): ConnectPayload {
  const [first = nullRecord<string>()] = parseConnectPayloads(body);
  return first;
}

/**
 * The same for a body that may hold several records, such as a list of calls: one payload for each, in order.
 *
 * @throws {TypeError} as {@link parseConnectPayload} does
 *
 * @example
 * ```ts
 * parseConnectPayloads([{ lead_id: 1 }, { lead_id: 2 }]);
 * // → [{ lead_id: '1' }, { lead_id: '2' }]
 * ```
 */
export function parseConnectPayloads(body: unknown): ConnectPayload[] {
  return recordsInBody(body).map(({ received }) => flatPayload(received));
}

/**
 * The records of a parsed body under the names they were sent by, with notes on how they were found; what
 * `decodeDelivery` gives for a raw one.
 *
 * @throws {TypeError} as {@link parseConnectPayload} does
 */
export function recordsInBody(body: unknown): readonly ReceivedRecord[] {
  if (isFormObject(body)) return recordsInBody(fieldsOfForm(body));
  const object = requireObject(body);
  return readMangledJson(object) ?? readRecords(Array.isArray(body) ? body : object);
}

function flatPayload(received: FieldValues): ConnectPayload {
  const resolved = resolveNames(received);
  const canonicalOf = new Map([...resolved].map(([canonical, name]) => [name, canonical]));
  const payload: ConnectPayload = nullRecord<string>();
  for (const [name, value] of Object.entries(received)) {
    const field = canonicalOf.get(name) ?? name;
    payload[field] = textOf(repairValue(canonicalOf.has(name) ? field : '', value, []).value);
  }
  // A bare id is the lead's (domain-facts B.4), so the name that receivers look for is there too.
  if (payload.id !== undefined) payload.lead_id ??= payload.id;
  return payload;
}

function readRecords(object: object): readonly ReceivedRecord[] {
  const unwrapped = unwrapJson(object, new Characters(''));
  if (unwrapped.ok) return unwrapped.records;
  const entries = Object.entries(object).map(([name, value]): [string, FieldValue] => [
    name,
    cleanValue(value),
  ]);
  return [{ received: nullRecord(entries), notes: [] }];
}

/** What a form parser took for the name of a field, and is the beginning of a JSON object or of a list of them. */
const BEGINS_AS_JSON = /^\s*(?:\[\s*)?\{\s*"/;

/**
 * A form parser cuts JSON text at its first `=` and at every `&`, and express's own extended one also at brackets, of which it leaves out those
 * around a list; put together again it may parse. Null when the object is not made of such pieces.
 *
 * @throws {TakenApartError} when it is, and they are the whole no more
 */
function readMangledJson(object: object): readonly ReceivedRecord[] | null {
  const entries = Object.entries(object) as [string, unknown][];
  const first = entries[0]?.[0] ?? '';
  if (!/^\s*[{[]/.test(first)) return null;
  // Brackets within a text were taken for nesting, and what comes twice for a list: where each stood, nobody knows.
  const isNested = entries.some(([, value]) => typeof value === 'object');
  if (isNested && BEGINS_AS_JSON.test(first)) throw new TakenApartError();
  const pieces = entries.map(([name, value]) => (value === '' ? name : `${name}=${String(value)}`));
  const joined = pieces.join('&').trim();
  const text = joined.endsWith('=') ? joined.slice(0, -1) : joined;
  for (const each of [text, `[${text}]`]) {
    const json = parseDeliveredJson(each);
    const unwrapped = json.ok ? unwrapJson(json.value, new Characters('')) : null;
    if (unwrapped?.ok === true) return unwrapped.records;
  }
  if (BEGINS_AS_JSON.test(first)) throw new TakenApartError();
  return null;
}

function requireObject(body: unknown): object {
  const candidate: unknown = Array.isArray(body) && body.length > 0 ? body[0] : body;
  const isObject = typeof candidate === 'object' && candidate !== null && !Array.isArray(candidate);
  if (isObject && !ArrayBuffer.isView(candidate)) return candidate;
  const hint = hintFor(body);
  throw new TypeError(
    `parseConnectPayload: expected an object, got ${describe(body)}${hint === '' ? '' : `. ${hint}`}`,
  );
}

function describe(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (typeof value === 'string') return `a string (${JSON.stringify(shortened(value))})`;
  if (Array.isArray(value)) {
    return value.length === 0 ? 'an empty array' : `an array that starts with ${describe(value[0])}`;
  }
  if (ArrayBuffer.isView(value)) return `bytes (${value.byteLength} of them)`;
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'number' || typeof value === 'boolean') return `a ${typeof value} (${value})`;
  return `a ${typeof value}`;
}

function shortened(text: string): string {
  return text.length > 20 ? `${text.slice(0, 20)}…` : text;
}

function hintFor(body: unknown): string {
  if (body === undefined) {
    return 'Is a body parser missing before this handler, such as express.urlencoded() and express.json()?';
  }
  if (typeof body === 'string' || ArrayBuffer.isView(body)) {
    return 'The body is not parsed yet: put a body parser before this handler, or use decodeDelivery';
  }
  return '';
}

import type { Characters } from './characters.js';
import { parseDeliveredJson } from './delivered-json.js';
import { formPairs, formRecord, whyNotForm, type FormPair } from './form.js';
import { AMP } from './hook-parameters.js';
import { inAndBesideEnvelope, joinRecords, type ReceivedRecord } from './received-record.js';
import { note, type ReadingNote } from './notes.js';
import { unwrapForm, unwrapJson, type Unwrapped } from './unwrap.js';

/**
 * How a payload was wrapped (domain-facts B.2): a form, a JSON object, JSON text sent as the name of a form field,
 * an envelope called `params`, a list of objects; or nothing but the URL's query.
 */
export type BodyShape = 'form' | 'json' | 'json-as-form-key' | 'params' | 'list' | 'query';

export type BodyReading =
  | { readonly ok: true; readonly shape: BodyShape; readonly records: readonly ReceivedRecord[] }
  | { readonly ok: false; readonly tried: readonly string[] };

/** What the Content-Type claims. It is often wrong (domain-facts 0.1, 2), so it only names what is both. */
export type ClaimedType = 'json' | 'form' | 'other';

/**
 * Reads a body that is not blank, whatever its Content-Type. Works on the raw text, because a form parser cuts JSON
 * that was sent as a field name at its first `&` or `=`. Never throws.
 */
export function decodeBody(raw: string, claimed: ClaimedType, characters: Characters): BodyReading {
  const text = raw.trim();
  const json = readJsonText(text, claimed, characters);
  if (json.ok) return json;
  const form = readFormText(text, characters);
  return form.ok ? form : { ok: false, tried: [...json.tried, ...form.tried] };
}

/** Reads the query of a URL. A URL has no other shape than a form, so any name will do. */
export function decodeQuery(query: string, characters: Characters): Extract<BodyReading, { ok: true }> {
  const pairs = formPairs(query, characters);
  const reading =
    readJsonKey(query, pairs, characters) ??
    fromUnwrapped(unwrapForm(formRecord(pairs), characters), 'form', 'query');
  if (reading.ok) return { ...reading, shape: 'query' };
  return { ok: true, shape: 'query', records: [{ received: formRecord(pairs), notes: [] }] };
}

/**
 * JSON text as it is. A final `=` means that it was sent as a form field's name without being encoded; then its
 * plus signs and percent signs are its own. JSON objects on lines of their own are a list.
 */
function readJsonText(text: string, claimed: ClaimedType, characters: Characters): BodyReading {
  const asKey = /^[{[]/.test(text) && text.endsWith('=');
  const json = parseDeliveredJson(asKey ? text.slice(0, -1).trimEnd() : text);
  const value = json.ok ? json.value : objectsOnLines(text);
  if (value === null && !json.ok) return { ok: false, tried: [`JSON: ${json.why}`] };
  return fromUnwrapped(
    unwrapJson(value, characters),
    'JSON',
    asKey || claimed === 'form' ? 'json-as-form-key' : 'json',
  );
}

function objectsOnLines(text: string): readonly unknown[] | null {
  if (!text.startsWith('{') || !/\}\s*\n\s*\{/.test(text)) return null;
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const objects: unknown[] = [];
  for (const line of lines) {
    const json = parseDeliveredJson(line.trim());
    if (!json.ok) return null;
    objects.push(json.value);
  }
  return objects;
}

function readFormText(text: string, characters: Characters): BodyReading {
  const pairs = withoutEscapedAmpersands(formPairs(text, characters));
  const jsonKey = readJsonKey(text, pairs, characters);
  if (jsonKey !== null) return jsonKey;
  const why = whyNotForm(text, pairs);
  if (why !== null) return { ok: false, tried: [`form: ${why}`] };
  const reading = fromUnwrapped(unwrapForm(formRecord(pairs), characters), 'form', 'form');
  const nameless = pairs.filter((pair) => pair.name.trim() === '').length;
  if (!reading.ok || nameless === 0) return reading;
  return withNote(
    reading,
    note('NAMELESS_VALUES', null, `Passed over ${nameless} form value(s) without a name.`),
  );
}

/** Encoded JSON in the place of a field's name: the whole text, or one field among others. Null when there is none. */
function readJsonKey(text: string, pairs: readonly FormPair[], characters: Characters): BodyReading | null {
  const isWhole = /^(?:%7b|%5b|[{[])/i.test(text);
  const whole = isWhole ? jsonIn(characters.formText(withoutFinalEquals(text)), characters) : null;
  if (whole?.ok) return fromUnwrapped(whole, 'JSON in a form field', 'json-as-form-key');
  for (const pair of pairs) {
    const found = pair.value === '' ? jsonIn(pair.name, characters) : null;
    if (!found?.ok) continue;
    const beside = { received: formRecord(pairs.filter((other) => other !== pair)), notes: [] };
    const records = found.records.map((record) => joinRecords(record, beside, inAndBesideEnvelope));
    return fromUnwrapped({ ...found, records }, 'JSON in a form field', 'json-as-form-key');
  }
  return whole === null ? null : fromUnwrapped(whole, 'JSON in a form field', 'json-as-form-key');
}

function jsonIn(decoded: string, characters: Characters): Unwrapped | null {
  const text = decoded.trim();
  if (!text.startsWith('{') && !text.startsWith('[')) return null;
  const json = parseDeliveredJson(text);
  return json.ok ? unwrapJson(json.value, characters) : null;
}

function withoutFinalEquals(text: string): string {
  return text.endsWith('=') ? text.slice(0, -1) : text;
}

/** A form copied out of HTML has `&amp;` between its pairs. */
export function withoutEscapedAmpersands(pairs: readonly FormPair[]): readonly FormPair[] {
  if (!pairs.some(({ name }) => name.startsWith(AMP))) return pairs;
  return pairs.map((pair) =>
    pair.name.startsWith(AMP)
      ? { ...pair, raw: pair.raw.slice(AMP.length), name: pair.name.slice(AMP.length) }
      : pair,
  );
}

function withNote(
  reading: Extract<BodyReading, { ok: true }>,
  added: ReadingNote,
): Extract<BodyReading, { ok: true }> {
  return { ...reading, records: reading.records.map((each) => ({ ...each, notes: [...each.notes, added] })) };
}

function fromUnwrapped(unwrapped: Unwrapped, reader: string, bare: BodyShape): BodyReading {
  if (!unwrapped.ok) return { ok: false, tried: [`${reader}: ${unwrapped.why}`] };
  const { records, wrapping } = unwrapped;
  return { ok: true, shape: wrapping === 'none' ? bare : wrapping, records };
}

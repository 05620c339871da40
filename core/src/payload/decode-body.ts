import type { FieldValue } from '../fields/value.js';
import { parseExactJson } from './exact-json.js';
import { decodeFormText, formPairs, formRecord, whyNotForm, type FormPair } from './form.js';
import { fillIn, unwrapForm, unwrapJson, type Unwrapped } from './unwrap.js';

/**
 * How a payload was wrapped (domain-facts B.2): a form, a JSON object, JSON text sent as the name of a form field,
 * an envelope called `params`, a list with one object; or nothing but the URL's query.
 */
export type BodyShape = 'form' | 'json' | 'json-as-form-key' | 'params' | 'list' | 'query';

export type BodyReading =
  | {
      readonly ok: true;
      readonly shape: BodyShape;
      readonly received: Record<string, FieldValue>;
      readonly notes: readonly string[];
    }
  | { readonly ok: false; readonly tried: readonly string[] };

/** What the Content-Type claims. It is often wrong (domain-facts 0.1, 2), so it only names what is both. */
export type ClaimedType = 'json' | 'form' | 'other';

/**
 * Reads a body that is not blank, whatever its Content-Type. Works on the raw text, because a form parser cuts JSON
 * that was sent as a field name at its first `&` or `=`. Never throws.
 */
export function decodeBody(raw: string, claimed: ClaimedType): BodyReading {
  const text = raw.trim();
  const json = readJsonText(text, claimed);
  if (json.ok) return json;
  const form = readFormText(text);
  return form.ok ? form : { ok: false, tried: [...json.tried, ...form.tried] };
}

/** Reads the query of a URL. A URL has no other shape than a form, so any name will do. */
export function decodeQuery(query: string): Extract<BodyReading, { ok: true }> {
  const pairs = formPairs(query);
  const reading = readJsonKey(query, pairs) ?? fromUnwrapped(unwrapForm(formRecord(pairs)), 'form', 'query');
  if (!reading.ok) return { ok: true, shape: 'query', received: formRecord(pairs), notes: [] };
  return { ...reading, shape: 'query' };
}

/**
 * JSON text as it is. A final `=` means that it was sent as a form field's name without being encoded; then its
 * plus signs and percent signs are its own.
 */
function readJsonText(text: string, claimed: ClaimedType): BodyReading {
  const asKey = /^[{[]/.test(text) && text.endsWith('=');
  const json = parseExactJson(asKey ? text.slice(0, -1).trimEnd() : text);
  if (!json.ok) return { ok: false, tried: [`JSON: ${json.why}`] };
  return fromUnwrapped(
    unwrapJson(json.value),
    'JSON',
    asKey || claimed === 'form' ? 'json-as-form-key' : 'json',
  );
}

function readFormText(text: string): BodyReading {
  const pairs = formPairs(text);
  const jsonKey = readJsonKey(text, pairs);
  if (jsonKey !== null) return jsonKey;
  const why = whyNotForm(text, pairs);
  if (why !== null) return { ok: false, tried: [`form: ${why}`] };
  const reading = fromUnwrapped(unwrapForm(formRecord(pairs)), 'form', 'form');
  const nameless = pairs.filter((pair) => pair.name.trim() === '').length;
  if (!reading.ok || nameless === 0) return reading;
  return { ...reading, notes: [...reading.notes, `Passed over ${nameless} form value(s) without a name.`] };
}

/** Encoded JSON in the place of a field's name: the whole text, or one field among others. Null when there is none. */
function readJsonKey(text: string, pairs: readonly FormPair[]): BodyReading | null {
  const whole = /^(?:%7b|%5b|[{[])/i.test(text) ? jsonIn(decodeFormText(withoutFinalEquals(text))) : null;
  if (whole?.ok) return fromUnwrapped(whole, 'JSON in a form field', 'json-as-form-key');
  for (const pair of pairs) {
    const found = pair.value === '' ? jsonIn(pair.name) : null;
    if (!found?.ok) continue;
    const beside = formRecord(pairs.filter((other) => other !== pair));
    const received = fillIn(found.received, beside);
    return fromUnwrapped({ ...found, received }, 'JSON in a form field', 'json-as-form-key');
  }
  return whole === null ? null : fromUnwrapped(whole, 'JSON in a form field', 'json-as-form-key');
}

function jsonIn(decoded: string): Unwrapped | null {
  const text = decoded.trim();
  if (!text.startsWith('{') && !text.startsWith('[')) return null;
  const json = parseExactJson(text);
  return json.ok ? unwrapJson(json.value) : null;
}

function withoutFinalEquals(text: string): string {
  return text.endsWith('=') ? text.slice(0, -1) : text;
}

function fromUnwrapped(unwrapped: Unwrapped, reader: string, bare: BodyShape): BodyReading {
  if (!unwrapped.ok) return { ok: false, tried: [`${reader}: ${unwrapped.why}`] };
  const { received, notes, wrapping } = unwrapped;
  return { ok: true, shape: wrapping === 'none' ? bare : wrapping, received, notes };
}

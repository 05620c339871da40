import { nullRecord, type FieldValue } from '../fields/value.js';
import { cleanValue } from './clean-value.js';
import { parseExactJson } from './exact-json.js';
import { formPairs, formRecord, whyNotForm } from './form.js';

/** A record of fields: bare, inside a list, or inside an envelope called `params` (domain-facts B.2, shapes 4 and 5). */
export type Unwrapped =
  | {
      readonly ok: true;
      readonly wrapping: 'none' | 'list' | 'params';
      readonly received: Record<string, FieldValue>;
      readonly notes: readonly string[];
    }
  | { readonly ok: false; readonly why: string };

const ENVELOPE = 'params';

/** Finds the record in a JSON value: an object, or the first of a list. Never throws on what JSON text can hold. */
export function unwrapJson(value: unknown): Unwrapped {
  const outer = soleObject(value);
  if (!outer.ok) return outer;
  const { params, ...rest } = outer.object;
  if (!Object.hasOwn(outer.object, ENVELOPE) || !canBeEnvelope(params)) return cleanRecord(outer);
  const envelope = openEnvelope(params);
  if (envelope === null) return cleanRecord(outer);
  const beside = cleanRecord({ ...outer, object: rest });
  return beside.ok && envelope.ok ? { ...envelope, ...joined(envelope, beside) } : envelope;
}

/** Opens the envelope of a form's record, where there is one. */
export function unwrapForm(record: Record<string, FieldValue>): Unwrapped {
  const plain = { ok: true, wrapping: 'none', received: record, notes: [] } as const;
  const content = record[ENVELOPE];
  const envelope = content === undefined ? null : openEnvelope(content);
  if (!envelope?.ok) return envelope ?? plain;
  const received = nullRecord(Object.entries(record).filter(([name]) => name !== ENVELOPE));
  return { ...envelope, ...joined(envelope, { ...plain, received }) };
}

/** All entries of the first record, then those of the second whose names the first does not have. */
export function fillIn(
  record: Readonly<Record<string, FieldValue>>,
  more: Readonly<Record<string, FieldValue>>,
): Record<string, FieldValue> {
  const filled = nullRecord(Object.entries(record));
  for (const [name, value] of Object.entries(more)) filled[name] ??= value;
  return filled;
}

type Opened = Extract<Unwrapped, { ok: true }>;

function joined(inner: Opened, beside: Opened): Pick<Opened, 'received' | 'notes'> {
  return { received: fillIn(inner.received, beside.received), notes: [...inner.notes, ...beside.notes] };
}

function canBeEnvelope(content: unknown): boolean {
  return content === null || typeof content === 'object' || typeof content === 'string';
}

/**
 * The record inside `params`: JSON first, then a query string. Null when it holds neither and so is a field that
 * happens to have this name. One envelope only: a `params` inside it is a field.
 */
function openEnvelope(content: unknown): Unwrapped | null {
  const value = typeof content === 'string' ? content.trim() : content;
  if (value === null || value === '')
    return { ok: true, wrapping: 'params', received: nullRecord(), notes: [] };
  if (typeof value !== 'string') return asEnvelope(soleObject(value));
  if (value.startsWith('{') || value.startsWith('[')) {
    const json = parseExactJson(value);
    return json.ok ? asEnvelope(soleObject(json.value)) : { ok: false, why: `in "params", ${json.why}` };
  }
  const pairs = formPairs(value);
  if (whyNotForm(value, pairs) !== null) return null;
  return { ok: true, wrapping: 'params', received: formRecord(pairs), notes: [] };
}

function asEnvelope(found: SoleObject): Unwrapped | null {
  if (!found.ok) return null;
  const cleaned = cleanRecord(found);
  return cleaned.ok ? { ...cleaned, wrapping: 'params' } : cleaned;
}

type SoleObject =
  | {
      readonly ok: true;
      readonly object: Readonly<Record<string, unknown>>;
      readonly wrapping: 'none' | 'list';
      readonly notes: readonly string[];
    }
  | { readonly ok: false; readonly why: string };

/** An empty list counts as an empty object: PHP writes a record without fields that way. */
function soleObject(value: unknown): SoleObject {
  if (isObject(value)) return { ok: true, object: value, wrapping: 'none', notes: [] };
  if (!Array.isArray(value)) return { ok: false, why: `the JSON is ${kindOf(value)}, not an object` };
  const [first = {}] = value as readonly unknown[];
  if (!isObject(first)) return { ok: false, why: `the JSON is a list of ${kindOf(first)}, not of an object` };
  const notes =
    value.length > 1 ? [`The body is a list of ${value.length} records: only the first was read.`] : [];
  return { ok: true, object: first, wrapping: 'list', notes };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}

function cleanRecord({ object, wrapping, notes }: Extract<SoleObject, { ok: true }>): Unwrapped {
  const received = nullRecord<FieldValue>();
  try {
    for (const [name, value] of Object.entries(object)) {
      if (value !== undefined) received[name] = cleanValue(value);
    }
  } catch {
    return { ok: false, why: 'the JSON is nested too deeply to be read' };
  }
  return { ok: true, wrapping, received, notes };
}

import { nullRecord, type FieldValue } from '../fields/value.js';
import { isWellFormed } from '../fields/well-formed.js';
import type { Characters } from './characters.js';
import { cleanValue } from './clean-value.js';
import { parseDeliveredJson } from './delivered-json.js';
import { formPairs, formRecord, whyNotForm } from './form.js';
import { inAndBesideEnvelope, inBodyAndUrl, joinRecords, type ReceivedRecord } from './received-record.js';
import { note, shown, type ReadingNote } from './notes.js';
import { openWrappers } from './open-wrappers.js';
import { DEEPEST, holdsRecords, isNumbered, isObject, listAt, type JsonObject } from './record-lists.js';

/**
 * Records of fields: bare, in a list, or inside an envelope called `params` (domain-facts B.2, shapes 4 and 5). There is
 * at least one.
 */
export type Unwrapped =
  | {
      readonly ok: true;
      readonly wrapping: 'none' | 'list' | 'params';
      readonly records: readonly ReceivedRecord[];
    }
  | { readonly ok: false; readonly why: string };

const ENVELOPE = 'params';

/** What shows that `headers` and `body` are those of a request, as n8n, Pipedream and AWS Lambda hand it on. */
const REQUEST_PARTS = ['query', 'params', 'queryStringParameters', 'method', 'httpMethod', 'url', 'path'];
const QUERY_NAMES = ['query', 'queryStringParameters'];

/** Finds the records in a JSON value: an object, or all objects of a list. Never throws on what JSON text can hold. */
export function unwrapJson(value: unknown, characters: Characters): Unwrapped {
  return new Unwrapper(characters).open(value, 0);
}

/** Opens what a form's record wraps. */
export function unwrapForm(record: Readonly<Record<string, FieldValue>>, characters: Characters): Unwrapped {
  if (isPlain(record)) return { ok: true, wrapping: 'none', records: [{ received: record, notes: [] }] };
  return new Unwrapper(characters).open(record, 0);
}

/** Nearly every form is nothing but fields, already cleaned. */
function isPlain(record: Readonly<Record<string, FieldValue>>): boolean {
  for (const name in record) {
    const value = record[name] ?? '';
    // Of an empty text it is NaN, which is none of these.
    const first = typeof value === 'string' ? value.charCodeAt(0) : NaN;
    if (name === ENVELOPE || first === BRACE || first === BRACKET || first <= BLANK) return false;
    if (name.includes('.') || name.includes('[')) return false;
  }
  return true;
}

const BRACE = 0x7b;
const BRACKET = 0x5b;
const BLANK = 0x20;

type Opened = Extract<Unwrapped, { ok: true }>;

class Unwrapper {
  readonly #characters: Characters;

  constructor(characters: Characters) {
    this.#characters = characters;
  }

  open(value: unknown, depth: number): Unwrapped {
    if (Array.isArray(value)) return this.#openList(value, depth);
    // What was made JSON twice is a text that holds it.
    const content = typeof value === 'string' && depth < DEEPEST ? this.#openContent(value, depth + 1) : null;
    if (content !== null) return content;
    if (!isObject(value)) return { ok: false, why: `the JSON is ${kindOf(value)}, not an object` };
    if (depth >= DEEPEST) return this.#openWrappers(value);
    if (isNumbered(value)) return this.#openList(Object.values(value), depth);
    return this.#openRequest(value, depth) ?? this.#openParams(value) ?? this.#openFields(value, depth);
  }

  /** An empty list counts as an empty object: PHP writes a record without fields that way. */
  #openList(list: readonly unknown[], depth: number): Unwrapped {
    if (list.length === 0) return this.#asList(this.#record({}));
    const objects = list.filter(isObject);
    if (objects.length === 0)
      return { ok: false, why: `the JSON is a list of ${kindOf(list[0])}, not of an object` };
    const records: ReceivedRecord[] = [];
    for (const object of objects) {
      const opened = this.open(object, depth + 1);
      if (!opened.ok) return opened;
      records.push(...opened.records);
    }
    const unread = list.length - objects.length;
    return {
      ok: true,
      wrapping: 'list',
      records: unread === 0 ? records : withUnread(records, unread, list.length),
    };
  }

  #asList(opened: Unwrapped): Unwrapped {
    return opened.ok ? { ...opened, wrapping: 'list' } : opened;
  }

  /** The event inside of what n8n and the like make of a request: its body, and its query beside it. */
  #openRequest(object: JsonObject, depth: number): Unwrapped | null {
    const { headers, body } = object;
    if (!isObject(headers) || body === undefined) return null;
    if (!REQUEST_PARTS.some((name) => Object.hasOwn(object, name))) return null;
    const isBlank = body === null || (typeof body === 'string' && body.trim() === '');
    const opened = this.#openContent(body, depth + 1) ?? this.#record(isBlank ? {} : { body });
    if (!opened.ok) return opened;
    const queryName = QUERY_NAMES.find((name) => isObject(object[name]));
    const { secret, ...query } = queryName === undefined ? {} : (object[queryName] as JsonObject);
    const beside = this.#openWrappers(query);
    if (!beside.ok) return beside;
    const left = Object.keys(object).filter((name) => name !== 'body' && name !== queryName);
    if (secret !== undefined) left.push('the secret in its query');
    const message = `The event was taken out of a whole request; ${left.join(', ')} were left out.`;
    return withNote(joined(opened, beside, inBodyAndUrl), note('ENVELOPE_LEFT_OUT', 'body', message));
  }

  /** A body that may be the object itself, or JSON or a form as text; null where it holds neither. */
  #openContent(content: unknown, depth: number): Unwrapped | null {
    if (typeof content !== 'string')
      return isObject(content) || Array.isArray(content) ? this.open(content, depth) : null;
    const text = content.trim();
    if (text === '') return null;
    if (text.startsWith('{') || text.startsWith('[')) {
      const json = parseDeliveredJson(text);
      return json.ok ? this.open(json.value, depth) : null;
    }
    const pairs = formPairs(text, this.#characters);
    return whyNotForm(text, pairs) === null ? this.open(formRecord(pairs), depth) : null;
  }

  /**
   * The records inside `params`: JSON first, then a query string. Null when there is no such envelope, or it holds
   * neither and so is a field that happens to have this name. One envelope only: a `params` inside it is a field.
   */
  #openParams(object: JsonObject): Unwrapped | null {
    if (!Object.hasOwn(object, ENVELOPE)) return null;
    const { [ENVELOPE]: content, ...rest } = object;
    const envelope = this.#envelope(content);
    if (!envelope?.ok) return envelope;
    const beside = this.#openWrappers(rest);
    return beside.ok ? joined({ ...envelope, wrapping: 'params' }, beside, inAndBesideEnvelope) : beside;
  }

  #envelope(content: unknown): Unwrapped | null {
    const value = typeof content === 'string' ? content.trim() : content;
    if (value === null || value === '') return this.#record({});
    if (typeof value === 'object') return this.#inner(value);
    if (typeof value !== 'string') return null;
    if (value.startsWith('{') || value.startsWith('[')) {
      const json = parseDeliveredJson(value);
      return json.ok ? this.#inner(json.value) : { ok: false, why: `in "params", ${json.why}` };
    }
    const pairs = formPairs(value, this.#characters);
    return whyNotForm(value, pairs) === null ? this.#record(formRecord(pairs)) : null;
  }

  #inner(value: unknown): Unwrapped | null {
    const opened = this.open(value, DEEPEST);
    return opened.ok ? opened : null;
  }

  /** Fields as they stand, in wrappers, or several records under one name. */
  #openFields(object: JsonObject, depth: number): Unwrapped {
    for (const [name, value] of Object.entries(object)) {
      const opened = this.#openRecordsAt(name, value, depth + 1);
      if (opened === null) continue;
      const beside = this.#openWrappers(
        Object.fromEntries(Object.entries(object).filter(([other]) => other !== name)),
      );
      if (opened.ok && beside.ok)
        return withNote(joined(opened, beside, inAndBesideEnvelope), unwrappedNote([name]));
    }
    return this.#openWrappers(object);
  }

  /** Several records in a list of this name, or in one further inside. Null where there is none. */
  #openRecordsAt(name: string, value: unknown, depth: number): Unwrapped | null {
    if (!holdsRecords(name, value, depth)) return null;
    const list = listAt(name, value);
    if (list !== null) return this.#openList(list, depth);
    return isObject(value) ? this.#openFields(value, depth) : null;
  }

  #openWrappers(object: JsonObject): Unwrapped {
    const { fields, opened } = openWrappers(object);
    const record = this.#record(fields);
    return record.ok && opened.length > 0 ? withNote(record, unwrappedNote(opened)) : record;
  }

  #record(object: JsonObject): Unwrapped {
    const received = nullRecord<FieldValue>();
    let isWhole = true;
    try {
      for (const [name, value] of Object.entries(object)) {
        if (value === undefined) continue;
        received[name] = cleanValue(value);
        isWhole &&= typeof value !== 'string' || isWellFormed(value);
      }
    } catch {
      return { ok: false, why: 'the JSON is nested too deeply to be read' };
    }
    const notes = isWhole ? [] : [BROKEN_CHARACTERS];
    return { ok: true, wrapping: 'none', records: [{ received, notes }] };
  }
}

export const BROKEN_CHARACTERS = note(
  'BROKEN_CHARACTERS',
  null,
  'It holds halves of characters, which nothing can store: each was replaced by U+FFFD.',
);

function joined(opened: Opened, { records: [beside] }: Opened, tell: (name: string) => ReadingNote): Opened {
  return { ...opened, records: opened.records.map((record) => joinRecords(record, beside, tell)) };
}

function withNote(opened: Opened, added: ReadingNote): Opened {
  return { ...opened, records: opened.records.map((each) => ({ ...each, notes: [...each.notes, added] })) };
}

function unwrappedNote(wrappers: readonly string[]): ReadingNote {
  const names = wrappers.slice(0, 5).map((name) => `"${shown(name)}"`);
  return note(
    'UNWRAPPED',
    wrappers[0] ?? null,
    `The fields came inside ${names.join(', ')}, and were taken out.`,
  );
}

/** The first record tells of those beside it that are none. */
function withUnread(records: readonly ReceivedRecord[], unread: number, all: number): ReceivedRecord[] {
  const message = `${unread} of the ${all} entries of the list are no records: they could not be read.`;
  return records.map((record, index) =>
    index === 0 ? { ...record, notes: [...record.notes, note('RECORD_NOT_READ', null, message)] } : record,
  );
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}

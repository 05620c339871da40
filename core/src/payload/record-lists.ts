import { nameByLetters } from '../fields/aliases.js';
import { parseDeliveredJson } from './delivered-json.js';
import { openWrappers } from './open-wrappers.js';
import { isWrapper } from './wrappers.js';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Envelopes in envelopes have been seen; deeper ones are data. */
export const DEEPEST = 4;

/** Names under which several records are sent, besides a bare list. */
const LISTS = new Set([
  'data',
  'records',
  'events',
  'calls',
  'leads',
  'items',
  'results',
  'rows',
  'payload',
  'body',
]);

/** Whether a list of records is under this name, or further inside of what stands there. */
export function holdsRecords(name: string, value: unknown, depth: number): boolean {
  if (depth > DEEPEST) return false;
  if (listAt(name, value) !== null) return true;
  return (
    isObject(value) &&
    (isWrapper(name) || LISTS.has(name.toLowerCase())) &&
    Object.entries(value).some(([inner, content]) => holdsRecords(inner, content, depth + 1))
  );
}

/** The records that come in a list of this name; null where there are none. */
export function listAt(name: string, value: unknown): readonly unknown[] | null {
  return LISTS.has(name.toLowerCase()) ? listOfRecords(value) : null;
}

/** A list, or JSON text of one, in which an object holds a name that is understood. */
function listOfRecords(value: unknown): readonly unknown[] | null {
  const list = typeof value === 'string' && value.trimStart().startsWith('[') ? jsonOf(value) : value;
  if (!Array.isArray(list)) return null;
  const [first] = (list as readonly unknown[]).filter(isObject);
  if (first === undefined) return null;
  const { fields } = openWrappers(first);
  return Object.keys(fields).some((name) => nameByLetters(name) !== undefined)
    ? (list as readonly unknown[])
    : null;
}

/** PHP writes a list with gaps as an object whose names are numbers. */
export function isNumbered(object: JsonObject): boolean {
  const entries = Object.entries(object);
  return entries.length > 0 && entries.every(([name, value]) => /^\d{1,3}$/.test(name) && isObject(value));
}

function jsonOf(text: string): unknown {
  const json = parseDeliveredJson(text.trim());
  return json.ok ? json.value : null;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { nameByLetters } from '../fields/aliases.js';
import { parseDeliveredJson } from './delivered-json.js';
import { hasIdOfItsOwn, isWrapper, nameAt } from './wrappers.js';

/** A wrapper around a wrapper around fields has been seen; deeper ones are data. */
const DEEPEST = 5;

export interface OpenedWrappers {
  readonly fields: Readonly<Record<string, unknown>>;
  /** The wrappers that were opened, as they were written. */
  readonly opened: readonly string[];
}

/**
 * The fields of an object, those that stand inside a wrapper such as `data` or `call` among the rest; so do names like
 * `data[status]` and `call.status`. A wrapper is opened where it holds a name that is understood. Where two fields have
 * one name, what stands further outside counts, and the other keeps its whole path as its name.
 */
export function openWrappers(object: Readonly<Record<string, unknown>>): OpenedWrappers {
  if (!Object.entries(object).some(([name, value]) => mayWrap(name, value)))
    return { fields: object, opened: [] };
  const fields = Object.create(null) as Record<string, unknown>;
  const opened: string[] = [];
  const inside: [path: readonly string[], value: unknown][] = [];
  for (const [name, value] of Object.entries(object)) {
    const found = wrapped(name, value, DEEPEST);
    if (found === null) fields[name] = value;
    else {
      opened.push(found.wrapper);
      inside.push(...found.entries);
    }
  }
  if (opened.some(hasIdOfItsOwn) && !Object.keys(fields).some(namesSomebody)) moveId(fields);
  for (const [path, value] of inside) {
    const name = nameAt(path);
    fields[Object.hasOwn(fields, name) && fields[name] !== value ? path.join('.') : name] = value;
  }
  return { fields, opened: [...new Set(opened)] };
}

const SOMEBODY = new Set(['lead_id', 'phone_number', 'email', 'first_name', 'last_name']);

function namesSomebody(name: string): boolean {
  return SOMEBODY.has(nameByLetters(name) ?? '');
}

/** A bare `id` beside `data`, where nothing else tells of a lead, is that of a message: no lead goes by it. */
function moveId(fields: Record<string, unknown>): void {
  if (!Object.hasOwn(fields, 'id')) return;
  fields['envelope.id'] = fields['id'];
  delete fields['id'];
}

/** Settles nearly every field: plain texts under plain names wrap nothing. */
function mayWrap(name: string, value: unknown): boolean {
  return typeof value === 'object' ? value !== null : /[.[]/.test(name) || looksLikeJson(value);
}

function looksLikeJson(value: unknown): value is string {
  return typeof value === 'string' && /^\s*\{/.test(value);
}

interface Wrapped {
  readonly wrapper: string;
  readonly entries: readonly [path: readonly string[], value: unknown][];
}

function wrapped(name: string, value: unknown, depth: number): Wrapped | null {
  const path = pathOf(name);
  if (path !== null) {
    return isKnown(path) ? { wrapper: path.slice(0, -1).join('.'), entries: [[path, value]] } : null;
  }
  if (!isWrapper(name)) return null;
  const inner = objectIn(value);
  if (inner === null) return null;
  const entries = entriesIn(inner, [name], depth);
  return entries.some(([each]) => isKnown(each)) ? { wrapper: name, entries } : null;
}

function isKnown(path: readonly string[]): boolean {
  return nameByLetters(nameAt(path)) !== undefined;
}

function entriesIn(
  object: Readonly<Record<string, unknown>>,
  path: readonly string[],
  depth: number,
): [path: readonly string[], value: unknown][] {
  return Object.entries(object).flatMap(([name, value]) => {
    const deeper = depth > 1 ? wrapped(name, value, depth - 1) : null;
    if (deeper === null) return [[[...path, name], value] as [readonly string[], unknown]];
    return deeper.entries.map(([rest, each]): [readonly string[], unknown] => [[...path, ...rest], each]);
  });
}

/** `data[lead][status]` or `lead.status`, where all but the last part are wrappers. */
function pathOf(name: string): readonly string[] | null {
  if (!/[.[]/.test(name) || name.length > 200) return null;
  const parts = name.split(/[.[\]]+/).filter((part) => part.trim() !== '');
  const outer = parts.slice(0, -1);
  return outer.length > 0 && outer.every((part) => isWrapper(part) || /^\d+$/.test(part)) ? parts : null;
}

function objectIn(value: unknown): Readonly<Record<string, unknown>> | null {
  if (looksLikeJson(value)) {
    const json = parseDeliveredJson(value.trim());
    return json.ok ? objectIn(json.value) : null;
  }
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Readonly<Record<string, unknown>>) : null;
}

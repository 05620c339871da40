import { nameByLetters } from '../fields/aliases.js';
import { parseExactJson } from './exact-json.js';

/** What senders put around the fields, by the letters of its name, and what a bare `id` inside of it is the id of. */
const WRAPPERS: ReadonlyMap<string, 'call' | 'lead' | null> = new Map([
  ...['call', 'calllog', 'callrecord', 'calldata', 'callinfo'].map((name) => [name, 'call'] as const),
  ...['lead', 'contact', 'customer', 'leaddata', 'leadinfo', 'prospect'].map(
    (name) => [name, 'lead'] as const,
  ),
  ...['data', 'payload', 'body', 'event', 'record', 'fields', 'params', 'parameters', 'properties'].map(
    (name) => [name, null] as const,
  ),
  ...[
    'attributes',
    'message',
    'result',
    'object',
    'item',
    'values',
    'content',
    'request',
    'json',
    'extra',
  ].map((name) => [name, null] as const),
  ...['custom', 'customfields', 'details', 'info', 'agent', 'disposition', 'form', 'entry', 'detail'].map(
    (name) => [name, null] as const,
  ),
]);

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
  for (const [path, value] of inside) {
    const name = innerName(path);
    fields[Object.hasOwn(fields, name) && fields[name] !== value ? path.join('.') : name] = value;
  }
  return { fields, opened: [...new Set(opened)] };
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
    const known = nameByLetters(path.at(-1) ?? '') !== undefined;
    return known ? { wrapper: path.slice(0, -1).join('.'), entries: [[path, value]] } : null;
  }
  if (!WRAPPERS.has(lettersOf(name))) return null;
  const inner = objectIn(value);
  if (inner === null) return null;
  const entries = entriesIn(inner, [name], depth);
  return entries.some(([each]) => nameByLetters(each.at(-1) ?? '') !== undefined)
    ? { wrapper: name, entries }
    : null;
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
  return outer.length > 0 && outer.every((part) => WRAPPERS.has(lettersOf(part)) || /^\d+$/.test(part))
    ? parts
    : null;
}

/** A bare `id` is that of the call or lead around it. */
function innerName(path: readonly string[]): string {
  const name = path.at(-1) ?? '';
  if (name.trim().toLowerCase() !== 'id') return name;
  const owner = path
    .slice(0, -1)
    .map((part) => WRAPPERS.get(lettersOf(part)))
    .findLast((kind) => typeof kind === 'string');
  if (typeof owner !== 'string') return name;
  return owner === 'call' ? 'call_log_id' : 'lead_id';
}

function objectIn(value: unknown): Readonly<Record<string, unknown>> | null {
  if (looksLikeJson(value)) {
    const json = parseExactJson(value.trim());
    return json.ok ? objectIn(json.value) : null;
  }
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Readonly<Record<string, unknown>>) : null;
}

function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}

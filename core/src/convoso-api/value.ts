/**
 * One type for each kind of value, whatever Convoso's endpoints make of it (domain-facts A.4). Null, an empty text and
 * an absent value are all null: no endpoint tells them apart on purpose.
 */
export interface Normal {
  /** Ids are numbers in some answers and texts in others; nothing is calculated with them. */
  readonly id: string | null;
  readonly text: string | null;
  /** From `"546"` as well as from 546. */
  readonly number: number | null;
  /** From Y and N, 1 and 0, true and false, each also as text. */
  readonly boolean: boolean | null;
  /**
   * `YYYY-MM-DD HH:MM:SS`, and where Convoso says the zone, a blank and its name or offset:
   * `2025-05-28 14:43:52 America/Los_Angeles`, `2015-01-29 14:09:57 -08:00`. Without one it is the account's.
   */
  readonly time: string | null;
  /** Seconds, from `HH:MM:SS`. */
  readonly duration: number | null;
  readonly ids: readonly string[];
}

export type ValueKind = keyof Normal;

/** Gives a value its one type; null for what cannot have it. Applied to its own result it changes nothing. */
export function normalise<K extends ValueKind>(kind: K, value: unknown): Normal[K] {
  const read: (value: unknown) => Normal[K] = READERS[kind];
  return read(value);
}

const READERS: { readonly [K in ValueKind]: (value: unknown) => Normal[K] } = {
  id: text,
  text,
  number,
  boolean,
  time: (value) => (isDump(value) ? timeOf(value.date, value.timezone) : timeOf(value)),
  duration,
  ids: (value) => (Array.isArray(value) ? value.map(text).filter((id) => id !== null) : []),
};

export const VALUE_KINDS = Object.keys(READERS) as readonly ValueKind[];

function text(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

function number(value: unknown): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\s*[-+]?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : null;
}

const YES = new Set(['Y', 'YES', '1', 'TRUE']);
const NO = new Set(['N', 'NO', '0', 'FALSE']);

function boolean(value: unknown): boolean | null {
  const word = text(value)?.toUpperCase() ?? '';
  return YES.has(word) || (NO.has(word) ? false : null);
}

/** How PHP writes a DateTime as JSON (domain-facts A.4). */
interface DateTimeDump {
  readonly date: unknown;
  readonly timezone: unknown;
}

function isDump(value: unknown): value is DateTimeDump {
  return typeof value === 'object' && value !== null && 'date' in value && 'timezone' in value;
}

const TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d+)?(?: ?(Z|[-+]\d\d:?\d\d)| ([A-Z][\w/+-]*))?$/i;

/** A time that is written in none of the known ways stays as it is; the zero date is none (domain-facts D.4). */
function timeOf(value: unknown, zone?: unknown): string | null {
  const written = text(value);
  if (written?.startsWith('0000-00-00')) return null;
  const [, day, clock, offset, name] = TIME.exec(written ?? '') ?? [];
  if (day === undefined || clock === undefined) return written;
  const stated = offsetOf(offset) ?? name ?? text(zone);
  return stated === null ? `${day} ${clock}` : `${day} ${clock} ${stated}`;
}

/** `-0800` as `-08:00`, so that one zone has one name. */
function offsetOf(offset: string | undefined): string | undefined {
  return offset?.replace(/^([-+]\d\d):?(\d\d)$/, '$1:$2').toUpperCase();
}

function duration(value: unknown): number | null {
  const [, hours, minutes, seconds] = /^(\d+):(\d\d):(\d\d)$/.exec(text(value) ?? '') ?? [];
  if (hours === undefined) return number(value);
  return (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
}

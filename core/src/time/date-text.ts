import { wallTime, type DateText } from './wall-time.js';
import { readWrittenDate } from './written-date.js';

export type { DateText } from './wall-time.js';

const ISO_TEXT = /^\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?$/i;
const ISO_OFFSET = /(?:Z|([+-])(\d{2}):?(\d{2}))$/i;
const US_TEXT = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?)?$/;

/** Where `2024-03-15 14:30:05` ends. */
const SECONDS_END = 19;
const MINUTE_MS = 60_000;

/**
 * Reads a date text of Convoso (domain-facts D.5): as it is stored, as any format of its Adaptor writes it, and as mail
 * and logs do. Null when the text is no date, names a day that does not exist, or could be either of two days, such as
 * `05.04.26`. Fractions of a second are dropped. Letters may be in either case (RFC 3339), since conditions compare
 * texts folded.
 */
export function readDateText(text: string): DateText | null {
  const trimmed = text.trim();
  if (ISO_TEXT.test(trimmed)) return readIso(trimmed);
  return readUs(trimmed) ?? readWrittenDate(trimmed);
}

/** What to do where a date cannot be read for certain; the docs say the same. */
export const DATE_REMEDY = "leave the Date Format of Convoso's Adaptor at System Default";

/**
 * The point in time that a date text names, in epoch milliseconds, or null when it is no date.
 *
 * A text without an offset counts as if its wall clock were UTC: good for telling which of two such texts is the
 * later one, which is all this serves. It is not an instant; that needs the account's zone.
 */
export function comparableTime(text: string): number | null {
  const date = readDateText(text);
  return date === null ? null : date.wall - (date.offset ?? 0);
}

/** Every part has its place; reading the digits there takes a fraction of the time of the expression's groups. */
function readIso(text: string): DateText | null {
  const hasTime = text.length > 10;
  const wall = wallTime(
    digits(text, 0, 4),
    digits(text, 5, 7),
    digits(text, 8, 10),
    hasTime ? digits(text, 11, 13) : 0,
    hasTime ? digits(text, 14, 16) : 0,
    text.charAt(16) === ':' ? digits(text, 17, 19) : 0,
  );
  if (wall === null) return null;
  // Most have seconds and then nothing: that needs no search for an offset.
  const written =
    text.length === SECONDS_END && text.charAt(16) === ':' ? null : ISO_OFFSET.exec(text.slice(16));
  if (written === null) return { wall, offset: null, isDay: !hasTime };
  const [, sign, hours = '0', minutes = '0'] = written;
  if (Number(hours) > 23 || Number(minutes) > 59) return null;
  const size = (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
  return { wall, offset: sign === '-' ? -size : size, isDay: false };
}

function readUs(text: string): DateText | null {
  const parts = US_TEXT.exec(text);
  if (parts === null) return null;
  const [, month, day, year, hour, minute = '0', second = '0'] = parts;
  const wall = wallTime(
    Number(year),
    Number(month),
    Number(day),
    Number(hour ?? 0),
    Number(minute),
    Number(second),
  );
  return wall === null ? null : { wall, offset: null, isDay: hour === undefined };
}

function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) value = value * 10 + text.charCodeAt(at) - 48;
  return value;
}

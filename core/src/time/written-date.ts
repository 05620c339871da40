import { offsetOfAbbreviation } from './abbreviations.js';
import { wallTime, type DateText } from './wall-time.js';

/*
 * Dates as Convoso's Adaptor writes them by its other formats (domain-facts D.5), and as mail, logs and spreadsheets do.
 * What can be read in one way only is read. Everything else is no date, because a day and a month in the wrong order
 * are a wrong date that nobody notices.
 */

/** No date is longer; this also bounds the work on a comment that stands where a date should. */
const LONGEST = 80;

const MINUTE_MS = 60_000;

const CLOCK = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?:\s*([ap])\.?m\.?)?`;
const ZONE = String.raw`(?:\s*(Z|(?:GMT|UTC)?[+-]\d{1,2}(?::?\d{2})?|[A-Z]{2,5}))?`;

/** `20261120`, with a time `20261120T203005Z` or `20261120203005`. */
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/** Numbers with one sign between them, and perhaps a time. */
const NUMBERS = new RegExp(
  String.raw`^(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?:(?:[ T]|,\s*)${CLOCK}${ZONE})?$`,
  'i',
);

/** PHP's `j, n, Y`, which nothing but Convoso writes: the day comes first. */
const WITH_COMMAS = /^(\d{1,2}), (\d{1,2}), (\d{4})$/;

/** Epoch seconds of the last decades, or milliseconds. Fewer digits may be an age, other numbers a phone's. */
const EPOCH = /^(\d{9,10}|-\d{1,11})(?:\.\d+)?$/;
const EPOCH_MS = /^\d{12,13}$/;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH_NAME = /\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:[a-z]{0,6})\b\.?/i;
const WEEKDAY = /^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?[\s,]+/i;
const WORDED_CLOCK = new RegExp(String.raw`(?:\bat\s+)?\b${CLOCK}(?=[\s,]|$|Z)`, 'i');

/** The date that a text writes in another way than ISO's or `m/d/Y`; null where it is none, or one of two. */
export function readWrittenDate(text: string): DateText | null {
  if (text.length > LONGEST) return null;
  return readCompact(text) ?? readEpoch(text) ?? readNumbers(text) ?? readCommas(text) ?? readWorded(text);
}

function readCompact(text: string): DateText | null {
  const parts = COMPACT.exec(text);
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second, zone] = parts;
  // Eight digits that name no day of our time are a number.
  if (Number(year) < 1900 || Number(year) > 2199) return null;
  return dated(wallTime(...numbers(year, month, day, hour, minute, second)), hour === undefined, zone);
}

function readEpoch(text: string): DateText | null {
  if (EPOCH_MS.test(text)) return { wall: Math.floor(Number(text) / 1000) * 1000, offset: 0, isDay: false };
  const seconds = EPOCH.exec(text)?.[1];
  return seconds === undefined ? null : { wall: Number(seconds) * 1000, offset: 0, isDay: false };
}

function readNumbers(text: string): DateText | null {
  const parts = NUMBERS.exec(text);
  if (parts === null) return null;
  const [, first = '', sign = '', second = '', third = '', hour, minute, seconds, half, zone] = parts;
  const clock = clockOf(hour, minute, seconds, half);
  const days = daysOf({ first, second, third }, sign).filter((day) => wallTime(...day, 0, 0, 0) !== null);
  const [day, ...others] = days;
  if (day === undefined || clock === null || others.some((other) => other.join() !== day.join())) return null;
  const read = dated(wallTime(...day, ...clock), hour === undefined, zone);
  return read !== null && first.length < 3 && third.length < 3 ? { ...read, isShortYear: true } : read;
}

type Day = readonly [year: number, month: number, day: number];

/** The days that three numbers may mean. Slashes stand in American dates, whose month comes first. */
function daysOf({ first, second, third }: Record<'first' | 'second' | 'third', string>, sign: string): Day[] {
  const [a, b, c] = [Number(first), Number(second), Number(third)];
  if (first.length > 2) return first.length === 4 && third.length < 3 ? [[a, b, c]] : [];
  if (third.length !== 2 && third.length !== 4) return [];
  const year = third.length === 4 ? c : fullYear(c);
  if (sign === '/') return [[year, a, b]];
  const yearFirst: Day[] =
    sign === '-' && third.length === 2 && first.length === 2 ? [[fullYear(a), b, c]] : [];
  return [[year, a, b], [year, b, a], ...yearFirst];
}

/** As PHP and most others have it. */
function fullYear(short: number): number {
  return short < 70 ? 2000 + short : 1900 + short;
}

function readCommas(text: string): DateText | null {
  const parts = WITH_COMMAS.exec(text);
  return parts === null ? null : dated(wallTime(...numbers(parts[3], parts[2], parts[1])), true, undefined);
}

/** `November 20, 2026, 3:30 pm`, `Fri Nov 20 15:30:05 EST 2026`, `Fri, 20 Nov 2026 20:30:05 GMT`. */
function readWorded(written: string): DateText | null {
  const text = written.replace(/(\d)-([a-z]{3,9})-(\d)/i, '$1 $2 $3');
  const month = MONTH_NAME.exec(text);
  if (month === null) return null;
  const clock = WORDED_CLOCK.exec(text);
  const time = clockOf(clock?.[1], clock?.[2], clock?.[3], clock?.[4]);
  const rest = text
    .replace(/\([^()]*\)$/, '')
    .replace(WEEKDAY, ' ')
    .replace(MONTH_NAME, ' ')
    .replace(WORDED_CLOCK, ' ')
    .replace(/(\d)(?:st|nd|rd|th)\b/i, '$1')
    .replaceAll(/[,\s]+(?:of\s+)?/g, ' ')
    .trim();
  const { day, year, zone, others } = sorted(rest === '' ? [] : rest.split(' '));
  if (day === undefined || year === undefined || time === null || others > 0) return null;
  const monthNumber = MONTHS.indexOf((month[1] ?? '').toLowerCase()) + 1;
  if (clock === null && zone !== undefined) return null;
  return dated(wallTime(Number(year), monthNumber, Number(day), ...time), clock === null, zone);
}

interface Sorted {
  day?: string;
  year?: string;
  zone?: string;
  /** How many pieces are none of these. */
  others: number;
}

function sorted(pieces: readonly string[]): Sorted {
  const found: Sorted = { others: 0 };
  for (const piece of pieces) {
    if (/^\d{1,2}$/.test(piece)) found.day ??= piece;
    else if (/^\d{4}$/.test(piece)) found.year ??= piece;
    else if (/^(?:Z|(?:GMT|UTC)?[+-]\d{1,2}(?::?\d{2})?|[A-Z]{2,5})$/i.test(piece)) found.zone ??= piece;
    else found.others += 1;
  }
  const known = [found.day, found.year, found.zone].filter((part) => part !== undefined).length;
  return { ...found, others: pieces.length - known };
}

type Clock = readonly [hour: number, minute: number, second: number];

/** Midnight where there is no time; null for one that no clock shows. */
function clockOf(hour = '0', minute = '0', second = '0', half?: string): Clock | null {
  const shown = Number(hour);
  if (half === undefined) return [shown, Number(minute), Number(second)];
  if (shown < 1 || shown > 12) return null;
  return [(shown % 12) + (half.toLowerCase() === 'p' ? 12 : 0), Number(minute), Number(second)];
}

function dated(wall: number | null, isDay: boolean, zone: string | undefined): DateText | null {
  if (wall === null) return null;
  if (zone === undefined) return { wall, offset: null, isDay };
  const written = /^(?:GMT|UTC)?([+-])(\d{1,2}):?(\d{2})?$/i.exec(zone);
  if (written !== null) {
    const size = (Number(written[2]) * 60 + Number(written[3] ?? 0)) * MINUTE_MS;
    return { wall, offset: written[1] === '-' ? -size : size, isDay: false };
  }
  const abbreviation = zone.toUpperCase();
  const offset = offsetOfAbbreviation(abbreviation);
  return offset === undefined ? null : { wall, offset, isDay: false, abbreviation };
}

function numbers(
  year = '0',
  month = '0',
  day = '0',
  hour = '0',
  minute = '0',
  second = '0',
): [number, number, number, number, number, number] {
  return [Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second)];
}

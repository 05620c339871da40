import { isEmpty } from '../../fields/value.js';
import { isZeroDate } from '../../fields/zero-date.js';
import { readDateText, type DateText } from '../../time/date-text.js';
import { dayOf, instantOf } from '../../time/instant.js';
import { zoneOf } from '../../time/zone.js';
import { DATE_PATTERNS, type DatePattern } from '../date-patterns.js';
import { ageOn } from './age.js';
import { compilePattern, wallClock } from './php-pattern.js';

/** What {@link formatDate} goes by besides the value and the pattern. */
export interface DateOptions {
  /** The IANA name of the account's zone: that of times without an offset, and the one that is shown. */
  readonly timeZone: string;
  /** Epoch milliseconds; decides an age. */
  readonly now: number;
  /** Leaves the time of the one pattern that ends in a literal Z in the account's zone (domain-facts J.9b). */
  readonly literal?: boolean;
  /** The field holds days and no points in time: the day is sent that was written, whatever its time and offset. */
  readonly isDay?: boolean;
}

/** A formatted date, with what the log should say of it. */
export interface DateResult {
  /** Empty when there is nothing to send, so that a default takes its place. */
  readonly text: string;
  readonly warning: 'unparseable-date' | null;
}

const COMPACT_UTC: DatePattern = 'Ymd\\THis\\Z';
const ISO_UTC: DatePattern = 'Y-m-d\\TH:i:s\\Z';
const KNOWN_PATTERNS = new Map(
  DATE_PATTERNS.map(({ pattern }) => [pattern as string, compilePattern(pattern)]),
);

/**
 * A date of Convoso in the format of an adaptor row (domain-facts D.5).
 *
 * The pattern is `timestamp` (epoch seconds), `age` (full years on the day of `now` in the account's zone), or text in
 * the PHP letters `d D j l m M n F Y y H G h g i s a A P T` with `\` escapes; other characters stand for themselves.
 * Without a pattern the value passes as stored. Empty values and zero dates give an empty text, an age also when the
 * date is none or lies ahead. Any other text that is no date is sent as it is, with a warning.
 *
 * Times without an offset are wall times of the account's zone: one that clocks skip is moved on, of two the first
 * counts. Times with an offset are shown in that zone. Throws a RangeError when the zone is none.
 *
 * @example
 * ```ts
 * const options = { timeZone: 'America/New_York', now: 0 };
 * formatDate('2024-03-09 13:05:00', 'm/d/Y g:i A', options).text;
 * // → '03/09/2024 1:05 PM'
 * ```
 */
export function formatDate(value: string, pattern: string | undefined, options: DateOptions): DateResult {
  if (pattern === undefined) return { text: value, warning: null };
  const date = readDateText(value);
  if (date === null) return withoutDate(value, pattern);
  const zone = zoneOf(options.timeZone);
  const instant = instantOf(options.isDay === true ? pastCentury(dayOf(date), options) : date, zone);
  return { text: formatInstant(instant, pattern, options), warning: null };
}

/** Fields for days hold dates of birth and of founding: a year of two digits that lies ahead was a century ago. */
function pastCentury(day: DateText, { now }: DateOptions): DateText {
  if (day.isShortYear !== true || day.wall <= now) return day;
  const date = new Date(day.wall);
  return { ...day, wall: date.setUTCFullYear(date.getUTCFullYear() - 100) };
}

function withoutDate(value: string, pattern: string): DateResult {
  if (isEmpty(value) || isZeroDate(value)) return { text: '', warning: null };
  return { text: pattern === 'age' ? '' : value, warning: 'unparseable-date' };
}

function formatInstant(instant: number, pattern: string, options: DateOptions): string {
  if (pattern === 'timestamp') return String(Math.floor(instant / 1000));
  const converts = pattern === ISO_UTC || (pattern === COMPACT_UTC && options.literal !== true);
  const zone = zoneOf(converts ? 'UTC' : options.timeZone);
  if (pattern === 'age') return String(ageOn(zone.wallAt(options.now), zone.wallAt(instant)) ?? '');
  const format = KNOWN_PATTERNS.get(pattern) ?? compilePattern(pattern);
  const wall = zone.wallAt(instant);
  return format(wallClock(wall, wall - instant, () => zone.abbreviationAt(instant)));
}

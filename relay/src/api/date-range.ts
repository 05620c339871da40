import { ConnectError } from '@convoso-connect/core';
import type { TimeSpan } from '../store/in-time-order.js';

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Reads `from` and `to`: dates as in 2026-11-20, both included and meant in the account's zone, or instants with
 * their offset, from the first on and before the second. Throws a `ConnectError` that names what is neither.
 */
export function readTimeSpan(
  { from, to }: { from: string | undefined; to: string | undefined },
  timeZone: string,
): TimeSpan {
  return {
    from: from === undefined ? null : readTime('from', from, timeZone, { days: 0 }),
    to: to === undefined ? null : readTime('to', to, timeZone, { days: 1 }),
  };
}

/** An instant as it is; of a date the beginning, or that of the date so many days later. */
function readTime(name: string, text: string, timeZone: string, later: { days: number }): number {
  const date = DATE.exec(text);
  if (date !== null) {
    const [year, month, day] = date.slice(1).map(Number);
    const midnight = Date.UTC(year ?? 0, (month ?? 0) - 1, day);
    if (new Date(midnight).toISOString().startsWith(text)) {
      return startOfDay(midnight + later.days * DAY_MS, timeZone);
    }
  }
  // A plus sign in a URL that nobody encoded arrives as a space.
  const instant = text.replace(' ', '+');
  const time = INSTANT.test(instant) ? Date.parse(instant) : NaN;
  if (!Number.isNaN(time)) return time;
  throw new ConnectError(
    'NOT_A_DATE',
    `${name} is ${JSON.stringify(text.slice(0, 50))}, which is neither a date nor an instant`,
    'Give a date as in 2026-11-20, which means the account’s zone, or an instant as in 2026-11-20T17:00:00Z.',
  );
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** No zone is further from UTC than this, nor was since 1900. */
const FURTHEST_MS = 16 * HOUR_MS;

/**
 * When a date begins in a zone: at the first instant that has it there, which is not midnight where the clocks are
 * put forward at midnight. The date comes as its midnight in UTC.
 */
function startOfDay(utcMidnight: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  const date = new Date(utcMidnight).toISOString().slice(0, 10);
  let before = utcMidnight - FURTHEST_MS;
  let reached = utcMidnight + FURTHEST_MS;
  while (reached - before > 1) {
    const middle = Math.floor((before + reached) / 2);
    if (format.format(middle) >= date) reached = middle;
    else before = middle;
  }
  return reached;
}

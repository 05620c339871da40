import { ConnectError } from '@convoso-connect/core';
import { dateLater, instantOf } from '../account-day.js';
import type { TimeSpan } from '../store/ports/lists.js';

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Reads `from` and `to`: dates as in 2026-11-20, both included and meant in the account's zone, or instants with
 * their offset, from the first on and before the second. Throws a `ConnectError` that names what is neither (NOT_A_DATE),
 * and where they stand the wrong way round (SPAN_BACKWARDS): nothing is within, which would be told as that nothing was.
 */
export function readTimeSpan(
  { from, to }: { from: string | undefined; to: string | undefined },
  timeZone: string,
): TimeSpan {
  const span = {
    from: from === undefined ? null : readTime('from', from, timeZone, { days: 0 }),
    to: to === undefined ? null : readTime('to', to, timeZone, { days: 1 }),
  };
  if (span.from === null || span.to === null || span.from < span.to) return span;
  // An instant at which it ends may be the one at which it begins; a day that ends there was over before.
  if (span.from === span.to && !DATE.test(to ?? '')) return span;
  throw new ConnectError(
    'SPAN_BACKWARDS',
    `the time asked for ends with ${String(to)}, before it begins with ${String(from)}`,
    'Give the earlier of the two as the beginning.',
  );
}

function readTime(name: string, text: string, timeZone: string, later: { days: number }): number {
  const time = instantOrDate(text, timeZone, later);
  if (time !== null) return time;
  throw new ConnectError(
    'NOT_A_DATE',
    `${name} is ${JSON.stringify(text.slice(0, 50))}, which is neither a date nor an instant`,
    'Give a date as in 2026-11-20, which means the account’s zone, or an instant as in 2026-11-20T17:00:00Z.',
  );
}

/** An instant as it is; of a date the beginning, or that of the date so many days later. Null for anything else. */
export function instantOrDate(text: string, timeZone: string, later: { days: number }): number | null {
  const date = DATE.exec(text);
  if (date !== null) {
    const [year, month, day] = date.slice(1).map(Number);
    const midnight = Date.UTC(year ?? 0, (month ?? 0) - 1, day);
    const isDate = new Date(midnight).toISOString().startsWith(text);
    if (isDate) return instantOf(dateLater(text, later.days), timeZone);
  }
  // A plus sign in a URL that nobody encoded arrives as a space.
  const instant = text.replace(' ', '+');
  const time = INSTANT.test(instant) ? Date.parse(instant) : NaN;
  return Number.isNaN(time) ? null : time;
}

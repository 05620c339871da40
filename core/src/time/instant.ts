import type { DateText } from './date-text.js';
import type { Zone } from './zone.js';

/**
 * The last instant that anything is planned for: the end of the year 9998. Dates have four-digit years, here and in
 * what reads them, and hours are looked for up to a year ahead of it.
 */
export const LAST_INSTANT = Date.UTC(9999, 0) - 1;

/** The last instant that a Date can hold, and by its opposite the first. */
const LAST_DATE = 8.64e15;

/** An instant for sentences, in ISO form. Unlike that of a Date it never throws. */
export function isoText(instant: number): string {
  return Math.abs(instant) <= LAST_DATE ? new Date(instant).toISOString() : 'a time beyond all dates';
}

/**
 * The instant that a date text names, in epoch milliseconds. Without an offset it is what the clocks of the zone
 * show (domain-facts J.8b): one that they skip is moved on, of two the first counts.
 */
export function instantOf({ wall, offset, abbreviation }: DateText, zone: Zone): number {
  // The zone's own letters count before those of the same name elsewhere, and tell which of two equal wall times it is.
  const named = abbreviation === undefined ? null : zone.instantNamed(wall, abbreviation);
  if (named !== null) return named;
  return offset === null ? zone.instantOf(wall) : wall - offset;
}

/**
 * A date as it is written, whatever offset stands behind it: what holds days, such as a date of birth, is
 * often sent as the midnight of some zone, and moved to another zone it would be the day before.
 */
export function dayOf({ wall, isDay, isShortYear }: DateText): DateText {
  return { wall, offset: null, isDay, ...(isShortYear === true ? { isShortYear } : {}) };
}

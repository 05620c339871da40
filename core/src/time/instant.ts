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
export function instantOf({ wall, offset }: DateText, zone: Zone): number {
  return offset === null ? zone.instantOf(wall) : wall - offset;
}

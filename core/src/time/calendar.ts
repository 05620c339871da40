import { daysIn } from './wall-time.js';
import type { Zone } from './zone.js';

/** The units in which a delay or a distance in days can be given; days and longer go by the wall clock of a zone. */
export const TIME_UNITS = ['minutes', 'hours', 'days', 'weeks', 'months', 'years'] as const;

/** One of {@link TIME_UNITS}. */
export type TimeUnit = (typeof TIME_UNITS)[number];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Dates have four-digit years, so that nothing that can be read lies beyond these. */
const FIRST = Date.UTC(-1, 0);
const LAST = Date.UTC(10_001, 0);

/**
 * The instant so many units after another, or before it for a negative number; both in epoch milliseconds.
 *
 * Minutes and hours are lengths of time. Days, weeks, months and years go by the clocks of the zone: a day after noon
 * is noon, also where clocks are changed in between, and a month after 31 January is the last day of February. Where
 * four-digit years end, time is infinite.
 */
export function instantAfter(instant: number, count: number, unit: TimeUnit, zone: Zone): number {
  if (unit === 'minutes') return instant + count * 60_000;
  if (unit === 'hours') return instant + count * HOUR_MS;
  const wall = wallAfter(zone.wallAt(instant), count, unit);
  return isInCalendar(wall) ? zone.instantOf(wall) : count * Infinity;
}

/** Whether a wall time lies within the years that dates are written with. */
export function isInCalendar(wall: number): boolean {
  return wall > FIRST && wall < LAST;
}

function wallAfter(wall: number, count: number, unit: Exclude<TimeUnit, 'minutes' | 'hours'>): number {
  switch (unit) {
    case 'days':
      return wall + count * DAY_MS;
    case 'weeks':
      return wall + count * 7 * DAY_MS;
    case 'months':
      return addMonths(wall, count);
    case 'years':
      return addMonths(wall, count * 12);
  }
}

/** On the same day of the month, or on the last where it is shorter. NaN beyond the dates that there are. */
function addMonths(wall: number, count: number): number {
  const date = new Date(wall);
  const day = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + count, 1);
  return date.setUTCDate(Math.min(day, daysIn(date.getUTCFullYear(), date.getUTCMonth() + 1)));
}

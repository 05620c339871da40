import { DAY_MS } from './local-day.js';

/** How far ahead an opening is looked for; what does not open within a year never does. */
export const HORIZON_MS = 366 * DAY_MS;

/** Times at which something may be done. All times are epoch milliseconds. */
export interface Hours {
  /** The earliest instant at or after `at` that lies inside; null when there is none within a year. */
  next(at: number): number | null;
  /** What these hours are, for the trail: `9-9 in America/Chicago`. */
  readonly label: string;
}

/** The instant that {@link nextOpening} found, in epoch milliseconds. */
export interface NextOpening {
  readonly at: number;
  /** Labels of the hours that were closed at the requested time; none when it was inside them all. */
  readonly heldBy: readonly string[];
}

/**
 * The earliest instant at or after `at` that lies inside all of the hours (domain-facts J.7b: an action outside its
 * hours is due at the next opening). Null when there is none within a year; `whyNeverOpen` then says why.
 *
 * @example
 * ```ts
 * const tenAtNight = Date.parse('2024-03-09T03:00:00Z');
 * nextOpening(tenAtNight, [windowHours('9-9', ['America/New_York'])])?.at;
 * // → Date.parse('2024-03-09T14:00:00Z')
 * ```
 */
export function nextOpening(at: number, hours: readonly Hours[]): NextOpening | null {
  const opening = firstInsideAll(at, hours);
  if (opening === null) return null;
  if (opening === at) return { at, heldBy: [] };
  return { at: opening, heldBy: hours.filter((each) => each.next(at) !== at).map(({ label }) => label) };
}

/** A sentence for when `nextOpening` found none: which hours never open, or never together. */
export function whyNeverOpen(at: number, hours: readonly Hours[]): string {
  const closed = hours.filter((each) => each.next(at) === null).map(({ label }) => `"${label}"`);
  if (closed.length > 0) return `There is no time within a year for ${closed.join(' and ')}.`;
  return `There is no time within a year that suits ${hours.map(({ label }) => `"${label}"`).join(' and ')}.`;
}

/** Asks each in turn until all agree; every answer is a bound that none of the others can be below. */
export function firstInsideAll(at: number, hours: readonly Pick<Hours, 'next'>[]): number | null {
  let time = at;
  let agreed = 0;
  while (agreed < hours.length) {
    for (const each of hours) {
      const next = each.next(time);
      if (next === null || next > at + HORIZON_MS) return null;
      agreed = next === time ? agreed + 1 : 1;
      time = next;
      if (agreed === hours.length) break;
    }
  }
  return time;
}

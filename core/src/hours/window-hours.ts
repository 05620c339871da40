import { SCHEDULE_WINDOWS, type ScheduleWindow } from '../workflow/windows.js';
import { DailyHours } from './daily-hours.js';
import { firstInsideAll, type Hours } from './hours.js';
import { clocksInWords } from './wording.js';

/**
 * One of the seven schedule windows (seed 002; domain-facts J.7) on the clocks of one zone, or where several are given,
 * while it is open on all of them. 9-9 opens at 09:00:00 and is closed at 21:00:00; 24hr is always open.
 * Throws a RangeError when a zone does not exist.
 *
 * @example
 * ```ts
 * windowHours('9-5', ['America/New_York']).label;
 * // → '9-5 in America/New_York'
 * ```
 */
export function windowHours(window: ScheduleWindow, zones: readonly string[]): Hours {
  if (window === '24hr') return { label: window, next: (at) => at };
  const { start, end } = SCHEDULE_WINDOWS[window];
  const span = { from: start * 60, to: end * 60 };
  const clocks = zones.map((zone) => new DailyHours(zone, () => span));
  return { label: `${window} in ${clocksInWords(zones)}`, next: (at) => firstInsideAll(at, clocks) };
}

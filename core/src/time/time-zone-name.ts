import type { Refusal } from '../refusal.js';

/**
 * Whether this is a zone name of the IANA database. Fixed offsets are not: they know no daylight saving.
 *
 * @example
 * ```ts
 * [isTimeZone('America/Chicago'), isTimeZone('-05:00')];
 * // → [true, false]
 * ```
 */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** What is said of any other text. */
export const UNKNOWN_ZONE: Refusal = {
  code: 'UNKNOWN_TIME_ZONE',
  message: 'This is not the name of a time zone.',
  remedy:
    'Use an IANA name such as America/Los_Angeles; abbreviations and fixed offsets know no daylight saving.',
};

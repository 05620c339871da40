import type { DateText } from './date-text.js';
import type { Zone } from './zone.js';

/**
 * The instant that a date text names, in epoch milliseconds. Without an offset it is what the clocks of the zone
 * show (domain-facts J.8b): one that they skip is moved on, of two the first counts.
 */
export function instantOf({ wall, offset }: DateText, zone: Zone): number {
  return offset === null ? zone.instantOf(wall) : wall - offset;
}

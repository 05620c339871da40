import { formatDate } from '@convoso-connect/core';

/**
 * A time in the account's zone with its abbreviation, as Convoso's own logs are meant (domain-facts J.8). It comes in
 * ISO form with its offset, or as epoch milliseconds.
 */
export function localTime(time: string | number, timeZone: string): string {
  const instant = typeof time === 'number' ? new Date(time).toISOString() : time;
  return formatDate(instant, 'Y-m-d H:i:s T', { timeZone, now: 0 }).text;
}

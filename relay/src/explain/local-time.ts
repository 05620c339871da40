import { formatDate } from '@convoso-connect/core';

/**
 * A time in the account's zone with its abbreviation, as Convoso's own logs are meant (domain-facts J.8). It comes in
 * ISO form with its offset, or as epoch milliseconds.
 */
export function localTime(time: string | number, timeZone: string): string {
  const instant = typeof time === 'number' ? new Date(time).toISOString() : time;
  return formatDate(instant, 'Y-m-d H:i:s T', { timeZone, now: 0 }).text;
}

/** An instant as reasons hold it, unless it is quoted: what was delivered is shown as it came. */
const INSTANT = /(?<!")\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;

/** A sentence for a person: the instants in it by the account's clock. Stored reasons hold them in UTC. */
export function withLocalTimes(sentence: string, timeZone: string): string {
  return sentence.replace(INSTANT, (instant) => localTime(instant, timeZone));
}

import { formatDate } from '../adaptor/index.js';
import { zoneOf } from '../time/zone.js';

/**
 * A moment as Convoso's callbacks take it (domain-facts A.7): the account's clock, 24 hours, and the hours that this
 * clock is from GMT then, as in -5.00.
 */
export function callbackTime(
  at: number,
  timeZone: string,
): { readonly callback_time: string; readonly callback_time_zone: string } {
  const offset = (zoneOf(timeZone).wallAt(at) - at) / 3_600_000;
  const { text } = formatDate(new Date(at).toISOString(), 'Y-m-d H:i:s', { timeZone, now: at });
  return { callback_time: text, callback_time_zone: offset.toFixed(2) };
}

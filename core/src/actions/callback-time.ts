import { formatDate } from '../adaptor/index.js';
import { LAST_INSTANT, isoText } from '../time/instant.js';
import { zoneOf } from '../time/zone.js';
import type { Impossible } from './errand.js';

/** A moment as the parameters of Convoso's callbacks say it. */
export interface CallbackTime {
  readonly callback_time: string;
  readonly callback_time_zone: string;
}

/**
 * A moment as Convoso's callbacks take it (domain-facts A.7): the account's clock, 24 hours, and the hours that this
 * clock is from GMT then, as in -5.00. `at` is in epoch milliseconds.
 */
export function callbackTime(at: number, timeZone: string): CallbackTime | Impossible {
  if (at > LAST_INSTANT) {
    return { code: 'CALLBACK_TOO_FAR', reason: 'it would be after the year 9998: shorten afterSeconds' };
  }
  const offset = (zoneOf(timeZone).wallAt(at) - at) / 3_600_000;
  const { text } = formatDate(isoText(at), 'Y-m-d H:i:s', { timeZone, now: at });
  return { callback_time: text, callback_time_zone: offset.toFixed(2) };
}

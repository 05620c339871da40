import { isTimeZone } from '../../time/time-zone-name.js';
import { offsetOf, timeAtOffset, timeInAccount } from './time-at-offset.js';

/** A moment as the parameters of Convoso's callbacks say it. */
export interface CallbackMoment {
  readonly callback_time: string;
  readonly callback_time_zone: string;
}

/**
 * Convoso takes the wall time and its offset from GMT. The offset is that of the zone at that very time: one typed by hand
 * is an hour off half of the year. An offset, as `-5.00` or `-05:00`, is taken as it is. Null for what is no zone.
 */
export function callbackMoment(time: string, zone: string): CallbackMoment | null {
  if (/^[-+]?[\d.]+$/.test(zone))
    return { callback_time: timeAtOffset(time, zone), callback_time_zone: zone };
  const [, sign = '', hours, minutes] = /^([-+])(\d\d?):(\d\d)$/.exec(zone) ?? [];
  if (hours !== undefined) {
    const offset = `${sign}${(Number(hours) + Number(minutes) / 60).toFixed(2)}`.replace('+', '');
    return { callback_time: timeAtOffset(time, offset), callback_time_zone: offset };
  }
  if (!isTimeZone(zone)) return null;
  const callback_time = timeInAccount(time, { timeZone: zone, day: 'begins' });
  return { callback_time, callback_time_zone: offsetOf(zone, callback_time) };
}

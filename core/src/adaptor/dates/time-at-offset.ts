import { isoText } from '../../time/instant.js';
import { formatDate } from './format-date.js';
import { zonedTime } from './zoned-time.js';

const ABSOLUTE = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(\.\d+)?\s*(Z|[-+]\d\d:?\d\d)$/i;
const LOCAL = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(\.\d+)?$/;

/**
 * A time as Convoso wants it, `YYYY-MM-DD HH:MM:SS`, at a decimal offset from GMT such as `-5.00`. A time with a zone
 * of its own is an instant, told as the clock shows it there; one without is taken as that clock's already. What is no
 * time stays as it is, for Convoso's own words about it.
 */
export function timeAtOffset(time: string, offsetHours: string): string {
  const [, day, minutes, seconds = ':00'] = LOCAL.exec(time) ?? [];
  if (day !== undefined && minutes !== undefined) return `${day} ${minutes}${seconds}`;
  const hours = Number(offsetHours);
  const instant = instantOf(time);
  if (typeof instant === 'string') return instant;
  if (Number.isNaN(hours)) return time;
  return isoText(instant + hours * 3_600_000)
    .slice(0, 19)
    .replace('T', ' ');
}

/**
 * A time with a zone of its own in epoch milliseconds; of anything else the text, for Convoso's own words about it. A day or
 * an hour that does not exist loses its zone, so that those words are about this: JavaScript would make 30 February a day in
 * March, and nothing of a 13th month.
 */
function instantOf(time: string): number | string {
  const [, day, minutes, seconds = ':00', , zone] = ABSOLUTE.exec(time) ?? [];
  if (day === undefined || minutes === undefined || zone === undefined) return time;
  const wall = Date.parse(`${day}T${minutes}${seconds}Z`);
  const exists = !Number.isNaN(wall) && isoText(wall).startsWith(day);
  if (!exists) return `${day} ${minutes}${seconds}`;
  const instant = Date.parse(`${day}T${minutes}${seconds}${zone}`);
  return Number.isNaN(instant) ? time : instant;
}

export interface AccountTime {
  readonly timeZone: string;
  /** What a day without a time stands for: its first second, or its last. */
  readonly day: 'begins' | 'ends';
}

/**
 * A time as Convoso wants it, `YYYY-MM-DD HH:MM:SS`, on the clock of the account: of an instant what that clock shows then,
 * and what has no zone as it is. What is no time stays as it is, for Convoso's own words about it.
 */
export function timeInAccount(time: string, { timeZone, day }: AccountTime): string {
  if (/^\d{4}-\d\d-\d\d$/.test(time)) return `${time} ${day === 'begins' ? '00:00:00' : '23:59:59'}`;
  const instant = instantOf(time);
  if (typeof instant === 'string') return timeAtOffset(instant, '');
  return formatDate(isoText(instant), 'Y-m-d H:i:s', { timeZone, now: instant }).text;
}

/** The offset of a zone at a wall time of it, in decimal hours as Convoso takes them, such as `-5.00`. */
export function offsetOf(timeZone: string, wall: string): string {
  const [, sign = '+', hours = '0', minutes = '0'] =
    /([-+])(\d\d):(\d\d)$/.exec(zonedTime(wall, timeZone)) ?? [];
  return `${sign === '-' ? '-' : ''}${(Number(hours) + Number(minutes) / 60).toFixed(2)}`;
}

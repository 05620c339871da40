import { ConnectError, isTimeZone } from '@convoso-connect/core';
import type { PlainInputField } from 'zapier-platform-core';
import { wallTime } from './polling/window.js';
import { offsetOf, timeAtOffset, timeInAccount } from './time-at-offset.js';

/** A moment as the parameters of Convoso's callbacks say it. */
export interface CallbackMoment {
  readonly callback_time: string;
  readonly callback_time_zone: string;
}

/**
 * Convoso takes the wall time and its offset from GMT. The offset is that of the zone at that very time: one typed by hand
 * is an hour off half of the year. A decimal offset, as Zaps in use have it, is taken as it is.
 *
 * @throws {ConnectError} TIME_ZONE_INVALID
 */
export function callbackMoment(time: string, zone: string, ofAccount: string): CallbackMoment {
  const timeZone = zone === '' ? ofAccount : zone;
  if (/^[-+]?[\d.]+$/.test(timeZone)) {
    return { callback_time: timeAtOffset(time, timeZone), callback_time_zone: timeZone };
  }
  const [, sign = '', hours, minutes] = /^([-+])(\d\d?):(\d\d)$/.exec(timeZone) ?? [];
  if (hours !== undefined) {
    const offset = `${sign}${(Number(hours) + Number(minutes) / 60).toFixed(2)}`.replace('+', '');
    return { callback_time: timeAtOffset(time, offset), callback_time_zone: offset };
  }
  if (!isTimeZone(timeZone)) {
    throw new ConnectError(
      'TIME_ZONE_INVALID',
      `The callback's Time Zone, ${JSON.stringify(timeZone)}, is no time zone.`,
      'Choose one of the list, write an IANA name such as America/New_York, or an offset such as -5.00.',
    );
  }
  const callback_time = timeInAccount(time, { timeZone, day: 'begins' });
  return { callback_time, callback_time_zone: offsetOf(timeZone, callback_time) };
}

/** In epoch milliseconds. */
export function instantOf({ callback_time: time, callback_time_zone: zone }: CallbackMoment): number {
  return Date.parse(`${time.replace(' ', 'T')}Z`) - Number(zone) * 3_600_000;
}

/** Whether a time of Convoso's is this moment: it is shown on the account's clock, or as it was given, maybe with its zone. */
export function isShownAs(shown: string | null, moment: CallbackMoment, ofAccount: string): boolean {
  const times = [moment.callback_time, wallTime(instantOf(moment), ofAccount)];
  return times.some((time) => shown?.startsWith(time) === true);
}

/** Convoso takes a time that has passed without a word, and nobody would wait for that callback. */
export function pastWarnings(moment: CallbackMoment): string[] {
  const { callback_time: time, callback_time_zone: zone } = moment;
  return instantOf(moment) < Date.now()
    ? [`The callback's time, ${time} at ${zone} hours from GMT, has passed.`]
    : [];
}

/** The clocks of the places that are called most; any other IANA name can be typed. */
const ZONES = [
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Phoenix',
  'America/Los_Angeles',
  'America/Anchorage',
  'Pacific/Honolulu',
  'America/Puerto_Rico',
  'America/Halifax',
  'America/Toronto',
  'America/Vancouver',
  'Europe/London',
];

/** The fields of a form that say when: a date of Zapier's, and a zone to choose. */
export function asMoment(field: PlainInputField): PlainInputField {
  if (field.key === 'callback_time_zone') {
    return {
      ...field,
      required: false,
      choices: ZONES.map((zone) => ({ value: zone, label: zone, sample: zone })),
      helpText: "The clock that Time is on; left empty, the account's. Its offset is that of the day.",
    };
  }
  if (field.key !== 'callback_time') return field;
  return {
    ...field,
    type: 'datetime',
    helpText: 'With a zone of its own, or as the clock shows it in Time Zone.',
  };
}

import { ConnectError, callbackMoment, zoneWithoutPlace, type CallbackMoment } from '@convoso-connect/core';
import type { PlainInputField } from 'zapier-platform-core';
import { wallTime } from './polling/window.js';

/**
 * The moment that a form says, on the account's clock where it names no zone.
 *
 * @throws {ConnectError} TIME_ZONE_INVALID
 */
export function momentOf(time: string, zone: string, ofAccount: string): CallbackMoment {
  const timeZone = zone === '' ? ofAccount : zone;
  const moment = callbackMoment(time, timeZone);
  if (moment !== null) return moment;
  throw new ConnectError(
    'TIME_ZONE_INVALID',
    `The callback's Time Zone, ${JSON.stringify(timeZone)}, is no time zone.`,
    'Choose one of the list, write an IANA name such as America/New_York, or an offset such as -5.00.',
  );
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

/**
 * Convoso takes a time that has passed without a word, and nobody would wait for that callback; a zone that is no place
 * has the clock of winter in summer, too.
 */
export function momentWarnings(moment: CallbackMoment, zone: string): string[] {
  const { callback_time: time, callback_time_zone: offset } = moment;
  const doubt = zoneWithoutPlace(zone);
  return [
    ...(instantOf(moment) < Date.now()
      ? [`The callback's time, ${time} at ${offset} hours from GMT, has passed.`]
      : []),
    ...(doubt === null
      ? []
      : [`The callback's Time Zone is ${JSON.stringify(zone)}. ${doubt.message} ${doubt.remedy}`]),
  ];
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

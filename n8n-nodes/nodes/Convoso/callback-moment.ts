import { callbackMoment, zoneWithoutPlace } from '@convoso-connect/core';
import type { IDataObject } from 'n8n-workflow';
import type { Refuse } from '../shared/given';

/**
 * The arguments of a callback with the offset of its zone at its time: Convoso takes no name of a zone, and an offset
 * that was typed once is an hour off half of the year. An offset is taken as it is.
 */
export function withOffset(
  args: IDataObject,
  labelOf: (name: string) => string,
  refuse: Refuse,
): IDataObject {
  const { callback_time: time, callback_time_zone: given } = args;
  const zone = typeof given === 'string' ? given.trim() : given;
  if (typeof zone !== 'string' || zone === '') return args;
  const label = labelOf('callback_time_zone');
  const doubt = zoneWithoutPlace(zone);
  if (doubt !== null) throw refuse(label, zone, doubt.message, doubt.remedy);
  const moment = callbackMoment(typeof time === 'string' ? time.trim() : '', zone);
  if (moment === null) {
    const remedy = 'Write its IANA name, such as America/New_York, or an offset such as -5.00.';
    throw refuse(label, given, 'This is no time zone.', remedy);
  }
  if (time !== undefined && time !== '') return typeof time === 'string' ? { ...args, ...moment } : args;
  if (/\d$/.test(zone)) return args;
  const message = 'Its offset depends on the time, and there is none.';
  throw refuse(label, zone, message, `Fill in ${labelOf('callback_time')} as well.`);
}

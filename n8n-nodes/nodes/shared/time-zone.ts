import { UNKNOWN_ZONE, isTimeZone } from '@convoso-connect/core';
import type { INodeProperties } from 'n8n-workflow';
import type { Given } from './given';

/** The zone of most accounts (domain-facts J.8). */
export const USUAL_ZONE = 'America/Los_Angeles';

export const timeZoneProperty: INodeProperties = {
  displayName: 'Account Time Zone',
  name: 'timeZone',
  type: 'string',
  default: USUAL_ZONE,
  placeholder: 'e.g. America/New_York',
  description:
    'The zone of your Convoso account, as an IANA name. Convoso delivers dates without a zone; they are read in this one.',
};

export function readTimeZone(given: Given): string {
  const value = given.text('timeZone').trim();
  if (isTimeZone(value)) return value;
  const { message, remedy } = UNKNOWN_ZONE;
  throw given.refuse(timeZoneProperty.displayName, value, message, remedy);
}

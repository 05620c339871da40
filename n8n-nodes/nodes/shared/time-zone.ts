import { UNKNOWN_ZONE, isTimeZone } from '@convoso-connect/core';
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { mistake } from './mistake';
import { textParameter } from './parameters';

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

export function readTimeZone(context: IExecuteFunctions, itemIndex: number): string {
  const value = textParameter(context, 'timeZone', itemIndex, USUAL_ZONE);
  if (isTimeZone(value)) return value;
  const { message, remedy } = UNKNOWN_ZONE;
  throw mistake(context.getNode(), {
    parameter: timeZoneProperty.displayName,
    value,
    message,
    remedy,
    itemIndex,
  });
}

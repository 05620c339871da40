import { UNKNOWN_ZONE, isTimeZone, zoneWithoutPlace } from '@convoso-connect/core';
import type { IDisplayOptions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Given } from './given';

/** The zone of most accounts (domain-facts J.8). */
export const USUAL_ZONE = 'America/Los_Angeles';

/** The choice of the zone that the workflow's settings have, or else n8n's own. */
const INHERITED = 'inherited';

/** Those of the United States under the names that people use, before all others. */
const NAMED_ZONES: Readonly<Record<string, string>> = {
  'America/New_York': 'Eastern',
  'America/Chicago': 'Central',
  'America/Denver': 'Mountain',
  'America/Phoenix': 'Arizona',
  'America/Los_Angeles': 'Pacific',
  'America/Anchorage': 'Alaska',
  'Pacific/Honolulu': 'Hawaii',
};

/** Every zone that this n8n can reckon with. */
export const ZONE_OPTIONS: INodePropertyOptions[] = [
  ...Object.entries(NAMED_ZONES).map(([zone, name]) => ({ name: `${name} (${shown(zone)})`, value: zone })),
  ...['UTC', ...Intl.supportedValuesOf('timeZone')]
    .filter((zone, index, all) => !(zone in NAMED_ZONES) && all.indexOf(zone) === index)
    .map((zone) => ({ name: shown(zone), value: zone })),
];

/** People search for a city as they write it. */
function shown(zone: string): string {
  return zone.replaceAll('_', ' ');
}

const timeZone = {
  displayName: 'Account Time Zone',
  name: 'timeZone',
  description: 'The zone of your Convoso account: its dates come without one and are read in this one',
} satisfies Partial<INodeProperties>;

/**
 * The zone in which dates of the account are read. Nodes of earlier versions have it typed, with a zone of their own as
 * the default, which n8n does not save: they must go on to mean it.
 *
 * @param since the first version of the node that has the list
 */
export function timeZoneProperties(
  since: number,
  show: NonNullable<IDisplayOptions['show']> = {},
): INodeProperties[] {
  return [
    {
      ...timeZone,
      type: 'options',
      options: [
        {
          name: "The Workflow's",
          value: INHERITED,
          description: "As in this workflow's settings, or else in those of n8n",
        },
        ...ZONE_OPTIONS,
      ],
      default: INHERITED,
      displayOptions: { show: { ...show, '@version': [{ _cnd: { gte: since } }] } },
    },
    {
      ...timeZone,
      type: 'string',
      default: USUAL_ZONE,
      placeholder: 'e.g. America/New_York',
      displayOptions: { show: { ...show, '@version': [{ _cnd: { lt: since } }] } },
    },
  ];
}

/** @param ofWorkflow the zone of the n8n workflow, as the execution tells it */
export function readTimeZone(given: Given, ofWorkflow: string): string {
  const value = given.text('timeZone').trim();
  const zone = value === INHERITED ? ofWorkflow : value;
  if (isTimeZone(zone)) return zone;
  const { message, remedy } = UNKNOWN_ZONE;
  throw given.refuse(timeZone.displayName, value, message, remedy);
}

/** What a hint tells of such a zone, which the panel does not offer: it is typed, or that of the workflow's settings. */
export function zoneDoubt(given: Given, ofWorkflow: string): string | null {
  const value = given.text('timeZone').trim();
  const inherited = value === INHERITED;
  const zone = inherited ? ofWorkflow : value;
  const doubt = zoneWithoutPlace(zone);
  if (doubt === null) return null;
  const place = inherited ? " in the workflow's settings, or those of n8n" : '';
  return `${timeZone.displayName} is ${JSON.stringify(zone)}${place}. ${doubt.message} ${doubt.remedy}`;
}

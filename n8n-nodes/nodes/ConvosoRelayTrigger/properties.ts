import { EVENT_FILTER_FIELDS, OCCURRENCE_KINDS, type EventFilterName } from '@convoso-connect/core';
import type { SubscriptionTopic } from '@convoso-connect/core/relay-client';
import type { INodeProperties } from 'n8n-workflow';
import { titleOf } from '../shared/texts';

/** Every topic, or it does not compile. */
const TOPICS: Readonly<Record<SubscriptionTopic, { readonly name: string; readonly description: string }>> = {
  'alarm.changed': { name: 'Alarms', description: 'That begin, are acknowledged or are over' },
  'call.event': { name: 'Call Events', description: 'What Convoso has sent to the hooks of the relay' },
  'hold.due': {
    name: 'Held Actions That Are Due',
    description: 'What a Convoso Workflow node has the relay hold, once its time has come',
  },
};

/** What can be written there, for those of which it is not plain. */
const EXAMPLES: Readonly<Record<EventFilterName, string>> = {
  dispositions: 'e.g. SALE, APPT',
  callTypes: 'e.g. INBOUND, OUTBOUND',
  campaigns: 'e.g. 111, Solar West',
  lists: 'e.g. 301',
  queues: 'e.g. Support',
};

export const FILTER_NAMES = Object.keys(EVENT_FILTER_FIELDS) as EventFilterName[];

const byName = (one: INodeProperties, other: INodeProperties) =>
  one.displayName.localeCompare(other.displayName);

const filters: INodeProperties = {
  displayName: 'Filters',
  name: 'filters',
  type: 'collection',
  placeholder: 'Add Filter',
  default: {},
  description:
    'Which call events the relay sends: all that is added has to hold, and one value of each is enough',
  displayOptions: { show: { topics: ['call.event'] } },
  options: [
    ...FILTER_NAMES.map((name): INodeProperties => ({
      displayName: titleOf(name),
      name,
      type: 'string',
      default: '',
      placeholder: EXAMPLES[name],
      description: 'With commas between them',
    })),
    {
      displayName: 'Event Types',
      name: 'kinds',
      type: 'multiOptions' as const,
      options: OCCURRENCE_KINDS.map((kind) => ({ name: titleOf(kind), value: kind })),
      default: [],
    },
    {
      displayName: 'Hooks',
      name: 'hooks',
      type: 'string' as const,
      default: '',
      placeholder: 'e.g. convoso',
      description: "IDs of hooks in the relay's configuration, with commas between them",
    },
  ].toSorted(byName),
};

export const properties: INodeProperties[] = [
  {
    displayName:
      'Convoso sends to the hooks of the relay. The relay sends to this workflow, signed, each event until it is taken, also when n8n was down meanwhile. An n8n in a private network has to be allowed in settings.egress.allow of the relay.',
    name: 'relayNotice',
    type: 'notice',
    default: '',
  },
  {
    displayName: 'Events',
    name: 'topics',
    type: 'multiOptions',
    noDataExpression: true,
    options: Object.entries(TOPICS).map(([value, texts]) => ({ value, ...texts })),
    default: ['call.event'],
    required: true,
  },
  filters,
  {
    displayName: 'Held by This Workflow Only',
    name: 'ownHolds',
    type: 'boolean',
    default: true,
    noDataExpression: true,
    description: 'Whether to leave out what other workflows, Zaps and programs have the relay hold',
    displayOptions: { show: { topics: ['hold.due'] } },
  },
];

import { BOUNDS, RATE_LIMIT_MAX, SCHEDULE_WINDOWS } from '@convoso-connect/core';
import type { INodeProperties } from 'n8n-workflow';
import { fromAccountProperty } from '../shared/account-lists/properties';
import { statusesProperty } from '../shared/statuses';
import { ZONE_OPTIONS, timeZoneProperties } from '../shared/time-zone';
import { conditionColumns, eventsProperties } from './event-properties';
import { stopFilterProperty } from './filter-properties';
import { memoryProperties, ofOwnRule } from './relay-properties';
import { scopeProperties } from './scope';

const WINDOW_OPTIONS = Object.entries(SCHEDULE_WINDOWS).map(([value, { start, end }]) => ({
  name: value === '24hr' ? 'At Any Time' : `${value} (${clock(start)} to ${clock(end)})`,
  value,
}));

function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}

const BEFORE = 'Below 0 is before the date or the last call that it is counted from';

/** The version of the node that began to offer zones as lists. */
const SINCE_ZONE_LISTS = 1.2;

const zoneOfHours: INodeProperties[] = [
  {
    displayName: 'Time Zone of the Hours',
    name: 'timeZone',
    type: 'options',
    options: [
      { name: "The Account's", value: 'account' },
      { name: "The Lead's", value: 'lead', description: 'Told from the state and the number of the lead' },
      ...ZONE_OPTIONS,
    ],
    default: 'account',
    description: 'Whose clock counts',
    displayOptions: { show: { '@version': [{ _cnd: { gte: SINCE_ZONE_LISTS } }] } },
  },
  {
    displayName: 'Time Zone of the Hours',
    name: 'timeZone',
    type: 'string',
    default: 'account',
    placeholder: 'e.g. lead',
    description: 'Whose clock counts: account, lead, or the IANA name of a zone',
    displayOptions: { show: { '@version': [{ _cnd: { lt: SINCE_ZONE_LISTS } }] } },
  },
];

const timing: INodeProperties = {
  displayName: 'When to Act',
  name: 'schedule',
  type: 'collection',
  placeholder: 'Add Timing',
  default: {},
  description:
    'What is not due at once leaves by the output Later. Let a Wait node hold it until decision.dueAt and lead it back into this node, which then looks whether it still applies.',
  options: [
    {
      displayName: 'After Days',
      name: 'days',
      type: 'number',
      typeOptions: { minValue: BOUNDS.scheduleDays.min, maxValue: BOUNDS.scheduleDays.max },
      default: 0,
      description: BEFORE,
    },
    {
      displayName: 'After Hours',
      name: 'hours',
      type: 'number',
      typeOptions: { minValue: BOUNDS.scheduleHours.min, maxValue: BOUNDS.scheduleHours.max },
      default: 0,
      description: BEFORE,
    },
    {
      displayName: 'After Minutes',
      name: 'minutes',
      type: 'number',
      typeOptions: { minValue: BOUNDS.scheduleMinutes.min, maxValue: BOUNDS.scheduleMinutes.max },
      default: 0,
      description: BEFORE,
    },
    {
      displayName: 'Contacts the Lead',
      name: 'contactsLead',
      type: 'boolean',
      default: false,
      description:
        'Whether what follows calls or texts the lead. Then it is held outside the hours that the law sets where the lead is; this is no legal advice.',
    },
    {
      displayName: 'Counted From',
      name: 'relativeTo',
      type: 'options',
      options: [
        { name: 'Now', value: '' },
        { name: 'Last Call', value: 'lastCalled' },
        { name: 'Date in a Field', value: 'field' },
      ],
      default: '',
    },
    {
      displayName: 'Date Field',
      name: 'relativeField',
      type: 'string',
      default: '',
      placeholder: 'e.g. start_date',
      description: 'The name of the field to count from',
    },
    {
      displayName: 'Hold Until Hours',
      name: 'holdUntilHours',
      type: 'options',
      options: WINDOW_OPTIONS,
      default: '24hr',
      description: 'Outside of them it is held until they begin',
    },
    ...zoneOfHours,
  ],
};

const guardrails: INodeProperties = {
  displayName: 'Guardrails',
  name: 'guardrails',
  type: 'collection',
  placeholder: 'Add Guardrail',
  default: {},
  options: [
    {
      displayName: 'Ignore Outside Hours',
      name: 'ignoreOutsideHours',
      type: 'options',
      options: WINDOW_OPTIONS,
      default: '24hr',
      description:
        'Events outside of these hours are dropped for good. To have them later, hold them instead.',
    },
    {
      displayName: 'Perform Action On (%)',
      name: 'performActionOn',
      type: 'number',
      typeOptions: { minValue: 0, maxValue: 100 },
      default: 100,
      description: 'The share of leads; always the same ones',
    },
    {
      displayName: 'Rate Limit',
      name: 'rateLimit',
      type: 'number',
      typeOptions: { minValue: 1, maxValue: RATE_LIMIT_MAX },
      default: RATE_LIMIT_MAX,
      description: 'How often it may fire for one lead in any three minutes',
    },
    {
      displayName: 'Rate Limit Counts',
      name: 'rateLimitScope',
      type: 'options',
      options: [
        { name: "All of the Lead's Workflow Nodes", value: 'lead' },
        { name: 'This Node', value: 'workflow' },
      ],
      default: 'workflow',
    },
    {
      displayName: 'Skip If Live Call',
      name: 'skipIfLiveCall',
      type: 'boolean',
      default: false,
      description: 'Whether to drop what comes due while the agent of the call is on another one',
    },
    {
      displayName: 'Skip If Pending',
      name: 'skipIfPending',
      type: 'boolean',
      default: false,
      description: 'Whether to skip a lead for whom something has left by Later and is not due yet',
    },
    {
      displayName: 'Stop If',
      name: 'stopIf',
      type: 'options',
      options: [
        { name: 'Final Status', value: 'finalStatus' },
        { name: 'Reached Status', value: 'reachedStatus' },
        { name: 'Never', value: 'never' },
        { name: 'Lead Matches', value: 'leadFilter' },
      ],
      default: 'never',
      description: 'What the lead must have come to meanwhile for something held not to be done any more',
    },
    {
      displayName: 'Stop If the Lead Matches',
      name: 'stopConditions',
      type: 'fixedCollection',
      typeOptions: { multipleValues: true },
      default: {},
      placeholder: 'Add Condition',
      options: [{ displayName: 'Condition', name: 'condition', values: conditionColumns }],
    },
    stopFilterProperty,
    {
      displayName: 'When Not Known',
      name: 'whenNotKnown',
      type: 'options',
      options: [
        { name: 'Automatic', value: '', description: 'Skip what contacts the lead, and fire what does not' },
        { name: 'Fire', value: 'fire' },
        { name: 'Hold', value: 'hold', description: 'By the output Later, for a day at most' },
        { name: 'Skip', value: 'skip' },
      ],
      default: '',
      description:
        'What to do where the guardrails cannot tell, because n8n was restarted or another worker took over',
    },
  ],
};

const account: INodeProperties = {
  displayName: 'Options',
  name: 'options',
  type: 'collection',
  placeholder: 'Add Option',
  default: {},
  options: [
    statusesProperty,
    {
      displayName: 'Account',
      name: 'account',
      type: 'string',
      default: 'main',
      description: 'A name that keeps apart the leads of several Convoso accounts in one n8n',
    },
  ],
};

export const properties: INodeProperties[] = [
  ...memoryProperties,
  ...[fromAccountProperty, ...scopeProperties, ...eventsProperties].map(ofOwnRule),
  timing,
  ofOwnRule(guardrails),
  ...timeZoneProperties(SINCE_ZONE_LISTS),
  account,
];

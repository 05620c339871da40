import { BOUNDS, CONNECT_WORKFLOW_EVENTS, OPERATORS, type WorkflowEventType } from '@convoso-connect/core';
import type { Condition } from '@convoso-connect/core/config';
import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import { chosenEntries, chosenRows } from '../shared/account-lists/properties';
import { isChosenForm, typedOrChosen } from '../shared/account-lists/typed-or-chosen';
import { FIELD_OPTIONS, OTHER_FIELD, OTHER_FIELD_OPTION } from '../shared/field-options';
import { titleOf } from '../shared/texts';
import { rowOrFilter } from './filter-properties';

type TimeUnit = NonNullable<Extract<Condition, { operator: 'within' }>['last']>['unit'];

/** Every unit, or it does not compile. */
const TIME_UNITS: Readonly<Record<TimeUnit, string>> = {
  minutes: 'Minutes',
  hours: 'Hours',
  days: 'Days',
  weeks: 'Weeks',
  months: 'Months',
  years: 'Years',
};

function listColumn(
  displayName: string,
  name: string,
  placeholder: string,
  description = '',
): INodeProperties {
  return { displayName, name, type: 'string', default: '', placeholder, description };
}

/** Status codes, typed or chosen from those of the account. */
const codes = (name: StatusColumn, displayName: string, description: string) =>
  typedOrChosen(
    listColumn(displayName, name, 'e.g. SALE, APPT', description),
    chosenEntries('statuses', CHOSEN_STATUSES[name], `${displayName.replace(/s$/, '')} Names or Codes`),
  );

type StatusColumn = keyof typeof CHOSEN_STATUSES;

/** Where statuses are that are chosen, by where they are typed. */
export const CHOSEN_STATUSES = { values: 'statuses', from: 'fromStatuses', to: 'toStatuses' } as const;

const includeColumn: INodeProperties = {
  displayName: 'Include',
  name: 'include',
  type: 'options',
  options: [
    { name: 'All', value: 'all' },
    { name: 'First of the Call Only', value: 'first' },
  ],
  default: 'all',
  description: 'Whether a disposition counts that is not the first of its call',
};

const countColumns: INodeProperties[] = [
  {
    displayName: 'Comparison',
    name: 'comparison',
    type: 'options',
    options: [
      { name: 'Exactly', value: 'equals' },
      { name: 'From – To', value: 'range' },
    ],
    default: 'equals',
  },
  {
    displayName: 'Count',
    name: 'equals',
    type: 'number',
    typeOptions: { minValue: BOUNDS.callCount.min, maxValue: BOUNDS.callCount.max },
    default: 1,
    displayOptions: { show: { comparison: ['equals'] } },
  },
  listColumn('From', 'min', 'e.g. 2', 'Empty: from none'),
  listColumn('To', 'max', 'e.g. 5', 'Empty: without a limit'),
  {
    displayName: 'Direction',
    name: 'direction',
    type: 'options',
    options: [
      { name: 'Any', value: '' },
      { name: 'Inbound', value: 'inbound' },
      { name: 'Outbound', value: 'outbound' },
    ],
    default: '',
  },
].map((column) =>
  column.name === 'min' || column.name === 'max'
    ? { ...column, displayOptions: { show: { comparison: ['range'] } } }
    : column,
) as INodeProperties[];

const recipientColumn: INodeProperties = {
  displayName: 'Recipient',
  name: 'recipient',
  type: 'options',
  options: [
    { name: 'Any', value: '' },
    { name: 'Personal', value: 'personal' },
    { name: 'System', value: 'system' },
  ],
  default: '',
};

const needsValue = Object.keys(OPERATORS).filter(
  (operator) =>
    !['within', 'is_blank', 'is_numeric', 'between_two_strings', 'between_markers'].includes(operator),
);
const showForValue = { show: { operator: needsValue } };
const showForTwoTexts = { show: { operator: ['between_two_strings', 'between_markers'] } };
const showForWithin = { show: { operator: ['within'] } };

/** One condition on a field. Two of them are two events: all events have to match. */
export const conditionColumns: INodeProperties[] = [
  {
    displayName: 'Field Name or ID',
    name: 'field',
    type: 'options',
    options: [...FIELD_OPTIONS, OTHER_FIELD_OPTION],
    default: 'lead.state',
  },
  {
    displayName: 'Custom Field',
    name: 'customField',
    type: 'string',
    default: '',
    displayOptions: { show: { field: [OTHER_FIELD] } },
  },
  {
    displayName: 'Operator',
    name: 'operator',
    type: 'options',
    options: Object.entries(OPERATORS).map(([value, name]) => ({ name, value })),
    default: 'is_equal_to',
  },
  { displayName: 'Value', name: 'value', type: 'string', default: '', displayOptions: showForValue },
  {
    displayName: 'Within',
    name: 'within',
    type: 'options',
    options: [
      { name: 'List', value: 'list' },
      { name: 'Range', value: 'range' },
      { name: 'Last …', value: 'last' },
    ],
    default: 'list',
    displayOptions: showForWithin,
  },
  {
    displayName: 'List',
    name: 'list',
    type: 'string',
    default: '',
    placeholder: 'e.g. CA, NV, AZ',
    displayOptions: { show: { operator: ['within'], within: ['list'] } },
  },
  {
    displayName: 'From',
    name: 'rangeFrom',
    type: 'string',
    default: '',
    displayOptions: { show: { operator: ['within'], within: ['range'] } },
  },
  {
    displayName: 'To',
    name: 'rangeTo',
    type: 'string',
    default: '',
    displayOptions: { show: { operator: ['within'], within: ['range'] } },
  },
  {
    displayName: 'How Many',
    name: 'lastCount',
    type: 'number',
    default: 1,
    typeOptions: { minValue: BOUNDS.withinLast.min, maxValue: BOUNDS.withinLast.max },
    displayOptions: { show: { operator: ['within'], within: ['last'] } },
  },
  {
    displayName: 'Unit',
    name: 'lastUnit',
    type: 'options',
    options: Object.entries(TIME_UNITS).map(([value, name]) => ({ name, value })),
    default: 'days',
    displayOptions: { show: { operator: ['within'], within: ['last'] } },
  },
  { displayName: 'First', name: 'textFrom', type: 'string', default: '', displayOptions: showForTwoTexts },
  { displayName: 'Second', name: 'textTo', type: 'string', default: '', displayOptions: showForTwoTexts },
];

/** What each event of Convoso's Workflow Automation screen takes. */
const COLUMNS: Readonly<Record<WorkflowEventType, readonly INodeProperties[]>> = {
  DISPOSITION: [...codes('values', 'Dispositions', 'Status codes; empty for any'), includeColumn],
  CALL_COUNT: countColumns,
  CALL_TYPE: [listColumn('Call Types', 'values', 'e.g. INBOUND, OUTBOUND')],
  CALLBACK: [recipientColumn],
  HOPPER_EXPIRED: [],
  LEAD_ACTION: [
    listColumn('Actions', 'values', 'e.g. archived', 'The value of event=leadAction:… in the address'),
  ],
  LEAD_FIELDS_AND_CALL_DATA: rowOrFilter(conditionColumns),
  LEAD_STATUS: [
    ...codes('from', 'From', 'Status codes the lead had before; empty for any'),
    ...codes('to', 'To', 'Status codes the lead has now; empty for any'),
  ],
  REDISPOSITION: codes('values', 'Dispositions', 'Status codes; empty for any'),
  SUBMITTED_BY: typedOrChosen(
    listColumn('Submitted By', 'values', 'e.g. 1012', 'The values of created_by'),
    chosenRows('users', 'users'),
  ),
  TERM_REASON: [listColumn('Term Reasons', 'values', 'e.g. AGENT, CALLER', 'Empty for any but NONE')],
};

function groupOf([type, meaning]: [string, string]): INodePropertyCollection {
  const columns = COLUMNS[type as WorkflowEventType];
  const displayName = titleOf(type.toLowerCase());
  if (columns.length === 0) return { displayName, name: type, values: [meaningNotice(meaning)] };
  // The first that the panel shows says what the event means: of the typed form, and of the chosen one.
  const leading = [columns[0], columns.find(isChosenForm)];
  return {
    displayName,
    name: type,
    values: columns.map((column) => (leading.includes(column) ? withMeaning(column, meaning) : column)),
  };
}

function withMeaning(column: INodeProperties, meaning: string): INodeProperties {
  const description = column.description === undefined ? '' : ` ${column.description}.`;
  return { ...column, description: `${meaning}.${description}` };
}

/** An event that takes nothing still has to say what it is. */
function meaningNotice(meaning: string): INodeProperties {
  return { displayName: `${meaning}.`, name: 'meaning', type: 'notice', default: '' };
}

const eventsProperty = {
  displayName: 'Events',
  name: 'events',
  type: 'fixedCollection',
  typeOptions: { multipleValues: true },
  default: {},
  placeholder: 'Add Event',
  description: 'What has to have happened; all of them have to match on the same occasion',
  options: Object.entries(CONNECT_WORKFLOW_EVENTS).map(groupOf),
} satisfies INodeProperties;

/**
 * A new node begins with one event. n8n does not save an empty collection, so that a node of version 1 without events
 * would begin to fire if it had that default too.
 */
export const eventsProperties: INodeProperties[] = [
  {
    ...eventsProperty,
    default: { DISPOSITION: [{ values: '', include: 'all' }] },
    displayOptions: { show: { '@version': [{ _cnd: { gte: 1.1 } }] } },
  },
  { ...eventsProperty, default: {}, displayOptions: { show: { '@version': [1] } } },
];

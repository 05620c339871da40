import { CONVOSO_ADDRESSES, OCCURRENCE_KINDS } from '@convoso-connect/core';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { chosenEntries, fromAccountProperty } from '../shared/account-lists/properties';
import { typedOrChosen } from '../shared/account-lists/typed-or-chosen';
import { FIELD_OPTIONS, OTHER_FIELD_OPTION } from '../shared/field-options';
import { statusesProperty } from '../shared/statuses';
import { titleOf } from '../shared/texts';

export const KIND_OPTIONS: INodePropertyOptions[] = OCCURRENCE_KINDS.map((kind) => ({
  name: titleOf(kind),
  value: kind,
}));

const showOnlyWithOwnKinds = { show: { occurrence: ['declared'] } };
const showOnlyForConvosoAddresses = { show: { allowFrom: ['convoso'] } };
const showOnlyForListedAddresses = { show: { allowFrom: ['listed'] } };

const access: INodeProperties[] = [
  {
    displayName:
      'In Convoso, make the Production URL above the API URL of a Convoso Connect endpoint: method POST, an Adaptor, and as its Authorization Header X-Connect-Secret: followed by the secret of the credential. Without the credential this node does not run.',
    name: 'setUpNotice',
    type: 'notice',
    default: '',
    displayOptions: { show: { authentication: ['secret'] } },
  },
  {
    displayName:
      'In Convoso, make the Production URL above the API URL of a Convoso Connect endpoint: method POST, and an Adaptor. Whoever learns the URL can send to it from the addresses below.',
    name: 'setUpNotice',
    type: 'notice',
    default: '',
    displayOptions: { show: { authentication: ['none'] } },
  },
  {
    displayName: 'Authentication',
    name: 'authentication',
    type: 'options',
    options: [
      { name: 'None', value: 'none' },
      {
        name: 'Secret',
        value: 'secret',
        description: 'The header X-Connect-Secret, or secret in the query of the address',
      },
    ],
    default: 'secret',
  },
  {
    displayName: 'Allow From',
    name: 'allowFrom',
    type: 'options',
    options: [
      { name: 'Anyone', value: 'anyone' },
      {
        name: 'Convoso',
        value: 'convoso',
        description: `The addresses that Convoso calls from, ${CONVOSO_ADDRESSES}`,
      },
      { name: 'These Addresses', value: 'listed' },
    ],
    default: 'convoso',
    description: 'Whose deliveries are taken; others are answered 403 with the address that was seen',
  },
  {
    displayName: 'And Also From',
    name: 'moreAddresses',
    type: 'string',
    default: '',
    placeholder: 'e.g. 203.0.113.7, 2001:db8::/32',
    description: 'More addresses and ranges, with commas between them; your own, to try it out',
    displayOptions: showOnlyForConvosoAddresses,
  },
  {
    displayName: 'Addresses',
    name: 'addresses',
    type: 'string',
    default: '',
    required: true,
    placeholder: 'e.g. 203.0.113.7, 2001:db8::/32',
    description: 'Addresses and ranges, with commas between them',
    displayOptions: showOnlyForListedAddresses,
  },
];

const reading: INodeProperties[] = [
  {
    displayName: 'Event Type',
    name: 'occurrence',
    type: 'options',
    options: [
      { name: 'Automatic', value: 'infer', description: 'Told from the values of each delivery' },
      { name: 'Choose', value: 'declared', description: 'The types below, whatever the values say' },
    ],
    default: 'infer',
    description:
      'Whether it is a disposition, a change of status and so on. One delivery can say so itself, with event=callback in the query of the address.',
  },
  {
    displayName: 'Event Types',
    name: 'declaredKinds',
    type: 'multiOptions',
    options: KIND_OPTIONS,
    default: ['disposition'],
    displayOptions: showOnlyWithOwnKinds,
  },
  {
    displayName: 'Output',
    name: 'output',
    type: 'options',
    options: [
      {
        name: 'Call Event',
        value: 'callEvent',
        description:
          "Lead, call, extra and custom fields under Convoso's names, with the disposition decoded",
      },
      { name: 'Raw', value: 'raw', description: 'What was received, under the names it was sent by' },
    ],
    default: 'callEvent',
  },
];

/** Where filters are that are chosen, by where they are typed. */
export const CHOSEN_FILTERS = { campaigns: 'campaignIds', dispositions: 'statuses' } as const;

const filters: INodeProperties = {
  displayName: 'Filters',
  name: 'filters',
  type: 'collection',
  placeholder: 'Add Filter',
  default: {},
  description:
    'What does not pass starts no execution. Convoso is answered which value was filtered, so its own log shows it.',
  options: [
    {
      displayName: 'Call Types',
      name: 'callTypes',
      type: 'string',
      default: '',
      placeholder: 'e.g. INBOUND, OUTBOUND',
    },
    ...typedOrChosen(
      {
        displayName: 'Campaigns',
        name: 'campaigns',
        type: 'string',
        default: '',
        placeholder: 'e.g. 111, Solar West',
        description: 'IDs or names, as far as they are delivered',
      },
      chosenEntries('campaigns', CHOSEN_FILTERS.campaigns),
    ),
    ...typedOrChosen(
      {
        displayName: 'Dispositions',
        name: 'dispositions',
        type: 'string',
        default: '',
        placeholder: 'e.g. SALE, APPT',
        description: 'Status codes, with commas between them',
      },
      chosenEntries('statuses', CHOSEN_FILTERS.dispositions, 'Disposition Names or Codes'),
    ),
    {
      displayName: 'Event Types',
      name: 'kinds',
      type: 'multiOptions',
      options: KIND_OPTIONS,
      default: [],
    },
  ],
};

export const fieldsMap: INodeProperties = {
  displayName: 'Received Names',
  name: 'fieldsMap',
  type: 'fixedCollection',
  typeOptions: { multipleValues: true },
  placeholder: 'Add Name',
  default: {},
  description:
    "What your Adaptor in Convoso calls things, where that is neither Convoso's own name nor one of the usual others",
  options: [
    {
      displayName: 'Names',
      name: 'names',
      values: [
        {
          displayName: 'Received Name',
          name: 'received',
          type: 'string',
          default: '',
          placeholder: 'e.g. cust_ref',
        },
        {
          displayName: 'Field Name or ID',
          name: 'field',
          type: 'options',
          options: [...FIELD_OPTIONS, OTHER_FIELD_OPTION],
          default: 'lead.id',
        },
        {
          displayName: 'Custom Field',
          name: 'customField',
          type: 'string',
          default: '',
          displayOptions: { show: { field: ['custom'] } },
        },
      ],
    },
  ],
};

const options: INodeProperties = {
  displayName: 'Options',
  name: 'options',
  type: 'collection',
  placeholder: 'Add Option',
  default: {},
  options: [
    statusesProperty,
    {
      displayName: 'Ignore Repeats By',
      name: 'repeatFields',
      type: 'string',
      default: '',
      placeholder: 'e.g. call_log_id, status',
      description:
        'Fields that tell one delivery from its repeat. A repeat starts no execution; it is known as such while this n8n process runs. Empty: none is ignored.',
    },
    {
      displayName: 'Ignore Repeats For (Seconds)',
      name: 'repeatSeconds',
      type: 'number',
      typeOptions: { minValue: 1 },
      default: 300,
    },
    {
      displayName: 'Same Request Counts Again After (Seconds)',
      name: 'sameRequestSeconds',
      type: 'number',
      typeOptions: { minValue: 0 },
      default: 10,
      description:
        'Senders and proxies repeat a request whose answer was lost. Within this time the very same request about a call is answered as before and starts nothing; 0 lets each one start an execution.',
    },
    {
      displayName: 'Reverse Proxies',
      name: 'proxyHops',
      type: 'number',
      typeOptions: { minValue: 0 },
      default: 0,
      description:
        'How many proxies in front of n8n pass requests on to it. Only so many entries at the end of X-Forwarded-For are believed; with 0 the header is not looked at.',
    },
  ],
};

export const properties: INodeProperties[] = [
  ...access,
  ...reading,
  fromAccountProperty,
  filters,
  fieldsMap,
  options,
];

import type { INodeProperties } from 'n8n-workflow';
import { presetProperty, rowsProperty } from '../shared/adaptor-rows';
import { statusesProperty } from '../shared/statuses';
import { timeZoneProperties } from '../shared/time-zone';

const showOnlyWithBody = { show: { requestMethod: ['DELETE', 'PATCH', 'POST', 'PUT'] } };
const showOnlyWithAdaptor = { show: { send: ['adaptor'] } };

export const properties: INodeProperties[] = [
  {
    displayName: 'API URL',
    name: 'apiUrl',
    type: 'string',
    default: '',
    required: true,
    placeholder: 'e.g. https://crm.example.test/calls',
    description: 'The address to call, with https://. A query in it is kept.',
  },
  {
    displayName: 'Authentication',
    name: 'authentication',
    type: 'options',
    options: [
      {
        name: 'Endpoint Credential',
        value: 'endpoint',
        description: 'API Authentication and Authorization Header',
      },
      { name: 'None', value: 'none' },
    ],
    default: 'none',
  },
  {
    displayName: 'Request Method',
    name: 'requestMethod',
    type: 'options',
    options: [
      { name: 'DELETE', value: 'DELETE' },
      { name: 'GET', value: 'GET', description: 'The fields are put into the query' },
      { name: 'PATCH', value: 'PATCH' },
      { name: 'POST', value: 'POST' },
      { name: 'PUT', value: 'PUT' },
    ],
    default: 'POST',
  },
  {
    displayName: 'Post Data Type',
    name: 'postDataType',
    type: 'options',
    options: [
      { name: 'JSON', value: 'JSON' },
      { name: 'RAW (Form)', value: 'RAW' },
    ],
    default: 'RAW',
    displayOptions: showOnlyWithBody,
  },
  {
    displayName: 'Send',
    name: 'send',
    type: 'options',
    options: [
      {
        name: 'The Fields of the Item',
        value: 'item',
        description: 'As a Convoso Adaptor before this node has mapped them; objects are not sent',
      },
      {
        name: 'Fields Below',
        value: 'fields',
        description: 'Names and values that are written here; an AI agent can fill them in',
      },
      { name: 'What the Adaptor Below Maps', value: 'adaptor' },
    ],
    default: 'item',
  },
  {
    displayName: 'Fields',
    name: 'fields',
    type: 'fixedCollection',
    typeOptions: { multipleValues: true, sortable: true },
    placeholder: 'Add Field',
    default: {},
    options: [
      {
        displayName: 'Field',
        name: 'field',
        values: [
          { displayName: 'Name', name: 'name', type: 'string', default: '', placeholder: 'e.g. phone' },
          { displayName: 'Value', name: 'value', type: 'string', default: '' },
        ],
      },
    ],
    displayOptions: { show: { send: ['fields'] } },
  },
  { ...presetProperty, displayOptions: showOnlyWithAdaptor },
  { ...rowsProperty, displayOptions: showOnlyWithAdaptor },
  ...timeZoneProperties(1.1, showOnlyWithAdaptor.show),
  {
    displayName: 'Response Data Type',
    name: 'responseDataType',
    type: 'options',
    options: [
      { name: 'JSON', value: 'JSON' },
      { name: 'TEXT', value: 'TEXT' },
      { name: 'XML', value: 'XML' },
    ],
    default: 'JSON',
  },
  {
    displayName: 'Response Key',
    name: 'responseKey',
    type: 'string',
    default: '',
    placeholder: 'e.g. result',
    description: 'What to read from the answer; empty for all of it',
  },
  {
    displayName: 'API Integrator',
    name: 'apiIntegrator',
    type: 'options',
    options: [
      { name: 'Blue Ink Digital', value: 'blue-ink-digital' },
      { name: 'HubSpot V1', value: 'hubspot-v1' },
      { name: 'HubSpot V3', value: 'hubspot-v3' },
      { name: 'None', value: 'none' },
    ],
    default: 'none',
    description: 'The system to speak to in its own terms; updates a record that exists already',
  },
  {
    displayName: 'Retry',
    name: 'retry',
    type: 'options',
    options: [
      {
        name: 'Always',
        value: 'always',
        description: 'Also after time-outs and server errors, for systems that tolerate repeats',
      },
      { name: 'Never', value: 'never' },
      { name: 'Safe', value: 'safe', description: 'Only what surely was not processed' },
    ],
    default: 'safe',
    description: 'What to send once more, under the same idempotency key, before the node fails',
  },
  {
    displayName: 'Log in the Relay',
    name: 'reportToRelay',
    type: 'boolean',
    default: false,
    noDataExpression: true,
    description:
      'Whether what is sent is to stand in the logs, trails and alarms of a relay, with secrets masked',
  },
  {
    displayName: 'Options',
    name: 'options',
    type: 'collection',
    placeholder: 'Add Option',
    default: {},
    options: [
      statusesProperty,
      {
        displayName: 'Attempts',
        name: 'attempts',
        type: 'number',
        typeOptions: { minValue: 1, maxValue: 5 },
        default: 2,
        description: 'How often to send at most',
      },
      {
        displayName: 'Delimiter',
        name: 'delimiter',
        type: 'string',
        default: '',
        description: 'What joins several values of one field, and splits what is read from the answer',
      },
      {
        displayName: 'Expected Result',
        name: 'expectedResult',
        type: 'options',
        options: [
          {
            name: 'Any Answer',
            value: 'any',
            description: 'A status of 2xx is enough, also where the answer is empty',
          },
          { name: 'A Value', value: 'present', description: 'Something that can be read' },
          {
            name: 'A Value That Says Yes',
            value: 'truthy',
            description: 'Not false, 0, no, an error or a web page',
          },
        ],
        default: 'truthy',
        description: 'What the system answers when all is well; anything else fails the node',
      },
      {
        displayName: 'Fail When the Result Is Null',
        name: 'failOnNull',
        type: 'boolean',
        default: false,
        description: 'Whether an answer in which nothing can be read is an error, although it was a success',
      },
      {
        displayName: 'Numbers as Numbers',
        name: 'numbersAsNumbers',
        type: 'boolean',
        default: false,
        description: 'Whether the four fields that count become numbers instead of texts',
      },
      {
        displayName: 'Send at Once',
        name: 'atOnce',
        type: 'number',
        typeOptions: { minValue: 1, maxValue: 20 },
        default: 1,
        description:
          'How many items are sent at the same time; with more than one, the order in which they arrive is not kept',
      },
      {
        displayName: 'Timeout (Seconds)',
        name: 'timeoutSeconds',
        type: 'number',
        typeOptions: { minValue: 1, maxValue: 600 },
        default: 30,
      },
      {
        displayName: 'Wait Between Attempts (Seconds)',
        name: 'waitSeconds',
        type: 'number',
        typeOptions: { minValue: 0, maxValue: 60 },
        default: 5,
        description: 'Longer where the other system asks for it, up to a minute',
      },
    ],
  },
];

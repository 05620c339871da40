import type { INodeProperties } from 'n8n-workflow';
import { statusesProperty } from '../shared/statuses';

const showOnlyForDecode = { show: { operation: ['decode'] } };
const showOnlyForEncode = { show: { operation: ['encode'] } };
const showOnlyForGivenTable = { show: { table: ['given'] } };

const code = {
  displayName: 'Code',
  name: 'code',
  description: "The status code; where it is empty, the item's own status",
};

export const properties: INodeProperties[] = [
  {
    displayName: 'Operation',
    name: 'operation',
    type: 'options',
    noDataExpression: true,
    options: [
      {
        name: 'Decode',
        value: 'decode',
        action: 'Decode a disposition',
        description: 'Tell what a status code means: its name, its flags, and what CRMs call it',
      },
      {
        name: 'Encode',
        value: 'encode',
        action: 'Encode a disposition',
        description: 'Find the status code of a name, since Convoso takes codes only',
      },
    ],
    default: 'decode',
  },
  {
    ...code,
    type: 'resourceLocator',
    default: { mode: 'id', value: '' },
    modes: [
      {
        displayName: 'From List',
        name: 'list',
        type: 'list',
        hint: 'The codes of the table that is chosen below',
        typeOptions: {
          searchListMethod: 'searchCodes',
          searchable: true,
          // The built-in table needs none.
          skipCredentialsCheckInRLC: true,
        },
      },
      { displayName: 'By Code', name: 'id', type: 'string', placeholder: 'e.g. NI' },
    ],
    displayOptions: { show: { ...showOnlyForDecode.show, '@version': [1.1] } },
  },
  {
    ...code,
    type: 'string',
    default: '',
    placeholder: 'e.g. NI',
    displayOptions: { show: { ...showOnlyForDecode.show, '@version': [1] } },
  },
  {
    displayName: 'Name',
    name: 'name',
    type: 'string',
    default: '',
    required: true,
    placeholder: 'e.g. Not Interested',
    displayOptions: showOnlyForEncode,
  },
  {
    displayName: 'Table',
    name: 'table',
    type: 'options',
    options: [
      {
        name: 'Built-In',
        value: 'builtIn',
        description: 'The codes of the dialer and those that many accounts have; its flags are guesses',
      },
      {
        name: 'Given',
        value: 'given',
        description: 'A table that is written here or comes from another node',
      },
      {
        name: "The Account's",
        value: 'account',
        description: "Your account's own dispositions, asked of Convoso once for each execution",
      },
    ],
    default: 'builtIn',
  },
  { ...statusesProperty, displayOptions: showOnlyForGivenTable },
];

import {
  DATE_PATTERNS,
  destinationNames,
  findPreset,
  ADAPTOR_PRESETS,
  type AdaptorPreset,
  type DatePattern,
} from '@convoso-connect/core';
import type { AdaptorField, ConnectConfig } from '@convoso-connect/core/config';
import type { INodeProperties } from 'n8n-workflow';
import {
  DECODED_OPTIONS,
  FIELD_OPTIONS,
  OTHER_FIELD,
  OTHER_FIELD_OPTION,
  readFieldPlace,
} from './field-options';
import type { Given } from './given';

/** The choice to begin with no rows at all. */
export const NO_PRESET = 'none';

export const presetProperty: INodeProperties = {
  displayName: 'Start From',
  name: 'preset',
  type: 'options',
  options: [
    { name: 'No Preset', value: NO_PRESET, description: 'Only the rows below' },
    ...ADAPTOR_PRESETS.map(({ id, label, description }) => ({ name: label, value: id, description })),
  ],
  default: NO_PRESET,
  description: 'A ready mapping; rows below come on top of it and overrule it',
};

/** The columns of Convoso's Adaptor screen, in its order. */
const fieldColumn: INodeProperties = {
  displayName: 'Field Name or ID',
  name: 'field',
  type: 'options',
  options: [...FIELD_OPTIONS, ...DECODED_OPTIONS, OTHER_FIELD_OPTION],
  default: 'lead.first_name',
};

const customFieldColumn: INodeProperties = {
  displayName: 'Custom Field',
  name: 'customField',
  type: 'string',
  default: '',
  placeholder: 'e.g. policy_number',
  displayOptions: { show: { field: [OTHER_FIELD] } },
};

const mappedToColumn: INodeProperties = {
  displayName: 'Mapped To',
  name: 'mappedTo',
  type: 'string',
  default: '',
  placeholder: 'e.g. first_name, contact_name',
  description:
    'The name to send it under. Several with commas send the value under each; blank sends nothing.',
};

const defaultValueColumn: INodeProperties = {
  displayName: 'Default Value',
  name: 'defaultValue',
  type: 'string',
  default: '',
  description: 'Sent where the field is empty. Fields that Convoso fills itself take none.',
};

const dateFormatColumn: INodeProperties = {
  displayName: 'Date Format',
  name: 'dateFormat',
  type: 'options',
  options: [
    { name: 'As Stored', value: '' },
    ...DATE_PATTERNS.map(({ label, pattern }) => ({ name: `${label} (${pattern})`, value: pattern })),
  ],
  default: '',
};

export const rowsProperty: INodeProperties = {
  displayName: 'Rows',
  name: 'rows',
  type: 'fixedCollection',
  typeOptions: { multipleValues: true, sortable: true },
  placeholder: 'Add Row',
  default: {},
  description: 'Which field goes where, as on the Adaptor screen of Convoso',
  options: [
    {
      displayName: 'Row',
      name: 'row',
      values: [fieldColumn, customFieldColumn, mappedToColumn, defaultValueColumn, dateFormatColumn],
    },
  ],
};

type Adaptor = ConnectConfig['adaptors'][number];

export interface ChosenAdaptor {
  readonly adaptor: Adaptor;
  readonly preset: AdaptorPreset | undefined;
}

/** The adaptor that a node's preset and rows make. `more`: rows that the user has given in another form. */
export function readAdaptor(given: Given, more: readonly AdaptorField[] = []): ChosenAdaptor {
  const preset = findPreset(given.choice('preset'));
  const ownRows = given
    .collection('rows')
    .rows('row', (index) => `Row ${index + 1}, `)
    .map(readRow);
  const rows = [...ownRows, ...more];
  const overruled = new Set(rows.flatMap(({ mappedTo }) => destinationNames(mappedTo)));
  const kept = (preset?.rows ?? []).map((row) => withoutNames(row, overruled));
  return { adaptor: { id: 'adaptor', name: 'Adaptor', active: true, fields: [...kept, ...rows] }, preset };
}

/** A row of the user's own is meant to take the place of the preset's, whatever their sections. */
function withoutNames(row: AdaptorField, taken: ReadonlySet<string>): AdaptorField {
  const names = destinationNames(row.mappedTo).filter((name) => !taken.has(name));
  return { ...row, mappedTo: names.join(',') };
}

/** Names that reach the prototype of an object in a careless receiver. */
const FORBIDDEN = ['__proto__', 'constructor', 'prototype'];

export function refuseForbidden(given: Given, parameter: string, mappedTo: string): void {
  const forbidden = destinationNames(mappedTo).find((name) => FORBIDDEN.includes(name));
  if (forbidden === undefined) return;
  const message = 'This name can corrupt the system that reads it.';
  throw given.refuse(parameter, forbidden, message, 'Choose another name.');
}

function readRow(given: Given): AdaptorField {
  const { section, field } = readFieldPlace(given);
  const mappedTo = given.text('mappedTo');
  refuseForbidden(given, 'Mapped To', mappedTo);
  const defaultValue = given.text('defaultValue');
  const dateFormat = given.choice('dateFormat') as DatePattern | '';
  return {
    section,
    field,
    mappedTo,
    literal: false,
    ...(defaultValue === '' ? {} : { defaultValue }),
    ...(dateFormat === '' ? {} : { dateFormat }),
  };
}

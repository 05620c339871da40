import { ADAPTOR_PRESETS } from '@convoso-connect/core';
import type { INodeProperties } from 'n8n-workflow';
import { fromAccountProperty } from '../shared/account-lists/properties';
import { presetProperty, rowsProperty } from '../shared/adaptor-rows';
import { statusesProperty } from '../shared/statuses';
import { tableOf } from '../shared/subtitle';
import { timeZoneProperties } from '../shared/time-zone';
import { customFieldsProperty } from './custom-fields';

/** What it starts from, and how many rows of its own come on top. */
export const SUBTITLE = `={{[${tableOf(
  Object.fromEntries(ADAPTOR_PRESETS.map(({ id, label }) => [id, label])),
)}[$parameter["preset"]], (($parameter["rows"] || {}).row || []).length + ($parameter["fromAccount"] ? Object.values(($parameter["customFields"] || {}).value || {}).filter(Boolean).length : 0)].filter(Boolean).map((part) => part === 1 ? "1 row" : part > 1 ? part + " rows" : part).join(" and ") || "nothing mapped"}}`;

export const properties: INodeProperties[] = [
  presetProperty,
  rowsProperty,
  {
    ...fromAccountProperty,
    description:
      "Whether to map your account's own fields from a list. Needs a Convoso API credential, which only this panel uses.",
  },
  customFieldsProperty,
  ...timeZoneProperties(1.1),
  {
    displayName: 'Output',
    name: 'output',
    type: 'options',
    options: [
      { name: 'Mapped Fields', value: 'fields' },
      {
        name: 'The Event With Its Mapped Fields',
        value: 'eventWithFields',
        description: 'The item as it came in, with the mapped fields under "mapped"',
      },
    ],
    default: 'fields',
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
        displayName: 'Delimiter',
        name: 'delimiter',
        type: 'string',
        default: '',
        placeholder: 'e.g. ;',
        description: 'What joins several values of one field; a comma where it is empty',
      },
      {
        displayName: 'Numbers as Numbers',
        name: 'numbersAsNumbers',
        type: 'boolean',
        default: false,
        description:
          'Whether the four fields that count (talk time, seconds and position in the queue, called count) become numbers instead of texts',
      },
    ],
  },
];

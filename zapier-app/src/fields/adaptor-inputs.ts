import {
  ADAPTOR_PRESETS,
  ConnectError,
  DATE_PATTERNS,
  DECODED_FIELD_NAMES,
  FIELDS,
  findPreset,
  type AdaptorPreset,
} from '@convoso-connect/core';
import type { PlainInputField } from 'zapier-platform-core';
import { flagInput, itemsInput, textInput, type Inputs } from '../inputs.js';
import { chosenValue } from './choice.js';

const SECTION_LABELS = { lead: 'Lead', callLog: 'Call', extra: 'Extra' } as const;

/** Every field of Convoso, and the disposition in words, as choices. */
export const FIELD_CHOICES = [
  ...FIELDS.map(({ section, name, label }) => ({
    value: `${section}.${name}`,
    label: `${SECTION_LABELS[section]}: ${label}`,
    sample: `${section}.${name}`,
  })),
  ...DECODED_FIELD_NAMES.map((name) => ({
    value: `extra.${name}`,
    label: `Disposition in Words: ${titled(name.replace('disposition_', ''))}`,
    sample: `extra.${name}`,
  })),
];

const presetInput: PlainInputField = {
  key: 'preset',
  label: 'Ready Adaptor',
  type: 'string',
  required: false,
  altersDynamicFields: true,
  choices: ADAPTOR_PRESETS.map(({ id, label }) => ({ value: id, label, sample: id })),
  helpText:
    'Renames what a known system wants. **New Lead** is for records that are created, and fills in what is required; ' +
    '**Lead** is for those that may be there, and overwrites nothing that the call does not bring.',
};

/** An adaptor: a ready one, rows of one's own, or both. */
export const ADAPTOR_INPUTS: PlainInputField[] = [
  presetInput,
  {
    key: 'rows',
    label: 'Rows',
    children: [
      {
        key: 'field',
        label: 'Field',
        type: 'string',
        choices: FIELD_CHOICES,
        helpText: 'A field of Convoso; write `custom.name` for one of your own.',
      },
      {
        key: 'mappedTo',
        label: 'Mapped To',
        type: 'string',
        placeholder: 'voip_call_id',
        helpText:
          'The name in the other system; commas separate several, and without any the row is not sent.',
      },
      {
        key: 'defaultValue',
        label: 'Default Value',
        type: 'string',
        helpText: 'Sent where the value is empty.',
      },
      {
        key: 'dateFormat',
        label: 'Date Format',
        type: 'string',
        choices: DATE_PATTERNS.map(({ label, pattern }) => ({
          value: pattern,
          label: `${label} (${pattern})`,
          sample: pattern,
        })),
        helpText: 'Left out, a date is sent as Convoso stores it.',
      },
    ],
  },
  {
    key: 'numbersAsNumbers',
    label: 'Counts as Numbers',
    type: 'boolean',
    required: false,
    helpText: 'Sends talk time, queue seconds, queue position and called count as JSON numbers.',
  },
];

/** The adaptor of the configuration document that the fields describe, with the ready one that it begins with. */
export function readAdaptorInputs(inputs: Inputs): {
  readonly written: Readonly<Record<string, unknown>>;
  readonly preset: AdaptorPreset | undefined;
} {
  const chosen = textInput(inputs, 'preset');
  const preset = chosen === '' ? undefined : findPreset(chosenValue(presetInput, chosen));
  const own = itemsInput(inputs, 'rows').map(writtenRow);
  return { written: { id: 'adaptor', fields: [...(preset?.rows ?? []), ...own] }, preset };
}

/** @throws {ConnectError} ADAPTOR_MISSING: a mapping of nothing would succeed, with nothing in it */
export function refuseNoAdaptor(inputs: Inputs): void {
  if (hasAdaptor(inputs)) return;
  throw new ConnectError(
    'ADAPTOR_MISSING',
    'Neither a Ready Adaptor is chosen, nor is there a row that maps a field.',
    'Choose a Ready Adaptor, or fill in Rows.',
  );
}

/** Whether the fields describe an adaptor at all. */
export function hasAdaptor(inputs: Inputs): boolean {
  return textInput(inputs, 'preset') !== '' || itemsInput(inputs, 'rows').length > 0;
}

export function numbersAsNumbers(inputs: Inputs): boolean {
  return flagInput(inputs, 'numbersAsNumbers');
}

/** `section.name` of a field that was filled in so, or by the label that the form shows; anything else stays as it is. */
export function placeOf(text: string): string {
  const wanted = text.toLowerCase();
  const found = FIELD_CHOICES.find(({ value, label }) =>
    [value, label].some((spelling) => spelling.toLowerCase() === wanted),
  );
  return found?.value ?? text;
}

function writtenRow(row: Inputs): Readonly<Record<string, unknown>> {
  const place = placeOf(textInput(row, 'field'));
  const dot = place.indexOf('.');
  const [defaultValue, dateFormat] = [textInput(row, 'defaultValue'), textInput(row, 'dateFormat')];
  return {
    section: dot === -1 ? 'custom' : place.slice(0, dot),
    field: place.slice(dot + 1),
    mappedTo: textInput(row, 'mappedTo'),
    ...(defaultValue === '' ? {} : { defaultValue }),
    ...(dateFormat === '' ? {} : { dateFormat }),
  };
}

function titled(name: string): string {
  const shown: Readonly<Record<string, string>> = {
    hubspot: 'HubSpot',
    hubspot_id: 'HubSpot ID',
    dnc: 'DNC',
  };
  return shown[name] ?? name.charAt(0).toUpperCase() + name.slice(1);
}

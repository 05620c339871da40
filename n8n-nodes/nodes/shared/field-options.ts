import { DECODED_FIELD_NAMES, FIELDS, type Section } from '@convoso-connect/core';
import type { INodePropertyOptions } from 'n8n-workflow';
import type { Given } from './given';
import { titleOf } from './texts';

const SECTION_LABELS: Record<Section, string> = {
  lead: 'Lead',
  callLog: 'Call',
  extra: 'Extra',
  custom: 'Custom',
};

/** The choice for a field that the catalogue does not hold; its name is then typed. */
export const OTHER_FIELD = 'custom';

/** Every field that Convoso delivers, by `section.field`. */
export const FIELD_OPTIONS: INodePropertyOptions[] = FIELDS.map(({ section, name, label }) => ({
  name: `${SECTION_LABELS[section]}: ${label}`,
  value: `${section}.${name}`,
}));

/** The meaning of the delivered status code, which an adaptor can map as if it had been delivered. */
export const DECODED_OPTIONS: INodePropertyOptions[] = DECODED_FIELD_NAMES.map((name) => ({
  name: `Decoded: ${titleOf(name)}`,
  value: `extra.${name}`,
}));

export const OTHER_FIELD_OPTION: INodePropertyOptions = {
  name: 'Other (Custom Field)',
  value: OTHER_FIELD,
  description: "A field of your account's own, under the name it is delivered by",
};

export interface FieldPlace {
  readonly section: Section;
  readonly field: string;
}

/** The field that a row names: one of the catalogue, or one of the account's own, whose name is typed. */
export function readFieldPlace(given: Given): FieldPlace {
  const choice = given.choice('field');
  if (choice !== OTHER_FIELD) {
    const dot = choice.indexOf('.');
    return { section: choice.slice(0, dot) as Section, field: choice.slice(dot + 1) };
  }
  const field = given.text('customField').trim();
  if (field !== '') return { section: 'custom', field };
  throw given.refuse(
    'Custom Field',
    given.value('customField'),
    'No field is named.',
    'Write the name it is delivered by.',
  );
}

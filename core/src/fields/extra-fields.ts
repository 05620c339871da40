import { defineFields, type FieldDefinition, type FieldRow } from './definition.js';

/** In the order of domain-facts D.1. */
const ROWS = [
  ['agent_full_name', 'Agent Full Name', 'text'],
  ['agent_email', 'Agent Email', 'email'],
  ['custom_field_1', 'Custom Field 1', 'text'],
  ['custom_field_2', 'Custom Field 2', 'text'],
  ['custom_field_3', 'Custom Field 3', 'text'],
  ['custom_field_4', 'Custom Field 4', 'text'],
  ['custom_field_5', 'Custom Field 5', 'text'],
  ['custom_field_6', 'Custom Field 6', 'text'],
  ['custom_field_7', 'Custom Field 7', 'text'],
  ['custom_field_8', 'Custom Field 8', 'text'],
  ['custom_field_9', 'Custom Field 9', 'text'],
  ['custom_field_10', 'Custom Field 10', 'text'],
] as const satisfies readonly FieldRow[];

export type ExtraFieldName = (typeof ROWS)[number][0];

/**
 * The 12 extra fields. Ten custom fields are what has been seen, not a bound: an account's lead layout may hold more,
 * and {@link furtherCustomField} knows those.
 */
export const EXTRA_FIELDS: readonly FieldDefinition[] = defineFields('extra', ROWS, () => false);

const CUSTOM_FIELD = /^custom_field_([1-9]\d{0,3})$/;

/** The definition of a custom field of the lead layout beyond the tenth; undefined for any other name. */
export function furtherCustomField(name: string): FieldDefinition | undefined {
  const number = CUSTOM_FIELD.exec(name)?.[1];
  if (number === undefined || Number(number) <= 10) return undefined;
  const label = `Custom Field ${number}`;
  return { section: 'extra', name, label, type: 'text', systemManaged: false };
}

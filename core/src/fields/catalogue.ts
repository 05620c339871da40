import { CALL_LOG_FIELDS, type CallLogFieldName } from './call-log-fields.js';
import type { CatalogueSection, FieldDefinition } from './definition.js';
import { EXTRA_FIELDS, furtherCustomField, type ExtraFieldName } from './extra-fields.js';
import { LEAD_FIELDS, type LeadFieldName } from './lead-fields.js';
import type { Section } from './section.js';

/** Every name of the catalogue, whichever section it stands in. */
export type FieldName = LeadFieldName | CallLogFieldName | ExtraFieldName;

const FIELDS_BY_SECTION: Readonly<Record<CatalogueSection, readonly FieldDefinition[]>> = {
  lead: LEAD_FIELDS,
  callLog: CALL_LOG_FIELDS,
  extra: EXTRA_FIELDS,
};

/** All 82 fields that Convoso defines (domain-facts D.1), section by section. Every form and document reads this. */
export const FIELDS: readonly FieldDefinition[] = [...LEAD_FIELDS, ...CALL_LOG_FIELDS, ...EXTRA_FIELDS];

/** The fields of one section, in the catalogue's order; none for `custom`. */
export function fieldsOf(section: Section): readonly FieldDefinition[] {
  return section === 'custom' ? [] : FIELDS_BY_SECTION[section];
}

const FIELD_BY_PLACE: ReadonlyMap<string, FieldDefinition> = new Map(
  FIELDS.map((field) => [`${field.section}.${field.name}`, field]),
);

/**
 * The definition of a field by section and exact name; undefined for what the catalogue does not hold.
 *
 * @example
 * ```ts
 * findField('lead', 'first_name')?.label;
 * // → 'First Name'
 * ```
 */
export function findField(section: Section, name: string): FieldDefinition | undefined {
  return (
    FIELD_BY_PLACE.get(`${section}.${name}`) ?? (section === 'extra' ? furtherCustomField(name) : undefined)
  );
}

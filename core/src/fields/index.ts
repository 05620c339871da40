export { FIELD_ALIASES, aliasFits, canonicalName, foldName, type FieldAliases } from './aliases.js';
export { FIELDS, fieldsOf, findField, type FieldName } from './catalogue.js';
export type { CallLogFieldName } from './call-log-fields.js';
export type { CatalogueSection, FieldDefinition, FieldType } from './definition.js';
export type { ExtraFieldName } from './extra-fields.js';
export type { LeadFieldName } from './lead-fields.js';
export { SECTIONS, type Section } from './section.js';
export {
  SHARED_NAMES,
  isSharedName,
  winningSection,
  type FlatContext,
  type SharedName,
} from './shared-names.js';
export { isEmpty, nullRecord, textOf, type FieldValue, type FieldValues } from './value.js';
export { holdsDates, holdsDays, isZeroDate } from './zero-date.js';
export { nationalNumber, numbersIn } from './phone-number.js';
export { normalisePhone, readPhone, type PhoneText } from './phone-text.js';

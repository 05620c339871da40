import { isEmpty, textOf } from '../fields/value.js';
import type { Section } from '../fields/section.js';
import { SECTIONS } from '../fields/section.js';
import { readField, readFlat, type Snapshot } from '../payload/snapshot.js';

/**
 * Fills in field tokens as Convoso's web forms write them (domain-facts F.7): `%first_name%`, or with its section
 * `%lead.status%`, `%call.status%` for what is of the call. A name that is not known gives nothing, `%%` a percent sign, and a percent sign that opens no token
 * is left alone. What is filled in is never read as a template again. `show` is how a value is to look.
 */
export function fillIn(
  template: string,
  snapshot: Snapshot,
  show: (value: string) => string = (value) => value,
): string {
  return template.replace(TOKEN, (_whole, name: string | undefined) =>
    name === undefined ? '%' : show(valueText(snapshot, name)),
  );
}

/** For places that are one line, a subject or an address: whatever could end a header line becomes a blank. */
export function fillInLine(template: string, snapshot: Snapshot): string {
  return fillIn(template, snapshot)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
}

/** The fields that a template names, each as often as it stands there. */
export function fieldsIn(template: string): readonly TemplateField[] {
  return [...template.matchAll(TOKEN)].flatMap(([, name]) => (name === undefined ? [] : [fieldOf(name)]));
}

const TOKEN = /%(?:%|([A-Za-z][\w.]*)%)/g;

/** A field as a template names it; without a section where it names none, or none that there is. */
export interface TemplateField {
  readonly section?: Section;
  readonly field: string;
}

/** People call the section of the call by that name. */
const SECTION_NAMES: ReadonlyMap<string, Section> = new Map([
  ...SECTIONS.map((section) => [section, section] as const),
  ['call', 'callLog'],
]);

function fieldOf(name: string): TemplateField {
  const dot = name.indexOf('.');
  const section = SECTION_NAMES.get(name.slice(0, dot));
  return section === undefined ? { field: name } : { section, field: name.slice(dot + 1) };
}

function valueText(snapshot: Snapshot, name: string): string {
  const { section, field } = fieldOf(name);
  const value = section === undefined ? readFlat(snapshot, field) : readField(snapshot, section, field);
  return value === undefined || isEmpty(value) ? '' : textOf(value);
}

import { isDecodedField } from '../disposition/decoded-fields.js';
import { readAs } from '../fields/aliases.js';
import { FIELDS } from '../fields/catalogue.js';
import { slipOf } from '../fields/nearest.js';
import { SECTIONS, type Section } from '../fields/section.js';
import { isEmpty, textOf } from '../fields/value.js';
import type { Occurrence } from '../occurrence/occurrence.js';
import type { Snapshot } from '../payload/snapshot.js';
import { notDelivered, type Finding } from './verdict.js';

/** A field that a rule goes by; without a section, wherever it is delivered. */
export interface AskedField {
  readonly section?: Section | undefined;
  readonly field: string;
}

/**
 * Why a field is not there, from a look at what did come: in another section, under a name that is read as another
 * field or has a slip in it, as a name in place of an id. Where nothing is like it, it has to be mapped.
 */
export function missingField(asked: AskedField, { snapshot }: Pick<Occurrence, 'snapshot'>): string {
  return (
    inAnotherSection(asked, snapshot) ??
    nameForId(asked, snapshot) ??
    readAsAnother(asked, snapshot) ??
    underAnotherName(asked, snapshot) ??
    neverInThatSection(asked) ??
    notDelivered(nameOf(asked))
  );
}

/** What a rule that goes by a field says where it is not there. */
export function undelivered(asked: AskedField, occurrence: Pick<Occurrence, 'snapshot'>): Finding {
  return { verdict: 'unknown', code: 'FIELD_NOT_DELIVERED', reason: missingField(asked, occurrence) };
}

function nameOf({ section, field }: AskedField): string {
  return section === undefined ? field : `${section}.${field}`;
}

function inAnotherSection(asked: AskedField, snapshot: Snapshot): string | null {
  if (asked.section === undefined) return null;
  const other = SECTIONS.find((section) => section !== asked.section && has(snapshot, section, asked.field));
  if (other === undefined) return null;
  return (
    `${nameOf(asked)} was not delivered, but ${came(snapshot, other, asked.field)}: ` +
    `the rule is to name the section ${other}, or none`
  );
}

/** Campaigns, lists and queues are delivered by name and by id, each mapped by itself. */
function nameForId(asked: AskedField, snapshot: Snapshot): string | null {
  if (!asked.field.endsWith('_id')) return null;
  const field = asked.field.replace(/_id$/, '_name');
  const section = SECTIONS.find((each) => has(snapshot, each, field));
  if (section === undefined) return null;
  const label = FIELDS.find(({ name }) => name === asked.field)?.label ?? asked.field;
  return (
    `${nameOf(asked)} was not delivered, only the name: ${came(snapshot, section, field)}. ` +
    `Map ${label} in Convoso's Adaptor, too, and ask for the id`
  );
}

/** Mapping it in Convoso would not help: it never keeps this name. */
function readAsAnother(asked: AskedField, snapshot: Snapshot): string | null {
  const field = isDecodedField(asked.field) ? 'status' : readAs(asked.field);
  if (field === undefined) return null;
  const why = isDecodedField(asked.field)
    ? 'only adaptors send it, made of the'
    : 'what comes under this name is read as';
  const section = SECTIONS.find((each) => has(snapshot, each, field));
  const and = section === undefined ? '' : `, and ${came(snapshot, section, field)}`;
  const ask = `Ask for "${field}"${asked.section === undefined ? '' : ', without a section'}`;
  const map = section === undefined ? ", and map it in Convoso's Adaptor" : '';
  return `${nameOf(asked)} was not delivered: ${why} ${field}${and}. ${ask}${map}`;
}

function neverInThatSection({ section, field }: AskedField): string | null {
  if (section === undefined || field === 'id') return null;
  const others = FIELDS.filter(({ name }) => name === field).map((each) => each.section);
  const [other] = others;
  if (other === undefined || others.some((each) => each === section)) return null;
  return (
    `${nameOf({ section, field })} was not delivered: Convoso delivers it in the section ${other}. ` +
    "Name that section, or none, and map it in Convoso's Adaptor"
  );
}

function underAnotherName(asked: AskedField, snapshot: Snapshot): string | null {
  const delivered = SECTIONS.flatMap((section) =>
    Object.keys(snapshot[section]).map((field) => ({ section, field })),
  );
  const meant = slipOf(
    asked.field,
    delivered.map(({ field }) => field),
  );
  const found = delivered.find(({ field }) => field === meant);
  if (found === undefined) return null;
  const slip = `${nameOf(asked)} was not delivered, but ${came(snapshot, found.section, found.field)}`;
  return isKnown(asked.field)
    ? `${slip}: correct the name in Convoso's Adaptor, or name it in the fields of the hook`
    : `${slip}: did the rule mean "${found.field}"?`;
}

function isKnown(field: string): boolean {
  return FIELDS.some(({ name }) => name === field);
}

function has(snapshot: Snapshot, section: Section, field: string): boolean {
  return Object.hasOwn(snapshot[section], field);
}

function came(snapshot: Snapshot, section: Section, field: string): string {
  const value = snapshot[section][field] ?? '';
  return `${section}.${field} came ${isEmpty(value) ? 'empty' : `as "${textOf(value)}"`}`;
}

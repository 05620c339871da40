import { textOf, type FieldValue } from '../fields/value.js';
import type { Section } from '../fields/section.js';
import type { OccurrenceKind } from '../occurrence/kinds.js';
import type { Occurrence } from '../occurrence/occurrence.js';
import { readField, readFlat } from '../payload/snapshot.js';
import { numberOf } from './scale.js';

/**
 * One thing that can be read off an occurrence and compared for equality. Workflows are filed in the index under
 * a fact and its values; two facts with one key read the same.
 */
export interface Fact {
  readonly key: string;
  read(occurrence: Occurrence): FactValues;
}

/** What an occurrence has for a fact: one comparable value, several, or null for none. */
export type FactValues = string | readonly string[] | null;

/** A fact together with the values that a workflow asks for: it can match only where one of them is read. */
export interface AccessPath {
  readonly fact: Fact;
  readonly values: readonly string[];
}

/** Codes and texts compare without regard to case and surrounding spaces (domain-facts C.6, J.12c). */
export function comparable(text: string): string {
  return text.trim().toLowerCase();
}

/** The kinds that the occurrence is. */
export const KIND: Fact = { key: 'kind', read: (occurrence) => occurrence.kinds };

/** The status code, where the occurrence is of the given kind. */
export function statusOfKind(kind: OccurrenceKind): Fact {
  return {
    key: `status:${kind}`,
    read: ({ kinds, status }) => (status !== null && kinds.includes(kind) ? comparable(status) : null),
  };
}

/** A field's values, read from its section or, without one, from where the documents' precedence finds it. */
export function fieldFact(section: Section | undefined, field: string): Fact {
  return {
    key: `field:${section ?? ''}.${field}`,
    read: (occurrence) => {
      const value = readOccurrenceField(occurrence, section, field);
      return value === undefined ? null : comparableValues(value);
    },
  };
}

/** A field as a number, however it is written: 3, 03 and 3.0 read the same. */
export function numberFact(section: Section, field: string): Fact {
  return {
    key: `number:${section}.${field}`,
    read: (occurrence) => {
      const value = readOccurrenceField(occurrence, section, field);
      const number = value === undefined ? Number.NaN : numberOf(textOf(value));
      return Number.isNaN(number) ? null : String(number);
    },
  };
}

export function readOccurrenceField(
  { snapshot }: Occurrence,
  section: Section | undefined,
  field: string,
): FieldValue | undefined {
  return section === undefined ? readFlat(snapshot, field) : readField(snapshot, section, field);
}

function comparableValues(value: FieldValue): FactValues {
  return typeof value === 'string' ? comparable(value) : [...value, textOf(value)].map(comparable);
}

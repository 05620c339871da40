import { textOf, type FieldValue } from '../fields/value.js';
import type { Section } from '../fields/section.js';
import type { OccurrenceKind } from '../occurrence/kinds.js';
import type { Occurrence } from '../occurrence/occurrence.js';
import { readField, readFlat } from '../payload/snapshot.js';

/**
 * One thing that can be read off an occurrence and compared for equality. Workflows are filed in the index under
 * a fact and its values; two facts with one key read the same.
 */
export interface Fact {
  readonly key: string;
  /** The comparable values that the occurrence has for this fact; empty when it has none. */
  read(occurrence: Occurrence): readonly string[];
}

/** A fact together with the values that a workflow asks for: it can match only where one of them is read. */
export interface AccessPath {
  readonly fact: Fact;
  readonly values: readonly string[];
}

/** Codes and texts compare without regard to case and surrounding spaces (domain-facts C.6, J.12c). */
export function comparable(text: string): string {
  return text.trim().toLowerCase();
}

const NONE: readonly string[] = [];

/** The kinds that the occurrence is. */
export const KIND: Fact = { key: 'kind', read: (occurrence) => occurrence.kinds };

/** The status code, where the occurrence is of the given kind. */
export function statusOfKind(kind: OccurrenceKind): Fact {
  return {
    key: `status:${kind}`,
    read: ({ kinds, status }) => (status !== null && kinds.includes(kind) ? [comparable(status)] : NONE),
  };
}

/** A field's values, read from its section or, without one, from where the documents' precedence finds it. */
export function fieldFact(section: Section | undefined, field: string): Fact {
  return {
    key: `field:${section ?? ''}.${field}`,
    read: (occurrence) => {
      const value = readOccurrenceField(occurrence, section, field);
      return value === undefined ? NONE : comparableValues(value);
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

function comparableValues(value: FieldValue): readonly string[] {
  return typeof value === 'string' ? [comparable(value)] : [...value, textOf(value)].map(comparable);
}

import { FIELDS, readField, SECTIONS, type Occurrence } from '@convoso-connect/core';
import { customNames, nameInstead, slipOf, type ConnectConfig } from '@convoso-connect/core/config';
import type { FieldRead } from './field-readers.js';

/**
 * What a part of the configuration is to name in place of a field that never arrives, as a remedy; null where the name
 * is right, or one of the account's own, and has to be mapped in Convoso.
 */
export type RightNames = (read: FieldRead, occurrences: readonly Occurrence[]) => string | null;

export function rightNames(config: ConnectConfig): RightNames {
  const own = customNames(config);
  return (read, occurrences) =>
    inAnotherSection(read, occurrences) ??
    (own.has(read.field) ? null : (nameInstead(read.field) ?? inItsOwnSection(read))) ??
    withoutTheSlip(read.field, occurrences);
}

/** What arrives in another section is mapped in Convoso: it is the configuration that names the wrong one. */
function inAnotherSection({ section, field }: FieldRead, occurrences: readonly Occurrence[]): string | null {
  if (section === undefined) return null;
  const other = SECTIONS.find((each) =>
    occurrences.some(({ snapshot }) => readField(snapshot, each, field) !== undefined),
  );
  return other === undefined ? null : `${field} arrives in the section ${other}: name that one.`;
}

/** Mapped in Convoso, it would arrive in the section that Convoso has it in. */
function inItsOwnSection({ section, field }: FieldRead): string | null {
  if (section === undefined || field === 'id') return null;
  const sections = FIELDS.filter(({ name }) => name === field).map((each) => each.section);
  const [other] = sections;
  if (other === undefined || sections.some((each) => each === section)) return null;
  return `${field} is in the section ${other}: name that one, and map it in Convoso's Adaptor.`;
}

/** A slip in the rule or, where Convoso has a field of that name, in Convoso's Adaptor. */
function withoutTheSlip(field: string, occurrences: readonly Occurrence[]): string | null {
  const arrived = new Set(
    occurrences.flatMap(({ snapshot }) => SECTIONS.flatMap((section) => Object.keys(snapshot[section]))),
  );
  const known = FIELDS.some(({ name }) => name === field);
  const meant = slipOf(field, known ? [...arrived] : [...arrived, ...FIELDS.map(({ name }) => name)]);
  if (meant === undefined) return null;
  return known
    ? `It arrives as "${meant}": correct the name in Convoso's Adaptor, or name it in the hook's fields.`
    : `${field}: did you mean "${meant}"?`;
}

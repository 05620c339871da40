import { findField } from './catalogue.js';
import { SECTIONS, type Section } from './section.js';
import { textOf, type FieldValue } from './value.js';

/** Whether the catalogue has a field for dates; for a name given without a section, in any section. */
export function holdsDates(section: Section | undefined, name: string): boolean {
  return (section === undefined ? SECTIONS : [section]).some((place) => {
    const type = findField(place, name)?.type;
    return type === 'date' || type === 'datetime';
  });
}

/** Whether it has a field for days, which are no points in time, in any of these places. */
export function holdsDays(section: Section | undefined, name: string): boolean {
  return (section === undefined ? SECTIONS : [section]).some(
    (place) => findField(place, name)?.type === 'date',
  );
}

const ZERO_DATE = /^\s*0000-00-00( 00:00:00)?\s*$/;

/** How no date is written; in a field that holds dates it counts as empty (domain-facts D.4, J.9). */
export function isZeroDate(value: FieldValue): boolean {
  return ZERO_DATE.test(textOf(value));
}

import { plainNumber } from '../fields/number-text.js';
import { holdsDays } from '../fields/zero-date.js';
import type { Section } from '../fields/section.js';
import { readDateText } from '../time/date-text.js';
import { dayOf, instantOf } from '../time/instant.js';
import { zoneOf } from '../time/zone.js';
import type { RuleContext } from './rule-context.js';

/** Where a text stands among others of its kind. NaN, which is neither more nor less than any, if it is of another. */
export type ReadScale = (text: string) => number;

/** How the texts of a condition compare. On `none` nothing can: the condition itself names neither numbers nor dates. */
export interface Scale {
  readonly kind: 'number' | 'date' | 'none';
  readonly read: ReadScale;
}

/** The field that a condition is about. */
export interface FieldPlace {
  readonly section?: Section | undefined;
  readonly field: string;
}

const PLAIN_NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Whether a text is written as a number and nothing else (domain-facts J.12c, "Is Numeric"): `$5` is not. */
export function isNumeric(text: string): boolean {
  return PLAIN_NUMBER.test(text.trim());
}

/** Texts as numbers, as the one reader of numbers has them. */
export const numberOf: ReadScale = (text) => Number(plainNumber(text) ?? Number.NaN);

/**
 * Texts as instants, in epoch milliseconds; without an offset they are meant in the account's zone. In a field for days
 * each is the midnight there at which its day begins.
 */
export function instantScale({ timeZone }: RuleContext, { section, field }: FieldPlace): ReadScale {
  const zone = zoneOf(timeZone);
  const asDay = holdsDays(section, field);
  return (text) => {
    const date = readDateText(text);
    if (date === null) return Number.NaN;
    return instantOf(asDay ? dayOf(date) : date, zone);
  };
}

const NEITHER: Scale = { kind: 'none', read: () => Number.NaN };

/**
 * How values compare with the operands of a condition: as numbers if those are numbers, as instants if they are dates,
 * and otherwise not at all (domain-facts J.12c).
 */
export function scaleOf(operands: readonly string[], context: RuleContext, place: FieldPlace): Scale {
  const scales: readonly Scale[] = [
    { kind: 'number', read: numberOf },
    { kind: 'date', read: instantScale(context, place) },
  ];
  return scales.find(({ read }) => !operands.some((operand) => Number.isNaN(read(operand)))) ?? NEITHER;
}

import { readDateText } from '../time/date-text.js';
import { instantOf } from '../time/instant.js';
import { zoneOf } from '../time/zone.js';
import type { RuleContext } from './rule-context.js';

/** Where a text stands among others of its kind. NaN, which is neither more nor less than any, if it is of another. */
export type Scale = (text: string) => number;

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

export function isNumeric(text: string): boolean {
  return NUMBER.test(text.trim());
}

/** Texts as numbers (domain-facts J.12c, "Is Numeric"). */
export const numberOf: Scale = (text) => (isNumeric(text) ? Number(text) : Number.NaN);

/** Texts as instants, in epoch milliseconds; without an offset they are meant in the account's zone. */
export function instantScale({ timeZone }: RuleContext): Scale {
  const zone = zoneOf(timeZone);
  return (text) => {
    const date = readDateText(text);
    return date === null ? Number.NaN : instantOf(date, zone);
  };
}

const NEITHER: Scale = () => Number.NaN;

/**
 * How values compare with the operands of a condition: as numbers if those are numbers, as instants if they are dates,
 * and otherwise not at all (domain-facts J.12c).
 */
export function scaleOf(operands: readonly string[], context: RuleContext): Scale {
  const fits = (scale: Scale) => !operands.some((operand) => Number.isNaN(scale(operand)));
  return [numberOf, instantScale(context)].find(fits) ?? NEITHER;
}

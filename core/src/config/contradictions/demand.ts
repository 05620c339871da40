import { isEmpty } from '../../fields/value.js';
import { holdsDates } from '../../fields/zero-date.js';
import { comparable } from '../../workflow/facts.js';
import type { RuleContext } from '../../workflow/rule-context.js';
import { numberOf, scaleOf } from '../../workflow/scale.js';
import { orderKey } from '../../workflow/text-tests.js';
import { compileValueTest } from '../../workflow/value-tests.js';
import { rangeOf } from '../../workflow/within.js';
import type { Condition } from '../conditions.js';
import { spanAbove, spanBelow, spanFrom, type Span } from './span.js';

/**
 * What a rule leaves possible of one value. Each part is a consequence of the rule, so that values which fail one of
 * them fail the rule; what is null says nothing.
 */
export interface Demand {
  /** The only values that pass, each as it may be written. */
  readonly members: readonly string[] | null;
  readonly span: Span | null;
  /** Where texts stand in the order of characters, both ends included. */
  readonly texts: { readonly least: string; readonly most: string } | null;
  readonly start: string | null;
  /** A text that stands somewhere in the value, its start included. */
  readonly part: string | null;
  /** What every character of the value is one of. */
  readonly characters: RegExp | null;
  /** False only of what passes at no time. */
  canBe(text: string): boolean;
}

const ANYTHING: Demand = {
  members: null,
  span: null,
  texts: null,
  start: null,
  part: null,
  characters: null,
  canBe: () => true,
};

export function oneOf(values: readonly string[]): Demand {
  const members = new Set(values.map(comparable));
  return { ...ANYTHING, members: values, canBe: (text) => members.has(comparable(text)) };
}

/** Of a counter, however it is written: 3, 03 and 3.0 are the same. */
export function countWithin(least: number, most: number): Demand {
  const span = spanFrom('number', least, most);
  return {
    ...ANYTHING,
    span,
    characters: OF_NUMBERS,
    canBe: (text) => numberOf(text) >= least && numberOf(text) <= most,
  };
}

export function demandOf(condition: Condition, context: RuleContext): Demand {
  return { ...ANYTHING, ...partsOf(condition, context), canBe: couldPass(condition, context) };
}

/** What a number as people write it is made of, and what `is_numeric` takes. */
const OF_NUMBERS = /^[\d\s,.$€£()+\-e]*$/;
const OF_NUMERIC = /^[\d.+\-e]*$/;

function partsOf(condition: Condition, context: RuleContext): Partial<Demand> {
  switch (condition.operator) {
    case 'is_equal_to':
      return { members: [condition.value] };
    case 'is_blank':
      return { members: blanksOf(condition) };
    case 'greater_than':
    case 'less_than': {
      const { kind, read } = scaleOf([condition.value], context, condition);
      if (kind === 'none') return {};
      const span = condition.operator === 'greater_than' ? spanAbove : spanBelow;
      return onScale(span(kind, read(condition.value)));
    }
    case 'within': {
      const { list, from, to } = condition;
      if (list !== undefined) return { members: list };
      if (from === undefined || to === undefined) return {};
      const { scale, start, end } = rangeOf({ from, to }, context, condition);
      return scale.kind === 'none' ? {} : onScale(spanFrom(scale.kind, start, end));
    }
    case 'starts_with': {
      const start = comparable(condition.value);
      return { start, part: start };
    }
    case 'contains':
      return { part: comparable(condition.value) };
    case 'between_two_strings':
      return { texts: { least: orderKey(condition.from), most: orderKey(condition.to) } };
    case 'is_numeric':
      return { characters: OF_NUMERIC };
    default:
      return {};
  }
}

function onScale(span: Span): Partial<Demand> {
  return span.kind === 'number' ? { span, characters: OF_NUMBERS } : { span };
}

const BLANKS = ['', 'null'];
const ZERO_DATES = ['0000-00-00', '0000-00-00 00:00:00'];

function blanksOf({ section, field }: Condition): string[] {
  return holdsDates(section, field) ? [...BLANKS, ...ZERO_DATES] : BLANKS;
}

/** What passes in the last days depends on the day, so that every date can. */
function couldPass(condition: Condition, context: RuleContext): Demand['canBe'] {
  const { test } = compileValueTest(condition, context);
  if (condition.operator === 'within' && condition.last !== undefined) {
    const { read } = scaleOf(['2026-11-20'], context, condition);
    return (text) => !isEmpty(text) && !Number.isNaN(read(text));
  }
  return (text) => test(text, 0) === 'yes' || test(comparable(text), 0) === 'yes';
}

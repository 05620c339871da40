import type { Condition } from '../config/index.js';
import { isEmpty, textOf, type FieldValue } from '../fields/value.js';
import { holdsDates, isZeroDate } from '../fields/zero-date.js';
import type { Occurrence } from '../occurrence/occurrence.js';
import { comparableTime } from '../time/date-text.js';
import { comparable, fieldFact, readOccurrenceField, type AccessPath } from './facts.js';
import { OPERATORS } from './operators.js';
import { notDelivered, type Finding, type Verdict } from './verdict.js';

/** One condition of "Lead Fields & Call Data", made ready to be tested many times. */
export interface CompiledCondition {
  /** Where the condition is an equality, the path under which its workflow can be filed. */
  readonly access: AccessPath | null;
  test(occurrence: Occurrence): Verdict;
  explain(occurrence: Occurrence): Finding;
}

type ValueTest = (value: FieldValue) => boolean;

/** A field that was not delivered makes any condition on it unknown, `is_blank` too (domain-facts J.10). */
export function compileCondition(condition: Condition): CompiledCondition {
  const passes = valueTest(condition);
  const { section, field } = condition;
  const name = section === undefined ? field : `${section}.${field}`;
  const test = (occurrence: Occurrence): Verdict => {
    const value = readOccurrenceField(occurrence, section, field);
    if (value === undefined) return 'unknown';
    return passes(value) ? 'yes' : 'no';
  };
  return {
    access:
      condition.operator === 'is_equal_to'
        ? { fact: fieldFact(section, field), values: [comparable(condition.value)] }
        : null,
    test,
    explain: (occurrence) => {
      const verdict = test(occurrence);
      if (verdict === 'unknown') return { verdict, code: 'FIELD_NOT_DELIVERED', reason: notDelivered(name) };
      const value = textOf(readOccurrenceField(occurrence, section, field) ?? '');
      const asked = `${OPERATORS[condition.operator].toLowerCase()}${operandText(condition)}`;
      const code = verdict === 'yes' ? 'CONDITION_HOLDS' : 'CONDITION_FAILS';
      return { verdict, code, reason: `${name} is "${value}"; asked: ${asked}` };
    },
  };
}

/**
 * Text compares without case and surrounding spaces; greater and less compare numbers with numbers and dates with
 * dates, and nothing else (domain-facts J.12c). Of a list, one value that passes is enough, except that "is not
 * equal to" must hold for all.
 */
function valueTest(condition: Condition): ValueTest {
  switch (condition.operator) {
    case 'is_equal_to':
      return anyText(equals(condition.value));
    case 'is_not_equal_to': {
      const equal = anyText(equals(condition.value));
      return (value) => !equal(value);
    }
    case 'starts_with': {
      const start = comparable(condition.value);
      return anyText((text) => text.startsWith(start));
    }
    case 'contains': {
      const part = comparable(condition.value);
      return anyText((text) => text.includes(part));
    }
    case 'greater_than':
      return anyText((text) => compareOrdered(text, condition.value) > 0);
    case 'less_than':
      return anyText((text) => compareOrdered(text, condition.value) < 0);
    case 'is_blank':
      return holdsDates(condition.section, condition.field)
        ? (value) => isEmpty(value) || isZeroDate(value)
        : isEmpty;
    case 'is_numeric':
      return anyText(isNumeric);
    case 'within':
    case 'between_two_strings':
    case 'between_markers':
      // The configuration refuses these until they are compiled here.
      throw new Error(`operator ${condition.operator} has no compiled form`);
  }
}

function equals(expected: string): (text: string) => boolean {
  const wanted = comparable(expected);
  return (text) => text === wanted;
}

function anyText(passes: (text: string) => boolean): ValueTest {
  return (value) =>
    typeof value === 'string'
      ? passes(comparable(value))
      : passes(comparable(textOf(value))) || value.some((text) => passes(comparable(text)));
}

/** Above 0 where a is greater, below 0 where it is less; NaN, which is neither, where the two cannot be ordered. */
function compareOrdered(a: string, b: string): number {
  if (isNumeric(a) && isNumeric(b)) return Number(a) - Number(b);
  const timeA = comparableTime(a);
  const timeB = comparableTime(b);
  return timeA === null || timeB === null ? Number.NaN : timeA - timeB;
}

function isNumeric(text: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim());
}

function operandText(condition: Condition): string {
  return 'value' in condition ? ` "${condition.value}"` : '';
}

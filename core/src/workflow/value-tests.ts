import type { Condition } from '../config/conditions.js';
import { isEmpty, textOf, type FieldValue } from '../fields/value.js';
import { holdsDates, isZeroDate } from '../fields/zero-date.js';
import { comparable } from './facts.js';
import type { RuleContext } from './rule-context.js';
import { isNumeric, scaleOf, type Scale } from './scale.js';
import { betweenMarkers, betweenStrings, equals, type TextTest } from './text-tests.js';
import type { Verdict } from './verdict.js';
import { compileLast, compileRange, type ScaleTest } from './within.js';

/** Whether a field's value passes. `now`: when the occurrence was received, in epoch milliseconds. */
export interface ValueTest {
  readonly test: (value: FieldValue, now: number) => Verdict;
  /** What values have to be readable as; null where any text will do. Where one is not, `test` cannot tell. */
  readonly reads: Scale['kind'] | null;
}

/**
 * What each operator means (domain-facts J.12, J.12b, J.12c). Text compares without case and surrounding spaces. Of a
 * list, one value that passes is enough, except that "is not equal to" must hold for all.
 */
export function compileValueTest(condition: Condition, context: RuleContext): ValueTest {
  switch (condition.operator) {
    case 'is_equal_to':
      return ofTexts(equals(comparable(condition.value)));
    case 'is_not_equal_to':
      return opposite(ofTexts(equals(comparable(condition.value))));
    case 'greater_than': {
      const scale = scaleOf([condition.value], context, condition);
      const bound = scale.read(condition.value);
      return onScale(scale, (place) => place > bound);
    }
    case 'less_than': {
      const scale = scaleOf([condition.value], context, condition);
      const bound = scale.read(condition.value);
      return onScale(scale, (place) => place < bound);
    }
    case 'within':
      return compileWithin(condition, context);
    case 'starts_with': {
      const start = comparable(condition.value);
      return ofTexts((text) => text.startsWith(start));
    }
    case 'contains': {
      const part = comparable(condition.value);
      return ofTexts((text) => text.includes(part));
    }
    case 'is_blank':
      return holdsDates(condition.section, condition.field)
        ? ofValue((value) => isEmpty(value) || isZeroDate(value))
        : ofValue(isEmpty);
    case 'is_numeric':
      return ofTexts(isNumeric);
    case 'between_two_strings':
      return ofTexts(betweenStrings(condition.from, condition.to));
    case 'between_markers':
      return ofTexts(betweenMarkers(comparable(condition.from), comparable(condition.to)));
  }
}

/** Membership of a list, an inclusive range, or a stretch of time up to now or from now on (domain-facts J.12b). */
function compileWithin(
  condition: Extract<Condition, { operator: 'within' }>,
  context: RuleContext,
): ValueTest {
  const { list, from, to, last } = condition;
  if (list !== undefined) {
    const members = new Set(list.map(comparable));
    return ofTexts((text) => members.has(text));
  }
  if (last !== undefined) return onScale(...compileLast(last, context, condition));
  return onScale(...compileRange({ from: from ?? '', to: to ?? '' }, context, condition));
}

function ofValue(passes: (value: FieldValue) => boolean): ValueTest {
  return { test: (value) => (passes(value) ? 'yes' : 'no'), reads: null };
}

function ofTexts(passes: TextTest): ValueTest {
  return ofValue((value) =>
    typeof value === 'string'
      ? passes(comparable(value))
      : passes(comparable(textOf(value))) || value.some((text) => passes(comparable(text))),
  );
}

function opposite({ test, reads }: ValueTest): ValueTest {
  return { test: (value, now) => (test(value, now) === 'yes' ? 'no' : 'yes'), reads };
}

/** What is empty is neither more nor less than anything; what cannot be read may be either. */
function onScale({ kind, read }: Scale, passes: ScaleTest): ValueTest {
  const testText = (text: string, now: number): Verdict => {
    if (isEmpty(text) || isZeroDate(text)) return 'no';
    const place = read(text);
    if (Number.isNaN(place)) return 'unknown';
    return passes(place, now, text) ? 'yes' : 'no';
  };
  const test = (value: FieldValue, now: number): Verdict => {
    if (typeof value === 'string') return testText(value, now);
    const verdicts = value.map((text) => testText(text, now));
    return (
      verdicts.find((verdict) => verdict === 'yes') ??
      verdicts.find((verdict) => verdict === 'unknown') ??
      'no'
    );
  };
  return { test, reads: kind };
}

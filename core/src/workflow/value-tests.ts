import type { Condition } from '../config/index.js';
import { isEmpty, textOf, type FieldValue } from '../fields/value.js';
import { holdsDates, isZeroDate } from '../fields/zero-date.js';
import { comparable } from './facts.js';
import type { RuleContext } from './rule-context.js';
import { isNumeric, scaleOf } from './scale.js';
import { betweenMarkers, betweenStrings, equals, type TextTest } from './text-tests.js';
import { compileWithin } from './within.js';

/** Whether a field's value passes. `now`: when the occurrence was received, in epoch milliseconds. */
export type ValueTest = (value: FieldValue, now: number) => boolean;

/**
 * What each operator means (domain-facts J.12, J.12b, J.12c). Text compares without case and surrounding spaces. Of a
 * list, one value that passes is enough, except that "is not equal to" must hold for all.
 */
export function compileValueTest(condition: Condition, context: RuleContext): ValueTest {
  switch (condition.operator) {
    case 'is_equal_to':
      return anyText(equals(comparable(condition.value)));
    case 'is_not_equal_to': {
      const equal = anyText(equals(comparable(condition.value)));
      return (value, now) => !equal(value, now);
    }
    case 'greater_than': {
      const scale = scaleOf([condition.value], context);
      const bound = scale(condition.value);
      return anyText((text) => scale(text) > bound);
    }
    case 'less_than': {
      const scale = scaleOf([condition.value], context);
      const bound = scale(condition.value);
      return anyText((text) => scale(text) < bound);
    }
    case 'within':
      return anyText(compileWithin(condition, context));
    case 'starts_with': {
      const start = comparable(condition.value);
      return anyText((text) => text.startsWith(start));
    }
    case 'contains': {
      const part = comparable(condition.value);
      return anyText((text) => text.includes(part));
    }
    case 'is_blank':
      return holdsDates(condition.section, condition.field)
        ? (value) => isEmpty(value) || isZeroDate(value)
        : isEmpty;
    case 'is_numeric':
      return anyText(isNumeric);
    case 'between_two_strings':
      return anyText(betweenStrings(comparable(condition.from), comparable(condition.to)));
    case 'between_markers':
      return anyText(betweenMarkers(comparable(condition.from), comparable(condition.to)));
  }
}

function anyText(passes: TextTest): ValueTest {
  return (value, now) =>
    typeof value === 'string'
      ? passes(comparable(value), now)
      : passes(comparable(textOf(value)), now) || value.some((text) => passes(comparable(text), now));
}

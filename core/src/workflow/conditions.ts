import type { Condition } from '../config/conditions.js';
import { textOf } from '../fields/value.js';
import type { Occurrence } from '../occurrence/occurrence.js';
import { readDateText } from '../time/date-text.js';
import { describeCondition } from './condition-wording.js';
import { comparable, fieldFact, readOccurrenceField, type AccessPath } from './facts.js';
import { undelivered } from './missing-field.js';
import type { RuleContext } from './rule-context.js';
import { compileValueTest, type ValueTest } from './value-tests.js';
import { unreadableDate, unreadableNumber, type Finding, type Verdict } from './verdict.js';

/** One condition of "Lead Fields & Call Data", made ready to be tested many times. */
export interface CompiledCondition {
  /** Where the condition is an equality, the path under which its workflow can be filed. */
  readonly access: AccessPath | null;
  test(occurrence: Occurrence): Verdict;
  explain(occurrence: Occurrence): Finding;
}

/**
 * A field that was not delivered makes any condition on it unknown, `is_blank` too (domain-facts J.10); so does a value
 * that cannot be read as what the condition compares.
 */
export function compileCondition(condition: Condition, context: RuleContext): CompiledCondition {
  const { test: testValue, reads } = compileValueTest(condition, context);
  const { section, field } = condition;
  const name = section === undefined ? field : `${section}.${field}`;
  const test = (occurrence: Occurrence): Verdict => {
    const value = readOccurrenceField(occurrence, section, field);
    if (value === undefined) return 'unknown';
    return testValue(value, occurrence.receivedAt);
  };
  const values = valuesAskedFor(condition);
  return {
    access: values === null ? null : { fact: fieldFact(section, field), values: values.map(comparable) },
    test,
    explain: (occurrence) => {
      const verdict = test(occurrence);
      const delivered = readOccurrenceField(occurrence, section, field);
      if (delivered === undefined) return undelivered(condition, occurrence);
      const value = textOf(delivered);
      if (verdict === 'unknown') return { verdict, ...unreadable(name, value, { condition, reads }) };
      const code = verdict === 'yes' ? 'CONDITION_HOLDS' : 'CONDITION_FAILS';
      return { verdict, code, reason: `${name} is "${value}"; asked: ${describeCondition(condition)}` };
    },
  };
}

/** Why a delivered value could not be tested, and where that is mended. */
function unreadable(
  name: string,
  value: string,
  { condition, reads }: { condition: Condition; reads: ValueTest['reads'] },
): Pick<Finding, 'code' | 'reason'> {
  if (reads === 'number' && readDateText(value) !== null) {
    const reason = `${name} is "${value}", which is a date, and the rule compares it with a number: correct the rule`;
    return { code: 'RULE_UNREADABLE', reason };
  }
  if (reads === 'date') return { code: 'DATE_UNREADABLE', reason: unreadableDate(name, value) };
  if (reads === 'number') return { code: 'NUMBER_UNREADABLE', reason: unreadableNumber(name, value) };
  const reason = `the rule asks whether ${name} is ${describeCondition(condition)}, which is neither a number nor a date: correct the rule`;
  return { code: 'RULE_UNREADABLE', reason };
}

/** The values of which the field must have one; null where a condition asks for something else. */
function valuesAskedFor(condition: Condition): readonly string[] | null {
  if (condition.operator === 'is_equal_to') return [condition.value];
  return condition.operator === 'within' ? (condition.list ?? null) : null;
}

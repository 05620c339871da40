import type { Condition } from '../config/index.js';
import { textOf } from '../fields/value.js';
import type { Occurrence } from '../occurrence/occurrence.js';
import { describeCondition } from './condition-wording.js';
import { comparable, fieldFact, readOccurrenceField, type AccessPath } from './facts.js';
import type { RuleContext } from './rule-context.js';
import { compileValueTest } from './value-tests.js';
import { notDelivered, type Finding, type Verdict } from './verdict.js';

/** One condition of "Lead Fields & Call Data", made ready to be tested many times. */
export interface CompiledCondition {
  /** Where the condition is an equality, the path under which its workflow can be filed. */
  readonly access: AccessPath | null;
  test(occurrence: Occurrence): Verdict;
  explain(occurrence: Occurrence): Finding;
}

/** A field that was not delivered makes any condition on it unknown, `is_blank` too (domain-facts J.10). */
export function compileCondition(condition: Condition, context: RuleContext): CompiledCondition {
  const passes = compileValueTest(condition, context);
  const { section, field } = condition;
  const name = section === undefined ? field : `${section}.${field}`;
  const test = (occurrence: Occurrence): Verdict => {
    const value = readOccurrenceField(occurrence, section, field);
    if (value === undefined) return 'unknown';
    return passes(value, occurrence.receivedAt) ? 'yes' : 'no';
  };
  const values = valuesAskedFor(condition);
  return {
    access: values === null ? null : { fact: fieldFact(section, field), values: values.map(comparable) },
    test,
    explain: (occurrence) => {
      const verdict = test(occurrence);
      if (verdict === 'unknown') return { verdict, code: 'FIELD_NOT_DELIVERED', reason: notDelivered(name) };
      const value = textOf(readOccurrenceField(occurrence, section, field) ?? '');
      const code = verdict === 'yes' ? 'CONDITION_HOLDS' : 'CONDITION_FAILS';
      return { verdict, code, reason: `${name} is "${value}"; asked: ${describeCondition(condition)}` };
    },
  };
}

/** The values of which the field must have one; null where a condition asks for something else. */
function valuesAskedFor(condition: Condition): readonly string[] | null {
  if (condition.operator === 'is_equal_to') return [condition.value];
  return condition.operator === 'within' ? (condition.list ?? null) : null;
}

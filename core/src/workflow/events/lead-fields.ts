import type { WorkflowEvent } from '../../config/index.js';
import type { Occurrence } from '../../occurrence/occurrence.js';
import { testAll, type CompiledTest } from '../compiled-test.js';
import { compileCondition } from '../conditions.js';
import type { RuleContext } from '../rule-context.js';
import type { Finding, Verdict } from '../verdict.js';

type LeadFieldsEvent = Extract<WorkflowEvent, { type: 'LEAD_FIELDS_AND_CALL_DATA' }>;

/** All conditions hold on what this delivery carried. Tests the snapshot, whatever kind the occurrence is (J.10). */
export function compileLeadFields(event: LeadFieldsEvent, context: RuleContext): CompiledTest {
  const conditions = event.conditions.map((condition) => compileCondition(condition, context));
  const test = (occurrence: Occurrence): Verdict => testAll(conditions, occurrence);
  return {
    access: conditions.flatMap((condition) => (condition.access === null ? [] : [condition.access])),
    test,
    explain: (occurrence): Finding => {
      const verdict = test(occurrence);
      const findings = conditions.map((condition) => condition.explain(occurrence));
      const telling =
        verdict === 'yes' ? findings : findings.filter((finding) => finding.verdict === verdict);
      return {
        verdict,
        code: telling[0]?.code ?? 'CONDITION_HOLDS',
        reason: telling.map((finding) => finding.reason).join('; and '),
      };
    },
  };
}

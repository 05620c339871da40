import type { Occurrence } from '../occurrence/occurrence.js';
import type { CompiledWorkflow } from '../workflow/compiled-workflow.js';
import { testWorkflow } from '../workflow/compiled-workflow.js';
import type { Check, Decision } from './decision.js';

/** The checks of scope and events in words, all of them, whatever the first says. */
export function explainMatch(compiled: CompiledWorkflow, occurrence: Occurrence): Check[] {
  const { workflow } = compiled;
  const active: Check = workflow.active
    ? { check: 'active', verdict: 'yes', code: 'ACTIVE', reason: 'the workflow is active' }
    : { check: 'active', verdict: 'no', code: 'INACTIVE', reason: 'the workflow is switched off' };
  const events = compiled.events.map((event, index): Check => {
    return { check: 'event', event: workflow.events[index]?.type ?? '', ...event.explain(occurrence) };
  });
  return [active, { check: 'relation', ...compiled.relation.explain(occurrence) }, ...events];
}

/** The decision about a workflow that did not match, recomputed for whoever asks why it did not fire. */
export function explainNonMatch(compiled: CompiledWorkflow, occurrence: Occurrence): Decision {
  const { workflow } = compiled;
  const checks = explainMatch(compiled, occurrence);
  const verdict = testWorkflow(compiled, occurrence);
  const deciding =
    checks.find((check) => check.verdict === 'no') ?? checks.find((check) => check.verdict !== 'yes');
  return {
    workflowId: workflow.id,
    workflowName: workflow.name,
    verdict,
    outcome: workflow.active ? 'not-matched' : 'inactive',
    reason: deciding?.reason ?? 'all checks hold',
    checks,
  };
}

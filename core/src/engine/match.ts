import type { Occurrence } from '../occurrence/occurrence.js';
import type { CompiledWorkflow } from '../workflow/compiled-workflow.js';
import type { Verdict } from '../workflow/verdict.js';
import type { Check, Decision } from './decision.js';
import { failedDecision } from './failed-decision.js';
import { triedTwice } from './tried-twice.js';

/** The checks of scope and events in words, one after the other, all of them, whatever the first says. */
export function* matchChecks(compiled: CompiledWorkflow, occurrence: Occurrence): Generator<Check> {
  const { workflow } = compiled;
  yield workflow.active
    ? { check: 'active', verdict: 'yes', code: 'ACTIVE', reason: 'the workflow is active' }
    : { check: 'active', verdict: 'no', code: 'INACTIVE', reason: 'the workflow is switched off' };
  yield { check: 'relation', ...compiled.relation.explain(occurrence) };
  for (const [index, event] of compiled.events.entries()) {
    yield { check: 'event', event: workflow.events[index]?.type ?? '', ...event.explain(occurrence) };
  }
}

/** The checks of scope and events in words, all of them. Throws where one of them does. */
export function explainMatch(compiled: CompiledWorkflow, occurrence: Occurrence): Check[] {
  return [...matchChecks(compiled, occurrence)];
}

/** Whether scope and events matched, by their checks; whether the workflow is active is not asked. */
export function verdictOf(checks: readonly Check[]): Verdict {
  const asked = checks.filter(({ check }) => check !== 'active');
  if (asked.some(({ verdict }) => verdict === 'no')) return 'no';
  return asked.every(({ verdict }) => verdict === 'yes') ? 'yes' : 'unknown';
}

/**
 * The decision about a workflow that did not match, recomputed for whoever asks why it did not fire. It never throws:
 * one whose tests do has `failed`, unless it is switched off anyway.
 */
export function explainNonMatch(compiled: CompiledWorkflow, occurrence: Occurrence): Decision {
  let checks: Check[] = [];
  const tried = triedTwice(() => {
    checks = [];
    for (const check of matchChecks(compiled, occurrence)) checks.push(check);
  });
  if (!tried.ok && compiled.workflow.active) return failedDecision(compiled, checks, tried.error);
  return nonMatchOf(compiled, checks, tried.ok ? verdictOf(checks) : 'unknown');
}

/** The decision about a workflow that is inactive or did not match, from its checks. */
export function nonMatchOf(
  { workflow }: CompiledWorkflow,
  checks: readonly Check[],
  verdict: Verdict,
): Decision {
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

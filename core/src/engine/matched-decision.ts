import type { CompiledWorkflow } from '../workflow/compiled-workflow.js';
import type { Check, Decision } from './decision.js';

/** What becomes of a workflow that the event matches, with the reason of the check that was made last. */
export function matchedDecision(
  { workflow }: CompiledWorkflow,
  outcome: Decision['outcome'],
  checks: readonly Check[],
): Decision {
  const reason = checks.at(-1)?.reason ?? '';
  return { workflowId: workflow.id, workflowName: workflow.name, verdict: 'yes', outcome, reason, checks };
}

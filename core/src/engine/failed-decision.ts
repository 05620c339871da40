import { ConnectError, faultText } from '../errors.js';
import type { CompiledWorkflow } from '../workflow/compiled-workflow.js';
import type { Check, Decision } from './decision.js';

/** The code of the check that ends a decision which could not be made. */
export const WORKFLOW_FAILED = 'WORKFLOW_FAILED';

/** The decision about a workflow that threw: the checks that were made until then, and why there are no more. */
export function failedDecision(
  { workflow }: CompiledWorkflow,
  checks: readonly Check[],
  error: unknown,
): Decision {
  const remedy = error instanceof ConnectError ? `. ${error.remedy}` : '';
  const reason = `it could not be decided: ${faultText(error)}${remedy}`;
  const matched = checks.length >= matchChecksOf(workflow.events.length);
  return {
    workflowId: workflow.id,
    workflowName: workflow.name,
    verdict: matched ? 'yes' : 'unknown',
    outcome: 'failed',
    reason,
    checks: [...checks, { check: 'failure', verdict: 'unknown', code: WORKFLOW_FAILED, reason }],
  };
}

/** Active, scope and each event: a decision that got past all of them is about a workflow that matched. */
function matchChecksOf(events: number): number {
  return 2 + events;
}

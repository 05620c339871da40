import type { GuardStates } from '../guardrails/states.js';
import type { Occurrence } from '../occurrence/occurrence.js';
import type { CompiledWorkflow } from '../workflow/compiled-workflow.js';
import type { LeadView } from './clock.js';
import type { Check, Decision } from './decision.js';
import { failedDecision } from './failed-decision.js';
import { explainNonMatch, matchChecks, nonMatchOf, verdictOf } from './match.js';
import { planActions, type PlannedAction } from './plan.js';
import type { Rules } from './rules.js';
import { checkHours, checkLoop, checkPending, checkRateLimit, checkSample } from './trigger-checks.js';
import { triedTwice } from './tried-twice.js';

/** What came of one workflow for one occurrence. */
export interface WorkflowDecided {
  readonly decision: Decision;
  /** The guards of the lead after it; those that came in where it has `failed`. */
  readonly guards: GuardStates;
  readonly actions: readonly PlannedAction[];
  /** The workflow is to be switched off, because it causes itself without end. */
  readonly looping: boolean;
}

export interface Circumstances {
  readonly rules: Rules;
  readonly lead: LeadView;
  /** The guards of the lead as the workflows before this one left them. */
  readonly guards: GuardStates;
  /** How many actions of a workflow are scheduled, queued or running for the lead. */
  readonly pendingOf: (workflowId: string) => number;
  /** In epoch milliseconds: when the occurrence came or, where it is played again, when that is. */
  readonly firesAt: number;
}

/**
 * Decides one workflow, and never throws: whatever goes wrong in it ends as its own decision, `failed`, with the
 * checks made so far, and changes nothing that another workflow goes by.
 */
export function decideWorkflow(
  compiled: CompiledWorkflow,
  occurrence: Occurrence,
  circumstances: Circumstances,
): WorkflowDecided {
  let checks: Check[] = [];
  const tried = triedTwice(() => runChecks(compiled, occurrence, circumstances, (checks = [])));
  if (tried.ok) return tried.value;
  return without(failedDecision(compiled, checks, tried.error), circumstances.guards);
}

/** The checks of one workflow in their order, up to the first that says no, each put into `checks` as it is made. */
function runChecks(
  compiled: CompiledWorkflow,
  occurrence: Occurrence,
  { rules, lead, guards: before, pendingOf, firesAt }: Circumstances,
  checks: Check[],
): WorkflowDecided {
  const { workflow } = compiled;
  const off = rules.switches.offReason(workflow.id);
  if (off !== null) return without(switchedOff(compiled, occurrence, off), before);
  for (const check of matchChecks(compiled, occurrence)) checks.push(check);
  const verdict = verdictOf(checks);
  if (verdict !== 'yes') return without(nonMatchOf(compiled, checks, verdict), before);

  let guards = before;
  const suppressed = (check: Check): WorkflowDecided => {
    checks.push(check);
    return without(decisionOf(compiled, 'suppressed', checks), guards);
  };
  const loop = checkLoop(workflow, occurrence, guards, rules);
  if (loop !== null) {
    guards = loop.guards;
    if (loop.looping) return { ...suppressed(loop.check), looping: true };
    checks.push(loop.check);
  }
  const rate = checkRateLimit(workflow, occurrence, guards, firesAt);
  guards = rate.guards;
  if (rate.check.verdict === 'no') return suppressed(rate.check);
  checks.push(rate.check);
  for (const check of [
    checkHours(workflow, lead, occurrence.receivedAt, rules),
    checkPending(workflow, occurrence, pendingOf(workflow.id)),
    checkSample(workflow, occurrence),
  ]) {
    if (check === null) continue;
    if (check.verdict === 'no') return suppressed(check);
    checks.push(check);
  }
  const plan = planActions(workflow, occurrence, lead, rules);
  checks.push(plan.check);
  const decision = decisionOf(compiled, 'fired', checks);
  return { decision, guards, actions: plan.planned, looping: false };
}

function without(decision: Decision, guards: GuardStates): WorkflowDecided {
  return { decision, guards, actions: [], looping: false };
}

/** A workflow that is off performs nothing, whatever its tests say: switching it off also ends its failing. */
function switchedOff(compiled: CompiledWorkflow, occurrence: Occurrence, off: string): Decision {
  const { workflow } = compiled;
  const inactive: Check = { check: 'active', verdict: 'no', code: 'SWITCHED_OFF', reason: off };
  const { verdict, checks } = explainNonMatch(
    { ...compiled, workflow: { ...workflow, active: false } },
    occurrence,
  );
  return {
    workflowId: workflow.id,
    workflowName: workflow.name,
    verdict,
    outcome: 'inactive',
    reason: off,
    checks: [inactive, ...checks.slice(1)],
  };
}

/** By the check that was made last. */
function decisionOf(
  { workflow }: CompiledWorkflow,
  outcome: Decision['outcome'],
  checks: readonly Check[],
): Decision {
  const reason = checks.at(-1)?.reason ?? '';
  return { workflowId: workflow.id, workflowName: workflow.name, verdict: 'yes', outcome, reason, checks };
}

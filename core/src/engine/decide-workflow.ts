import type { LoopState } from '../guardrails/loop.js';
import type { GuardStates } from '../guardrails/states.js';
import type { Occurrence } from '../occurrence/occurrence.js';
import type { CompiledWorkflow } from '../workflow/compiled-workflow.js';
import type { LeadView } from './clock.js';
import type { Check, Decision } from './decision.js';
import { failedDecision } from './failed-decision.js';
import { matchedDecision } from './matched-decision.js';
import { checkLoop, type LoopChecked } from './loop-check.js';
import { explainNonMatch, matchChecks, nonMatchOf, verdictOf } from './match.js';
import { planActions, type PlannedAction } from './plan.js';
import type { Rules } from './rules.js';
import { checkHours, checkPending, checkRateLimit, checkSample } from './trigger-checks.js';
import { triedTwice } from './tried-twice.js';

/** What came of one workflow for one occurrence. */
export interface WorkflowDecided {
  readonly decision: Decision;
  /** The guards of the lead after it; those that came in where it has `failed`. */
  readonly guards: GuardStates;
  readonly actions: readonly PlannedAction[];
  /** Its iterations after it; the same object where nothing was counted. */
  readonly loop: LoopState;
  /** Set where it causes itself and is held back for that. */
  readonly selfCausing: SelfCausing | null;
}

/** A workflow that causes itself, alone or in a circle with others, of which somebody is to be told. */
export interface SelfCausing {
  readonly workflowId: string;
  /** What comes back and brings it about again: lead fields that it writes or, in a circle, that the others write. */
  readonly fields: readonly string[];
  /** The ids of the other workflows of the circle. */
  readonly others: readonly string[];
  /** `loop protection`: it is to be switched off · `rate limit`: its chain was broken, and the next save begins another. */
  readonly heldBackBy: 'loop protection' | 'rate limit';
}

export interface Circumstances {
  readonly rules: Rules;
  readonly lead: LeadView;
  /** The guards of the lead as the workflows before this one left them. */
  readonly guards: GuardStates;
  /** Its iterations of the last hour, of whatever lead. */
  readonly loop: LoopState;
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
  return without(failedDecision(compiled, checks, tried.error), circumstances);
}

/** The checks of one workflow in their order, up to the first that says no, each put into `checks` as it is made. */
function runChecks(
  compiled: CompiledWorkflow,
  occurrence: Occurrence,
  before: Circumstances,
  checks: Check[],
): WorkflowDecided {
  const { workflow } = compiled;
  const { rules, lead, pendingOf, firesAt } = before;
  const off = rules.switches.offReason(workflow.id);
  if (off !== null) return without(switchedOff(compiled, occurrence, off), before);
  for (const check of matchChecks(compiled, occurrence)) checks.push(check);
  const verdict = verdictOf(checks);
  if (verdict !== 'yes') return without(nonMatchOf(compiled, checks, verdict), before);

  const looped = checkLoop(workflow, occurrence, before);
  const loop = looped?.loop ?? before.loop;
  let { guards } = before;
  const suppressed = (check: Check): WorkflowDecided => {
    checks.push(check);
    return without(matchedDecision(compiled, 'suppressed', checks), { guards, loop });
  };
  if (looped?.looping === true) {
    return { ...suppressed(looped.check), selfCausing: selfCausingOf(compiled, looped, 'loop protection') };
  }
  if (looped !== null) checks.push(looped.check);
  const rate = checkRateLimit(workflow, occurrence, guards, firesAt);
  guards = rate.guards;
  if (rate.check.verdict === 'no') {
    return { ...suppressed(rate.check), selfCausing: selfCausingOf(compiled, looped, 'rate limit') };
  }
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
  const plan = planActions(workflow, occurrence, {
    lead,
    rules,
    depth: looped?.echo?.depth ?? 0,
    otherSaves: looped?.otherSaves ?? [],
  });
  checks.push(plan.check);
  const decision = matchedDecision(compiled, 'fired', checks);
  return { decision, guards, loop, actions: plan.planned, selfCausing: null };
}

function without(
  decision: Decision,
  { guards, loop }: Pick<Circumstances, 'guards' | 'loop'>,
): WorkflowDecided {
  return { decision, guards, loop, actions: [], selfCausing: null };
}

/** Null where something else caused the trigger: that a limit holds it back is nothing out of the way then. */
function selfCausingOf(
  { workflow }: CompiledWorkflow,
  looped: LoopChecked | null,
  heldBackBy: SelfCausing['heldBackBy'],
): SelfCausing | null {
  const echo = looped?.echo ?? null;
  if (echo === null) return null;
  return { workflowId: workflow.id, fields: echo.fields, others: echo.others, heldBackBy };
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

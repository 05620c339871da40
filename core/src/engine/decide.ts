import type { GuardStates } from '../guardrails/states.js';
import type { LeadState } from '../occurrence/lead-state.js';
import type { Occurrence } from '../occurrence/occurrence.js';
import type { CompiledWorkflow } from '../workflow/compiled-workflow.js';
import { leadViewOf, type LeadView } from './clock.js';
import type { Check, Decision } from './decision.js';
import { explainMatch } from './match.js';
import { planActions, type PlannedAction } from './plan.js';
import type { Rules } from './rules.js';
import { checkHours, checkLoop, checkPending, checkRateLimit, checkSample } from './trigger-checks.js';

/** What is known of an occurrence's lead when it is decided. */
export interface Known {
  /** The lead's state with what the occurrence delivered; null where it has no lead. */
  readonly lead: LeadState | null;
  readonly guards: GuardStates;
  /** How many actions of a workflow are scheduled, queued or running for the lead. */
  readonly pendingOf: (workflowId: string) => number;
}

export interface Decided {
  /** One for each workflow whose scope and events matched; the others can be explained when asked for. */
  readonly decisions: readonly Decision[];
  /** The same object where no guard has anything new to remember. */
  readonly guards: GuardStates;
  readonly actions: readonly PlannedAction[];
  /** Workflows to switch off, because they cause themselves without end. */
  readonly looping: readonly string[];
}

/**
 * Decides an occurrence: which workflows match, which of them the guards admit, and what is planned (domain-facts
 * J.33: active, relation, events, loop counter, rate limit, hours, pending, percentage, plan). Pure: the same input
 * gives the same outcome, and time is the occurrence's own.
 */
export function decide(rules: Rules, occurrence: Occurrence, known: Known): Decided {
  const lead = leadViewOf(occurrence, known.lead);
  const decisions: Decision[] = [];
  const actions: PlannedAction[] = [];
  const looping: string[] = [];
  let { guards } = known;
  for (const compiled of rules.index.match(occurrence)) {
    const { id } = compiled.workflow;
    const trial = tryWorkflow(compiled, occurrence, { rules, lead, guards, pending: known.pendingOf(id) });
    guards = trial.guards;
    decisions.push(trial.decision);
    actions.push(...trial.planned);
    if (trial.looping) looping.push(id);
  }
  return { decisions, guards, actions, looping };
}

interface Trial {
  readonly decision: Decision;
  readonly guards: GuardStates;
  readonly planned: readonly PlannedAction[];
  readonly looping: boolean;
}

interface Circumstances {
  readonly rules: Rules;
  readonly lead: LeadView;
  readonly guards: GuardStates;
  readonly pending: number;
}

/** The checks of one workflow in their order, up to the first that says no. */
function tryWorkflow(
  compiled: CompiledWorkflow,
  occurrence: Occurrence,
  circumstances: Circumstances,
): Trial {
  const { workflow } = compiled;
  const { rules, lead, pending } = circumstances;
  const checks = explainMatch(compiled, occurrence);
  let { guards } = circumstances;
  const ended = (outcome: Decision['outcome'], check: Check, looping = false): Trial => {
    const decision = decisionOf(compiled, outcome, check.reason, [...checks, check]);
    return { decision, guards, planned: [], looping };
  };

  const off = rules.switches.offReason(workflow.id);
  if (off !== null) {
    const inactive: Check = { check: 'active', verdict: 'no', code: 'SWITCHED_OFF', reason: off };
    const decision = decisionOf(compiled, 'inactive', off, [inactive, ...checks.slice(1)]);
    return { decision, guards, planned: [], looping: false };
  }
  const loop = checkLoop(workflow, occurrence, guards, rules);
  if (loop !== null) {
    guards = loop.guards;
    if (loop.looping) return ended('suppressed', loop.check, true);
    checks.push(loop.check);
  }
  const rate = checkRateLimit(workflow, occurrence, guards);
  guards = rate.guards;
  if (rate.check.verdict === 'no') return ended('suppressed', rate.check);
  checks.push(rate.check);
  for (const check of [
    checkHours(workflow, lead, occurrence.receivedAt, rules),
    checkPending(workflow, occurrence, pending),
    checkSample(workflow, occurrence),
  ]) {
    if (check === null) continue;
    if (check.verdict === 'no') return ended('suppressed', check);
    checks.push(check);
  }
  const plan = planActions(workflow, occurrence, lead, rules);
  const decision = decisionOf(compiled, 'fired', plan.check.reason, [...checks, plan.check]);
  return { decision, guards, planned: plan.planned, looping: false };
}

function decisionOf(
  { workflow }: CompiledWorkflow,
  outcome: Decision['outcome'],
  reason: string,
  checks: readonly Check[],
): Decision {
  return { workflowId: workflow.id, workflowName: workflow.name, verdict: 'yes', outcome, reason, checks };
}

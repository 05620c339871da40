import type { Action, Workflow } from '../config/index.js';
import { RATE_LIMIT_MAX, admitTrigger, type RateLimitState } from '../guardrails/index.js';
import type { Occurrence } from '../occurrence/occurrence.js';
import type { CompiledWorkflow } from '../workflow/compiled-workflow.js';
import type { WorkflowIndex } from '../workflow/workflow-index.js';
import type { Check, Decision } from './decision.js';
import { explainMatch } from './match.js';

/** The guard state of one lead, by guard key. Plain data: wrappers store each entry as JSON. */
export type GuardStates = ReadonlyMap<string, RateLimitState>;

/** An action that a workflow asks for, before the wrapper gives it an id and a place in its store. */
export interface PlannedAction {
  readonly workflowId: string;
  readonly actionSetId: string;
  readonly action: Action;
  /** When it comes due, in epoch milliseconds. */
  readonly dueAt: number;
}

export interface Decided {
  /** One for each workflow whose scope and events matched; the others can be explained when asked for. */
  readonly decisions: readonly Decision[];
  /** The guard states that changed. */
  readonly guards: GuardStates;
  readonly actions: readonly PlannedAction[];
}

/**
 * Decides an occurrence: which workflows match, which of them the guards admit, and what is planned
 * (domain-facts J.33: active, relation, events, rate limit, plan). Pure: the same input gives the same outcome,
 * and time is the occurrence's own.
 */
export function decide(index: WorkflowIndex, occurrence: Occurrence, guards: GuardStates): Decided {
  const decisions: Decision[] = [];
  const changed = new Map<string, RateLimitState>();
  const actions: PlannedAction[] = [];
  for (const compiled of index.match(occurrence)) {
    const checks = explainMatch(compiled, occurrence);
    const limited = checkRateLimit(compiled, occurrence, (key) => changed.get(key) ?? guards.get(key) ?? []);
    if (limited.state !== null) changed.set(limited.key, limited.state);
    checks.push(limited.check);
    if (limited.check.verdict === 'no') {
      decisions.push(decisionOf(compiled, 'suppressed', limited.check.reason, checks));
      continue;
    }
    const planned = planActions(compiled.workflow, occurrence);
    const plan = planCheck(planned);
    actions.push(...planned);
    decisions.push(decisionOf(compiled, 'fired', plan.reason, [...checks, plan]));
  }
  return { decisions, guards: changed, actions };
}

interface RateLimitCheck {
  readonly key: string;
  readonly check: Check;
  /** Null where there is no lead to count for. */
  readonly state: RateLimitState | null;
}

function checkRateLimit(
  { workflow }: CompiledWorkflow,
  occurrence: Occurrence,
  stateOf: (key: string) => RateLimitState,
): RateLimitCheck {
  const key = workflow.rateLimitScope === 'lead' ? 'rate' : `rate:${workflow.id}`;
  if (occurrence.leadKey === null) {
    const reason = 'not applicable: the delivery has neither a lead id nor a phone number';
    return { key, check: { check: 'rateLimit', verdict: 'yes', code: 'NO_LEAD', reason }, state: null };
  }
  const limit = Math.min(workflow.rateLimit, RATE_LIMIT_MAX);
  const { admitted, count, freeAt, state } = admitTrigger(stateOf(key), occurrence.receivedAt, limit);
  const scope = workflow.rateLimitScope === 'lead' ? 'all workflows' : 'this workflow';
  if (admitted) {
    const reason = `trigger ${count} of ${limit} that ${scope} may have for this lead in 3 minutes`;
    return { key, check: { check: 'rateLimit', verdict: 'yes', code: 'WITHIN_RATE_LIMIT', reason }, state };
  }
  const reason =
    `over the rate limit: ${scope} had ${count} triggers for this lead in the last 3 minutes, ` +
    `${limit} are allowed; the next can fire in ${Math.ceil(((freeAt ?? 0) - occurrence.receivedAt) / 1000)} s`;
  return { key, check: { check: 'rateLimit', verdict: 'no', code: 'RATE_LIMITED', reason }, state };
}

/** Every action of every set; whether it is active is asked when it comes due. */
function planActions(workflow: Workflow, occurrence: Occurrence): PlannedAction[] {
  return workflow.actionSets.flatMap((set) =>
    set.actions.map((action) => ({
      workflowId: workflow.id,
      actionSetId: set.id,
      action,
      dueAt: occurrence.receivedAt,
    })),
  );
}

function planCheck(planned: readonly PlannedAction[]): Check {
  const reason =
    planned.length === 0
      ? 'it has no action to perform'
      : `${planned.length === 1 ? 'one action' : `${planned.length} actions`} planned`;
  return { check: 'plan', verdict: 'yes', code: planned.length === 0 ? 'NO_ACTIONS' : 'PLANNED', reason };
}

function decisionOf(
  { workflow }: CompiledWorkflow,
  outcome: Decision['outcome'],
  reason: string,
  checks: readonly Check[],
): Decision {
  return { workflowId: workflow.id, workflowName: workflow.name, verdict: 'yes', outcome, reason, checks };
}

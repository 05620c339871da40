import type { LoopState } from '../guardrails/loop.js';
import type { GuardStates } from '../guardrails/states.js';
import type { LeadState } from '../occurrence/lead-state.js';
import type { Occurrence } from '../occurrence/occurrence.js';
import { leadViewOf } from './clock.js';
import { decideWorkflow, type SelfCausing, type WorkflowDecided } from './decide-workflow.js';
import type { Decision } from './decision.js';
import type { PlannedAction } from './plan.js';
import type { Rules } from './rules.js';

/** What is known of an occurrence's lead when it is decided. */
export interface Known {
  /** The lead's state with what the occurrence delivered; null where it has no lead. */
  readonly lead: LeadState | null;
  readonly guards: GuardStates;
  /** The iterations of the last hour, by workflow id, of whatever lead; absent where none are known. */
  readonly loops?: ReadonlyMap<string, LoopState>;
  /** How many actions of a workflow are scheduled, queued or running for the lead. */
  readonly pendingOf: (workflowId: string) => number;
  /** When it is played again, in epoch milliseconds, where it could not be decided when it came. */
  readonly replayedAt?: number | undefined;
}

export interface Decided {
  /**
   * One for each workflow whose scope and events matched, and for each that threw; the others can be explained when
   * asked for.
   */
  readonly decisions: readonly Decision[];
  /** The same object where no guard has anything new to remember. */
  readonly guards: GuardStates;
  readonly actions: readonly PlannedAction[];
  /** The iterations that have changed, by workflow id. */
  readonly loops: ReadonlyMap<string, LoopState>;
  /** Workflows that cause themselves and were held back for that; loop protection is to switch them off. */
  readonly selfCausing: readonly SelfCausing[];
}

/**
 * Decides an occurrence: which workflows match, which of them the guards admit, and what is planned (domain-facts
 * J.33: active, relation, events, loop counter, rate limit, hours, pending, percentage, plan). Pure: the same input
 * gives the same outcome, and time is the occurrence's own; only the rate limit goes by when it really fires.
 *
 * A workflow that throws ends as `failed`, alone: all others are decided as if it were not there.
 */
export function decide(rules: Rules, occurrence: Occurrence, known: Known): Decided {
  const { pendingOf } = known;
  const firesAt = firesAtOf(occurrence, known);
  const lead = leadViewOf(occurrence, known.lead);
  const decisions: Decision[] = [];
  const actions: PlannedAction[] = [];
  const loops = new Map<string, LoopState>();
  const selfCausing: SelfCausing[] = [];
  let { guards } = known;
  for (const compiled of rules.index.match(occurrence)) {
    const loop = loopOf(known, compiled.workflow.id);
    const decided = decideWorkflow(compiled, occurrence, { rules, lead, guards, loop, pendingOf, firesAt });
    guards = decided.guards;
    if (decided.loop !== loop) loops.set(compiled.workflow.id, decided.loop);
    // The index finds what it could not test, too: by now that has failed, or has turned out not to match.
    if (decided.decision.verdict !== 'yes' && decided.decision.outcome !== 'failed') continue;
    decisions.push(decided.decision);
    actions.push(...decided.actions);
    if (decided.selfCausing !== null) selfCausing.push(decided.selfCausing);
  }
  return { decisions, guards, actions, loops, selfCausing };
}

/**
 * Decides a single workflow for an occurrence again, as after it has failed and was mended; one that no longer matches
 * is told as well. Null where the rules have no active workflow of that id.
 */
export function decideOne(
  rules: Rules,
  workflowId: string,
  occurrence: Occurrence,
  known: Known,
): WorkflowDecided | null {
  const compiled = rules.index.find(workflowId);
  if (compiled === undefined) return null;
  const { guards, pendingOf } = known;
  const lead = leadViewOf(occurrence, known.lead);
  return decideWorkflow(compiled, occurrence, {
    rules,
    lead,
    guards,
    loop: loopOf(known, workflowId),
    pendingOf,
    firesAt: firesAtOf(occurrence, known),
  });
}

function loopOf({ loops }: Known, workflowId: string): LoopState {
  return loops?.get(workflowId) ?? NONE;
}

const NONE: LoopState = [];

/** A clock that was set back since makes no replay earlier than the event itself. */
function firesAtOf({ receivedAt }: Occurrence, { replayedAt = receivedAt }: Known): number {
  return Math.max(receivedAt, replayedAt);
}

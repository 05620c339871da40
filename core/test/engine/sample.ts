import { settingsSchema, type Workflow } from '../../src/config/index.js';
import { NO_SWITCHES, decide, type Decided, type Known, type Rules } from '../../src/engine/index.js';
import { NO_GUARD_STATES } from '../../src/guardrails/index.js';
import { updateLeadState, type LeadState, type Occurrence } from '../../src/occurrence/index.js';
import { WorkflowIndex, type RuleContext } from '../../src/workflow/index.js';

export const CONTEXT: RuleContext = { timeZone: 'America/Los_Angeles' };

/** Rules of an account in Los Angeles without statuses of its own. */
export function rulesOf(workflows: Iterable<Workflow>, parts: Partial<Rules> = {}): Rules {
  return {
    index: new WorkflowIndex(workflows, CONTEXT),
    timeZone: CONTEXT.timeZone,
    statuses: [],
    contactHours: settingsSchema.parse({}).contactHours,
    switches: NO_SWITCHES,
    ...parts,
  };
}

/** Nothing is known but what is given. */
export function knownOf(parts: Partial<Known> = {}): Known {
  return { lead: null, guards: NO_GUARD_STATES, pendingOf: () => 0, ...parts };
}

/** Decides occurrences of one lead, each on the states that the ones before it left. */
export function decideAll(
  rules: Rules,
  occurrences: readonly Occurrence[],
  start: Partial<Known> = {},
): Decided[] {
  let known = knownOf(start);
  let lead: LeadState | null = known.lead;
  return occurrences.map((occurrence) => {
    lead =
      occurrence.leadKey === null ? null : updateLeadState(lead, occurrence.snapshot, occurrence.receivedAt);
    const decided = decide(rules, occurrence, { ...known, lead });
    known = { ...known, guards: decided.guards };
    return decided;
  });
}

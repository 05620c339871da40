import type { Workflow } from '../config/index.js';
import { admitTrigger } from '../guardrails/rate-limit.js';
import type { GuardStates } from '../guardrails/states.js';
import { windowHours } from '../hours/index.js';
import type { LeadState } from '../occurrence/lead-state.js';
import type { Occurrence } from '../occurrence/occurrence.js';
import { clockOf, leadViewOf } from './clock.js';
import type { Decision } from './decision.js';
import { rateLimitOf } from './trigger-checks.js';

/** What a decision was made on. Times in epoch milliseconds. */
export interface ClearsQuestion {
  readonly workflow: Workflow;
  readonly occurrence: Occurrence;
  readonly decision: Decision;
  /** As the decision left them. */
  readonly guards: GuardStates;
  /** The lead's state with what the occurrence delivered; null where it has no lead. */
  readonly lead: LeadState | null;
  /** The account's IANA zone. */
  readonly accountZone: string;
  /** When it was decided. */
  readonly now: number;
}

/**
 * From when on another event would pass the guard that held this one back, in epoch milliseconds: the rate limit once the
 * oldest trigger has aged out, hours once they begin. Null where no guard held it back, or where time alone brings nothing
 * about.
 */
export function clearsAtOf({ workflow, occurrence, decision, ...known }: ClearsQuestion): number | null {
  const { guards, accountZone, now } = known;
  switch (decision.checks.at(-1)?.code) {
    case 'RATE_LIMITED': {
      const { key, limit } = rateLimitOf(workflow);
      return admitTrigger(guards.rates.get(key) ?? [], now, limit).freeAt;
    }
    case 'OUTSIDE_HOURS': {
      const { window = '24hr', timeZone: choice = 'account' } = workflow.ignoreOutsideHours ?? {};
      const lead = leadViewOf(occurrence, known.lead);
      const { zones } = clockOf({ choice, lead, accountZone, whenUnknown: 'account' });
      return windowHours(window, zones).next(now);
    }
    default:
      return null;
  }
}

import type { Workflow } from '../config/index.js';
import { RATE_LIMIT_MAX, admitTrigger } from '../guardrails/rate-limit.js';
import { isInSample } from '../guardrails/sampling.js';
import { WHOLE_LEAD, withEntry, type GuardStates } from '../guardrails/states.js';
import { windowHours } from '../hours/index.js';
import type { Occurrence } from '../occurrence/occurrence.js';
import { clockOf, timeOn, type LeadView } from './clock.js';
import type { Check } from './decision.js';
import type { Rules } from './rules.js';

/** A guard's word on a trigger, and what it remembers from now on. */
export interface Guarded {
  readonly check: Check;
  readonly guards: GuardStates;
}

/**
 * The rolling rate limit (domain-facts J.2–J.4), for the workflow or for all of the lead's workflows together. It holds
 * over any three minutes in which triggers really fire: one that is played again counts at `firesAt`, among those of
 * today, and not at the time of its event.
 */
export function checkRateLimit(
  workflow: Workflow,
  occurrence: Occurrence,
  guards: GuardStates,
  firesAt: number,
): Guarded {
  if (occurrence.leadKey === null) return passed(guards, notApplicable('rateLimit'));
  const ofLead = workflow.rateLimitScope === 'lead';
  const { key, limit } = rateLimitOf(workflow);
  const { admitted, count, freeAt, state } = admitTrigger(guards.rates.get(key) ?? [], firesAt, limit);
  const after = { ...guards, rates: withEntry(guards.rates, key, state) };
  const scope = ofLead ? 'all workflows' : 'this workflow';
  if (admitted) {
    const reason = `trigger ${count} of ${limit} that ${scope} may have for this lead in 3 minutes`;
    return passed(after, { check: 'rateLimit', verdict: 'yes', code: 'WITHIN_RATE_LIMIT', reason });
  }
  const reason =
    `over the rate limit: ${scope} had ${count} ${count === 1 ? 'trigger' : 'triggers'} for this lead in the ` +
    `last 3 minutes, ${limit} ${limit === 1 ? 'is' : 'are'} allowed; ` +
    `the next can fire in ${Math.ceil(((freeAt ?? 0) - firesAt) / 1000)} s`;
  return suppressed(after, 'rateLimit', 'RATE_LIMITED', reason);
}

/** What a workflow's triggers of a lead are counted under, and how many may fire in the window. */
export function rateLimitOf({ id, rateLimitScope, rateLimit }: Workflow): { key: string; limit: number } {
  return { key: rateLimitScope === 'lead' ? WHOLE_LEAD : id, limit: Math.min(rateLimit, RATE_LIMIT_MAX) };
}

/** Ignore events outside hours: the trigger is dropped (domain-facts J.7c). Null where the workflow has no hours. */
export function checkHours(
  workflow: Workflow,
  lead: LeadView,
  at: number,
  account: Pick<Rules, 'timeZone'>,
): Check | null {
  const { ignoreOutsideHours } = workflow;
  if (ignoreOutsideHours === undefined) return null;
  const { window, timeZone } = ignoreOutsideHours;
  const clock = clockOf({ choice: timeZone, lead, accountZone: account.timeZone, whenUnknown: 'account' });
  const isOpen = windowHours(window, clock.zones).next(at) === at;
  const time = timeOn(clock, at);
  if (isOpen) {
    const reason = `within the hours ${window}: it was ${time}`;
    return { check: 'hours', verdict: 'yes', code: 'WITHIN_HOURS', reason };
  }
  const reason = `outside the hours ${window}, in which alone this workflow fires: it was ${time}; the event is dropped`;
  return { check: 'hours', verdict: 'no', code: 'OUTSIDE_HOURS', reason };
}

/** Skip If Pending (domain-facts J.14). Null where the workflow does not ask for it. */
export function checkPending(workflow: Workflow, occurrence: Occurrence, pending: number): Check | null {
  if (!workflow.skipIfPending) return null;
  if (occurrence.leadKey === null) return notApplicable('pending');
  if (pending === 0) {
    const reason = 'nothing of this workflow is pending for this lead';
    return { check: 'pending', verdict: 'yes', code: 'NOTHING_PENDING', reason };
  }
  const actions =
    pending === 1 ? 'one action of this workflow is' : `${pending} actions of this workflow are`;
  const reason = `${actions} still pending for this lead`;
  return { check: 'pending', verdict: 'no', code: 'ACTIONS_PENDING', reason };
}

/**
 * Perform Action On (domain-facts J.5). An occurrence without a lead is drawn by itself, so that a rollout to some
 * percent is one to some percent of those, too. Null at 100 percent.
 */
export function checkSample({ id, performActionOn }: Workflow, occurrence: Occurrence): Check | null {
  if (performActionOn >= 100) return null;
  const { leadKey } = occurrence;
  const isIn = isInSample(id, leadKey ?? `occurrence:${occurrence.id}`, performActionOn);
  const whose = leadKey === null ? 'this event, which has no lead,' : 'this lead';
  const verdict = isIn ? 'yes' : 'no';
  const reason = `${whose} is ${isIn ? 'among' : 'not among'} the ${performActionOn} % that actions are performed on`;
  return { check: 'sample', verdict, code: isIn ? 'IN_SAMPLE' : 'NOT_IN_SAMPLE', reason };
}

function notApplicable(check: Check['check']): Check {
  const reason = 'not applicable: the delivery has neither a lead id nor a phone number';
  return { check, verdict: 'yes', code: 'NO_LEAD', reason };
}

function passed(guards: GuardStates, check: Check): Guarded {
  return { check, guards };
}

function suppressed(guards: GuardStates, check: Check['check'], code: string, reason: string): Guarded {
  return { check: { check, verdict: 'no', code, reason }, guards };
}

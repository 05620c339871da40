import type { Action, Schedule } from '../config/index.js';
import { faultText } from '../errors.js';
import { agentsOf, liveCallOf, type LiveCall } from '../guardrails/live-call.js';
import type { StopTest } from '../guardrails/stop-if.js';
import type { LeadState } from '../occurrence/lead-state.js';
import type { Occurrence } from '../occurrence/occurrence.js';
import { isoText } from '../time/instant.js';
import type { Finding } from '../workflow/verdict.js';
import { openingOf, type HoursAsked } from './action-hours.js';
import { leadViewOf } from './clock.js';
import { deadlineOf, heldPastDeadline, type Deadline } from './requested-time.js';
import type { Rules } from './rules.js';
import { triedTwice } from './tried-twice.js';

/** The checks of an action that comes due, in their order (domain-facts J.33). */
export type ReviewCheckName = 'active' | 'stopIf' | 'liveCall' | 'deadline' | 'hours';

export interface ReviewCheck extends Finding {
  readonly check: ReviewCheckName;
}

/** What becomes of an action that has come due. */
export type Review = { readonly checks: readonly ReviewCheck[] } & (
  | { readonly verdict: 'perform' }
  /** It ends unperformed. `skip`: its own setting or a switch · `cancel`: its workflow stopped for the lead. */
  | { readonly verdict: 'skip' | 'cancel'; readonly code: string; readonly reason: string }
  | { readonly verdict: 'hold'; readonly until: number; readonly code: string; readonly reason: string }
);

/** A review that could not be made; it says nothing about the action, which must not be performed on it. */
export interface FailedReview {
  readonly verdict: 'fail';
  readonly code: 'REVIEW_FAILED';
  readonly reason: string;
  readonly checks: readonly ReviewCheck[];
}

export interface DueAction {
  readonly action: Action;
  /** The action's own schedule, or its set's. */
  readonly schedule: Schedule | undefined;
  readonly stopIf: StopTest;
  /** The occurrence that triggered it. */
  readonly trigger: Occurrence;
  /** Whether workflow, action and endpoint are there and switched on: `yes`, or `no` with the reason. */
  readonly active: Finding;
  /** `legal` after an operator's word to run it now. */
  readonly hours: HoursAsked;
  /** That of its plan: from then on it is of no use. */
  readonly deadlineAt: number | null;
  /** What has kept it from being performed so far; null where nothing has. */
  readonly heldBecause: string | null;
}

export interface DueFacts {
  /** Epoch milliseconds. */
  readonly now: number;
  /** The lead as it is known now; null where the trigger had none. */
  readonly lead: LeadState | null;
  readonly liveCalls: readonly LiveCall[];
  readonly liveCallExpiresMs: number;
}

/**
 * Reviews an action that has come due, at every attempt (domain-facts J.7b, J.15, J.22, J.33, J.45): active, Stop
 * Workflow If, live call, the date that it was to come before, hours. Pure, and each check is there to be shown. Throws what a check throws, such as that of
 * a workflow that could not be made ready: who reviews many actions ends that one alone, or takes {@link tryReview}.
 */
export function reviewAction(due: DueAction, facts: DueFacts, rules: Rules): Review {
  const checks: ReviewCheck[] = [{ check: 'active', ...due.active }];
  const { code, reason } = due.active;
  if (due.active.verdict !== 'yes') return { verdict: 'skip', code, reason, checks };

  const stop = due.stopIf({ lead: facts.lead, trigger: due.trigger, statuses: rules.statuses });
  if (stop.code !== 'STOPS_NEVER') checks.push(stopCheck(stop));
  if (stop.verdict === 'yes')
    return { verdict: 'cancel', code: stop.code, reason: `stopped: ${stop.reason}`, checks };

  const live = liveCallCheck(due, facts);
  if (live !== null) {
    checks.push(live);
    if (live.verdict === 'no') return { verdict: 'skip', code: live.code, reason: live.reason, checks };
  }
  const deadline = deadlineIn(due);
  if (deadline !== null) {
    const inTime = deadlineCheck(due, deadline, facts.now);
    checks.push(inTime);
    if (inTime.verdict === 'no') return { verdict: 'skip', code: inTime.code, reason: inTime.reason, checks };
  }
  return reviewHours(due, facts, rules, { checks, deadline });
}

/** `reviewAction` for one action among many: what it throws twice becomes the failure of this action. */
export function tryReview(due: DueAction, facts: DueFacts, rules: Rules): Review | FailedReview {
  const tried = triedTwice(() => reviewAction(due, facts, rules));
  if (tried.ok) return tried.value;
  const reason = `it could not be reviewed: ${faultText(tried.error)}`;
  return { verdict: 'fail', code: 'REVIEW_FAILED', reason, checks: [{ check: 'active', ...due.active }] };
}

/** Shown as a check that holds where it stops nothing. */
function stopCheck({ verdict, code, reason }: Finding): ReviewCheck {
  return {
    check: 'stopIf',
    verdict: verdict === 'yes' ? 'no' : verdict === 'no' ? 'yes' : 'unknown',
    code,
    reason,
  };
}

function liveCallCheck({ action, trigger }: DueAction, facts: DueFacts): ReviewCheck | null {
  if (!action.skipIfLiveCall) return null;
  const agents = agentsOf(trigger);
  if (agents.length === 0 && trigger.leadKey === null) {
    const reason = 'not applicable: the delivery tells neither the agent nor the lead';
    return { check: 'liveCall', verdict: 'yes', code: 'NO_LEAD', reason };
  }
  const call = liveCallOf(
    facts.liveCalls,
    { agents, leadKey: trigger.leadKey },
    { now: facts.now, expiresMs: facts.liveCallExpiresMs },
  );
  if (call === null) {
    const whose = [agents.length > 0 ? 'agent' : [], trigger.leadKey === null ? [] : 'lead'].flat();
    const reason =
      whose.length === 1
        ? `the ${whose[0] ?? ''} is on no call`
        : 'neither the agent nor the lead is on a call';
    return { check: 'liveCall', verdict: 'yes', code: 'NO_LIVE_CALL', reason };
  }
  const whom = call.agents.some((agent) => agents.includes(agent)) ? 'agent' : 'lead';
  const reason = `skipped: the ${whom} is on a live call since ${isoText(call.since)}`;
  return { check: 'liveCall', verdict: 'no', code: 'LIVE_CALL', reason };
}

function deadlineIn({ schedule, trigger, deadlineAt }: DueAction): Deadline | null {
  return deadlineAt === null ? null : deadlineOf(schedule?.relativeTo, trigger, deadlineAt);
}

/** An operator's word to run it now changes nothing about the date. */
function deadlineCheck({ heldBecause }: DueAction, { at, what }: Deadline, now: number): ReviewCheck {
  if (now < at)
    return { check: 'deadline', verdict: 'yes', code: 'IN_TIME', reason: `it comes before ${what}` };
  const held = heldBecause === null ? '' : `; what kept it: ${heldBecause}`;
  const reason = `it was to come before ${what}, and that has passed${held}`;
  return { check: 'deadline', verdict: 'no', code: 'DATE_PASSED', reason };
}

function reviewHours(
  due: DueAction,
  { now, lead }: DueFacts,
  rules: Rules,
  { checks, deadline }: { checks: readonly ReviewCheck[]; deadline: Deadline | null },
): Review {
  const { action, schedule, trigger, hours: asked } = due;
  const opening = openingOf({ action, schedule, lead: leadViewOf(trigger, lead), asked }, now, rules);
  if (opening.kind === 'open') return { verdict: 'perform', checks };
  const { reason } = opening;
  if (opening.kind === 'never') {
    const check: ReviewCheck = { check: 'hours', verdict: 'no', code: 'NO_HOURS', reason };
    return { verdict: 'skip', code: 'NO_HOURS', reason, checks: [...checks, check] };
  }
  if (deadline !== null && opening.until >= deadline.at) {
    const late = heldPastDeadline(opening, deadline);
    const check: ReviewCheck = { check: 'hours', verdict: 'no', code: 'DATE_PASSED', reason: late };
    return { verdict: 'skip', code: 'DATE_PASSED', reason: late, checks: [...checks, check] };
  }
  const check: ReviewCheck = { check: 'hours', verdict: 'no', code: 'OUTSIDE_HOURS', reason };
  return { verdict: 'hold', until: opening.until, code: 'OUTSIDE_HOURS', reason, checks: [...checks, check] };
}

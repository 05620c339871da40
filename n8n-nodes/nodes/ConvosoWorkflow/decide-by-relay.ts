import {
  NO_LEAD_RECORD,
  type CheckName,
  type GuardLedger,
  type ReviewCheckName,
} from '@convoso-connect/core';
import type { Admission, AdmitQuestion, Admitted, RelayLedger } from '@convoso-connect/core/relay-client';
import type { ItemEvent } from '../shared/item-event';
import { asCallEvent } from './as-call-event';
import { decideItem, reviewItem, type Held, type ItemDecision, type PreparedWorkflow } from './decide-item';
import type { RelayRule } from './read-relay-rule';

/** A node whose guardrails the relay keeps. */
export interface AskedRelay {
  readonly rule: RelayRule;
  readonly ask: RelayLedger;
  /** When to act, and nothing else: all that is decided here. */
  readonly timing: PreparedWorkflow;
  /** What is decided by while the relay is away and it is to go on: a workflow of the relay is not known here. */
  readonly meanwhile: PreparedWorkflow;
  /** What this process remembers meanwhile. */
  readonly memory: GuardLedger;
  /** A run in the editor, which the relay answers and does not count. */
  readonly isTrial: boolean;
}

/** The relay knows all that is to be known; here is nothing to remember. */
const NOTHING_HERE: GuardLedger = {
  since: 0,
  liveCalls: [],
  update: (_leadKey, step) => step(NO_LEAD_RECORD).result,
  learnCall: () => undefined,
};

/**
 * Decides about an event that has just come in, or that the relay wanted to be asked about later: `round` tells which
 * time it is, and is empty for the first.
 */
export async function decideByRelay(
  asked: AskedRelay,
  event: ItemEvent,
  { now, round }: { readonly now: number; readonly round: string },
): Promise<ItemDecision> {
  const { rule, isTrial, timing, meanwhile, memory } = asked;
  // The same question is answered the same for days, also where its answer was to come later.
  const step = round === '' ? rule.step : `${rule.step}/${round}`;
  const answer = await asked.ask({
    ...{ rule: rule.name, step, event: asCallEvent(event) },
    ...(rule.limits === null ? {} : { limits: rule.limits }),
    ...(isTrial ? { dryRun: true } : {}),
  });
  if (!answer.admitted) return refusedBy(answer, timing);
  if (answer.by !== 'relay') return uncounted(answer, await decideItem(meanwhile, event, memory, now));
  const planned = await decideItem(timing, event, NOTHING_HERE, now);
  return admittedBy(answer, planned, isTrial);
}

/** Looks again at an event that has come due: whether something stops it, in the relay, and whether its hours are open. */
export async function reviewByRelay(
  asked: AskedRelay,
  event: ItemEvent,
  { now, held }: { readonly now: number; readonly held: Held },
): Promise<ItemDecision> {
  const { timing, isTrial, meanwhile, memory } = asked;
  const question = reviewQuestion(asked.rule, event);
  const answer = question === null ? null : await asked.ask(question);
  if (answer !== null && !answer.admitted) return refusedBy(answer, timing);
  if (answer !== null && answer.by !== 'relay')
    return uncounted(answer, await reviewItem(meanwhile, event, memory, { now, held }));
  const reviewed = await reviewItem(timing, event, NOTHING_HERE, { now, held });
  return answer === null ? reviewed : admittedBy(answer, reviewed, isTrial);
}

/**
 * What is held has been counted when it came. Whether something stops it meanwhile is asked without being counted, under a
 * name at which nothing ever counts; null where nothing can stop it. The limits of a workflow of the relay are its own, so
 * that it is asked itself.
 */
function reviewQuestion({ name, step, limits }: RelayRule, event: ItemEvent): AdmitQuestion | null {
  const common = { step: `${step}/review`, event: asCallEvent(event), dryRun: true };
  if (limits === null) return { rule: name, ...common };
  const { stopIf, skipIfLiveCall } = limits;
  if (stopIf === 'never' && skipIfLiveCall !== true) return null;
  return { rule: `${name}/review`, limits: { stopIf, skipIfLiveCall }, ...common };
}

/** Why it is not to be done now. A relay that was away has refused nothing: the error says so. */
function refusedBy(answer: Admitted, { compiled }: PreparedWorkflow): ItemDecision {
  if (answer.by !== 'relay') throw answer.error;
  const { admission } = answer;
  const { reason, clearsAt } = admission;
  const common = {
    reason,
    checks: admission.checks,
    decidedBy: compiled.workflow.id,
    by: answer.by,
    ...(clearsAt === null ? {} : { clearsAt }),
  };
  const outcome = outcomeOf(admission);
  if (outcome !== 'later' || clearsAt === null) return { ...common, outcome };
  return { ...common, outcome, dueAt: clearsAt, askAgain: true };
}

/** Outside the hours of an action of the relay it is to be asked about again when they begin. */
function outcomeOf({ outcome, clearsAt }: Admission): ItemDecision['outcome'] {
  if (outcome !== 'held') return outcome;
  return clearsAt === null ? 'skipped' : 'later';
}

/** What the timing says comes after what the relay has counted. */
function admittedBy(answer: ByRelay, decision: ItemDecision, isTrial: boolean): ItemDecision {
  const { outcome, reason } = decision;
  const told = isTrial ? `a trial, which is not counted: ${answer.reason}` : answer.reason;
  return {
    ...decision,
    reason: outcome === 'fired' ? told : reason,
    checks: [...answer.admission.checks, ...decision.checks.filter(({ check }) => TIMING.has(check))],
    by: answer.by,
  };
}

type ByRelay = Extract<Admitted, { by: 'relay' }>;

/** What is checked here of what the relay has admitted; all else the relay has told, and nothing of it is known here. */
const TIMING: ReadonlySet<string> = new Set<CheckName | ReviewCheckName>([
  'plan',
  'failure',
  'hours',
  'deadline',
]);

function uncounted({ by, reason }: Admitted, decision: ItemDecision): ItemDecision {
  return { ...decision, reason: `${reason}: ${decision.reason}`, by };
}

import {
  clearsAtOf,
  createOccurrence,
  decideOne,
  explainNonMatch,
  liveCallsAfter,
  tryReview,
  updateLeadState,
  type Decision,
  type GuardStates,
  type LeadState,
  type LoopState,
  type Occurrence,
  type OccurrenceInput,
  type SelfCausing,
} from '@convoso-connect/core';
import type { AnswerOf, RelayApi } from '@convoso-connect/core/relay-contract';
import { iso } from '../iso.js';
import { callAfter, knownBefore, priorOf, toldBefore } from '../process/told.js';
import type { Prior } from '../store/ports/leads.js';
import type { GuardBooks } from './books.js';
import type { Question } from './question.js';
import { actionOfStep } from './rule.js';

export type AdmitAnswer = AnswerOf<RelayApi['guard']['admit']>;

/** An event as the relay takes it. */
export interface TakenEvent {
  readonly occurrence: Occurrence;
  /** The lead's state with what the event tells; null where it has no lead. */
  readonly lead: LeadState | null;
  readonly prior: Prior;
  /** Whether nobody has told of it before. */
  readonly isNews: boolean;
}

/** What comes of a question, before anything of it is kept. */
export interface Admitted {
  readonly answer: AdmitAnswer;
  readonly event: TakenEvent;
  readonly guards: GuardStates;
  readonly loop: LoopState | null;
  readonly selfCausing: SelfCausing | null;
}

/** Hooks have ids of their own; an event that came otherwise is of none. */
const NO_HOOK = '';

/**
 * Takes an event as the first one that told of it did: an occurrence of the relay, an earlier question about it, or either
 * of them about the same call. The lead's state takes up what it tells once.
 */
export function takeEvent(question: Question, { states, admissions, occurrences }: GuardBooks): TakenEvent {
  const { eventId: id, receivedAt, snapshot, declared, leadKey } = question;
  const before = states.lead(leadKey);
  const call = states.call(question.callLogId);
  const input: OccurrenceInput = {
    ...{ id, hookId: NO_HOOK, receivedAt, snapshot, declared },
    ...{ lead: before, call },
  };
  const stored = occurrences.get(id);
  if (stored !== undefined) {
    const { hookId, kinds, previousStatus } = stored;
    const occurrence = { ...createOccurrence(input), hookId, kinds, previousStatus };
    const disposition = kinds.includes('redisposition') ? '' : null;
    return { occurrence, lead: before, prior: { status: previousStatus, disposition }, isNews: false };
  }
  const fresh = createOccurrence(input);
  const claimed = { kinds: declared.kinds, status: fresh.status };
  const prior = admissions.priorOf(id) ?? toldBefore(claimed, call, leadKey)?.prior;
  if (prior !== undefined) {
    const occurrence = createOccurrence({ ...input, ...knownBefore(prior, before) });
    return { occurrence, lead: before, prior, isNews: false };
  }
  const lead = leadKey === null ? null : updateLeadState(before, snapshot, receivedAt);
  return { occurrence: fresh, lead, prior: priorOf(before, call), isNews: true };
}

/** Decides a question by core's own guards, on what is known now. Changes nothing. */
export function decideQuestion(question: Question, books: GuardBooks, now: number): Admitted {
  const { rule, step, eventId } = question;
  const { workflow } = rule.compiled;
  const event = takeEvent(question, books);
  const { occurrence, lead } = event;
  const before = books.states.guards(occurrence.leadKey);
  const decided = decideOne(rule.rules, workflow.id, occurrence, {
    lead,
    guards: before,
    loops: books.states.loops,
    pendingOf: (workflowId) => books.pending.count(occurrence.leadKey, workflowId),
    replayedAt: now,
  });
  const decision = decided?.decision ?? explainNonMatch(rule.compiled, occurrence);
  const guards = decided?.guards ?? before;
  const known = { guards, lead, accountZone: rule.rules.timeZone, now };
  const found =
    decision.outcome === 'fired'
      ? reviewed(question, event, books, { decision, now })
      : triggerFound(decision, clearsAtOf({ workflow, occurrence, decision, ...known }));
  const { clearsAt, ...more } = found;
  return {
    answer: {
      admitted: found.outcome === 'fired',
      ...{ rule: rule.name, step, eventId },
      ...more,
      clearsAt: clearsAt === null ? null : iso(clearsAt),
      decidedAt: iso(now),
    },
    event,
    guards,
    loop: decided?.loop ?? null,
    selfCausing: decided?.selfCausing ?? null,
  };
}

type Found = Pick<AdmitAnswer, 'outcome' | 'code' | 'reason' | 'checks'> & {
  readonly clearsAt: number | null;
};

/** The first check that did not hold tells why. */
function triggerFound(decision: Decision, clearsAt: number | null): Found {
  const checks = shown(decision.checks);
  const deciding =
    decision.outcome === 'suppressed'
      ? checks.at(-1)
      : (checks.find(({ verdict }) => verdict === 'no') ?? checks.find(({ verdict }) => verdict !== 'yes'));
  const { outcome, reason } = decision;
  return { outcome, code: deciding?.code ?? 'NOT_MATCHED', reason, checks, clearsAt };
}

/** What may fire is asked about once more as the relay asks about an action that has come due. */
function reviewed(
  question: Question,
  { occurrence, lead, isNews }: TakenEvent,
  { live }: GuardBooks,
  { decision, now }: { decision: Decision; now: number },
): Found {
  const { rule, step } = question;
  const { liveCallExpiresMinutes } = rule.live.resolved.settings;
  const running = live.running();
  const liveCalls = isNews ? liveCallsAfter(running, occurrence) : running;
  const review = tryReview(
    {
      ...actionOfStep(rule, step),
      stopIf: rule.compiled.stopIf,
      trigger: occurrence,
      hours: 'all',
      deadlineAt: null,
      heldBecause: null,
    },
    { now, lead, liveCalls, liveCallExpiresMs: liveCallExpiresMinutes * 60_000 },
    rule.rules,
  );
  const checks = [...shown(decision.checks), ...shown(review.checks)];
  if (review.verdict === 'perform') {
    const reason = decision.checks.find(({ check }) => check === 'rateLimit')?.reason ?? decision.reason;
    return { outcome: 'fired', code: 'ADMITTED', reason, checks, clearsAt: null };
  }
  const { code, reason } = review;
  const clearsAt = review.verdict === 'hold' ? review.until : null;
  return { outcome: OUTCOMES[review.verdict], code, reason, checks, clearsAt };
}

const OUTCOMES = { skip: 'skipped', cancel: 'cancelled', hold: 'held', fail: 'failed' } as const;

/** Nothing is planned here. */
function shown(checks: readonly AdmitAnswer['checks'][number][]): AdmitAnswer['checks'] {
  return checks
    .filter(({ check }) => check !== 'plan')
    .map(({ check, verdict, code, reason }) => ({ check, verdict, code, reason }));
}

/** Keeps in the books what a question has come to. */
export function keep(question: Question, admitted: Admitted, books: GuardBooks, now: number): void {
  const { states, live, pending } = books;
  const { callLogId, receivedAt, declared } = question;
  const { event, guards, loop } = admitted;
  const { occurrence, lead, prior } = event;
  const { leadKey } = occurrence;
  if (event.isNews) {
    live.take(occurrence);
    if (callLogId !== null) {
      const told = { by: 'admission', kinds: declared.kinds, prior, at: receivedAt } as const;
      states.keepCall(callLogId, callAfter(states.call(callLogId), occurrence, told), receivedAt);
    }
    if (leadKey !== null && lead !== null) {
      states.keepLead(leadKey, lead);
      // What the event stops is not done any more, as where a hook has told of it.
      pending.stop({ id: question.eventId, leadKey }, lead, question.rule.rules.statuses);
    }
  }
  if (leadKey !== null) states.keepGuards(leadKey, guards, now);
  if (loop !== null && loop !== states.loops.get(question.rule.name) && loop.length > 0)
    states.keepLoops([[question.rule.name, loop]]);
}

import {
  NO_SWITCHES,
  WorkflowIndex,
  compileWorkflow,
  createOccurrence,
  decide,
  explainNonMatch,
  liveCallsAfter,
  readFlat,
  textOf,
  tryReview,
  updateLeadState,
  type AccountStatus,
  type Check,
  type CompiledWorkflow,
  type Decision,
  type DueAction,
  type Finding,
  type GuardLedger,
  type LeadRecord,
  type LeadState,
  type LedgerStep,
  type LiveCall,
  type Occurrence,
  type ReviewCheck,
  type Rules,
} from '@convoso-connect/core';
import type { Admission, Admitted } from '@convoso-connect/core/relay-client';
import type { ItemEvent } from '../shared/item-event';
import { countsNotKnown, leadNotKnown, type NotKnown, type WhenNotKnown } from './not-known';
import type { Workflow } from './read-workflow';

/** What was decided about an item; it travels with it. */
export interface ItemDecision {
  readonly outcome:
    'fired' | 'later' | Exclude<Decision['outcome'], 'fired'> | 'skipped' | 'cancelled' | 'error';
  /** The sentence that decided it. */
  readonly reason: string;
  readonly checks: readonly (Check | ReviewCheck | KnownCheck | RelayCheck)[];
  /** When to act, in UTC; of what leaves by Later. */
  readonly dueAt?: string;
  /** When it first left by Later, in UTC. */
  readonly heldSince?: string;
  /** From when on it is of no use, in UTC; of what leaves by Later and was to come before a date. */
  readonly deadline?: string;
  /** Which node decided it, so that it knows its own again. */
  readonly decidedBy: string;
  /** On whose word, where the relay was to be asked. */
  readonly by?: Admitted['by'];
  /** From when on another event would pass the guard that held this one back, in UTC; as far as the relay tells. */
  readonly clearsAt?: string;
  /** Of what leaves by Later and the relay holds: it comes back by the Convoso Relay Trigger. */
  readonly hold?: { readonly id: string };
  /** Of what leaves by Later: the relay is to decide it anew then. */
  readonly askAgain?: true;
}

type RelayCheck = Admission['checks'][number];

/** Whether what the guards go by is still known; made only where it is not. */
interface KnownCheck extends Finding {
  readonly check: 'known';
}

export interface PreparedWorkflow {
  readonly compiled: CompiledWorkflow;
  readonly rules: Rules;
  readonly whenNotKnown: WhenNotKnown;
}

export interface WorkflowSettings {
  /** The account's. */
  readonly timeZone: string;
  readonly statuses: readonly AccountStatus[];
  readonly whenNotKnown: WhenNotKnown;
}

export function prepareWorkflow(
  workflow: Workflow,
  { timeZone, statuses, whenNotKnown }: WorkflowSettings,
): PreparedWorkflow {
  return {
    whenNotKnown,
    compiled: compileWorkflow(workflow, { timeZone }),
    rules: {
      index: new WorkflowIndex([workflow], { timeZone }),
      timeZone,
      statuses,
      // As the configuration document has them.
      contactHours: { start: '08:00', end: '21:00', stateRules: true, override: false },
      switches: NO_SWITCHES,
    },
  };
}

/** A call that nobody has ended is believed to run for so long (config-format, `liveCallExpiresMinutes`). */
const LIVE_CALL_EXPIRES_MS = 120 * 60_000;

/** Decides about an event that has just come in. Times in epoch milliseconds. */
export async function decideItem(
  prepared: PreparedWorkflow,
  event: ItemEvent,
  ledger: GuardLedger,
  now: number,
): Promise<ItemDecision> {
  const { leadKey } = occurrenceOf(event, null, now);
  const { decision, occurrence } = await ledger.update(leadKey, (before) => {
    const known = occurrenceOf(event, before.state, now);
    const { record, result } = decideOn(prepared, event, known, { ledger, record: before, now });
    return { record, result: { decision: result, occurrence: known } };
  });
  ledger.learnCall(occurrence);
  return decision;
}

/** Looks again at an event that has come due: whether it still applies (domain-facts J.33). */
export async function reviewItem(
  prepared: PreparedWorkflow,
  event: ItemEvent,
  ledger: GuardLedger,
  { now, held }: { now: number; held: Held },
): Promise<ItemDecision> {
  const { leadKey } = occurrenceOf(event, null, now);
  const { deadlineAt = null } = held;
  return await ledger.update(leadKey, (record) => {
    const { workflow } = prepared.compiled;
    const lost = leadNotKnown(ledger, record, { workflow, leadKey, heldSince: held.since });
    const heldBecause = 'it waited behind Later';
    const due = { liveCalls: ledger.liveCalls, deadlineAt, heldBecause };
    const step = reviewOn(prepared, event, { ledger, record, now }, due);
    if (lost === null || step.result.outcome !== 'fired') return withDeadline(step, deadlineAt);
    const giveUpAt = held.since + LONGEST_HOLD_MS;
    return withDeadline(withoutKnowing(prepared, event, step, { lost, now, giveUpAt }), deadlineAt);
  });
}

/** An item that has left by Later. */
export interface Held {
  /** When it left for the first time, in epoch milliseconds. */
  readonly since: number;
  /** Where it was to come before a date. */
  readonly deadlineAt?: number;
}

interface Facts {
  readonly ledger: GuardLedger;
  readonly record: LeadRecord;
  /** Epoch milliseconds. */
  readonly now: number;
}

type Step = LedgerStep<ItemDecision>;

function decideOn(
  prepared: PreparedWorkflow,
  event: ItemEvent,
  occurrence: Occurrence,
  { ledger, record: before, now }: Facts,
): Step {
  const { compiled, rules } = prepared;
  const { leadKey, snapshot, receivedAt } = occurrence;
  const { id: decidedBy } = compiled.workflow;
  const state = leadKey === null ? null : updateLeadState(before.state, snapshot, receivedAt);
  const { decisions, guards, actions } = decide(rules, occurrence, {
    lead: state,
    guards: before.guards,
    pendingOf: () => [...before.pending.values()].filter((dueAt) => dueAt > now).length,
  });
  const record: LeadRecord = { ...before, state, guards };

  const [decision = explainNonMatch(compiled, occurrence)] = decisions;
  const { outcome, reason, checks } = decision;
  if (outcome !== 'fired') return { record, result: { outcome, reason, checks, decidedBy } };
  const [planned] = actions;
  // It matched, but its time has long been or cannot be told.
  if (planned === undefined) return { record, result: { outcome: 'skipped', reason, checks, decidedBy } };
  if (planned.dueAt > now) {
    const dueAt = new Date(planned.dueAt).toISOString();
    const heldSince = new Date(now).toISOString();
    // The plan's own reason names the action, which a node has no name for.
    const due = [`due ${dueAt}`, planned.heldBecause].filter((part) => part !== null).join(', ');
    const later: Step = {
      record: withPending(record, event, planned.dueAt, now),
      result: { outcome: 'later', reason: due, checks, dueAt, heldSince, decidedBy },
    };
    return withDeadline(later, planned.deadlineAt);
  }
  const { deadlineAt } = planned;
  const liveCalls = liveCallsAfter(ledger.liveCalls, occurrence);
  const facts = { ledger, record, now };
  const step = reviewOn(prepared, event, facts, { liveCalls, deadlineAt, heldBecause: null });
  const decided: Step = { ...step, result: { ...step.result, checks: [...checks, ...step.result.checks] } };
  const lost = countsNotKnown(ledger, before, occurrence, now);
  if (lost === null || decided.result.outcome !== 'fired') return withDeadline(decided, deadlineAt);
  const giveUpAt = now + LONGEST_HOLD_MS;
  return withDeadline(withoutKnowing(prepared, event, decided, { lost, now, giveUpAt }), deadlineAt);
}

/** What leaves by Later takes its deadline along; nothing else has a use for it. */
function withDeadline({ record, result }: Step, deadlineAt: number | null): Step {
  if (deadlineAt === null || result.outcome !== 'later') return { record, result };
  return { record, result: { ...result, deadline: new Date(deadlineAt).toISOString() } };
}

interface Due extends Pick<DueAction, 'deadlineAt' | 'heldBecause'> {
  readonly liveCalls: readonly LiveCall[];
}

function reviewOn(
  { compiled, rules }: PreparedWorkflow,
  event: ItemEvent,
  { record, now }: Facts,
  { liveCalls, deadlineAt, heldBecause }: Due,
): Step {
  const trigger = occurrenceOf(event, record.state, now);
  const { id: decidedBy, actionSets } = compiled.workflow;
  const action = actionSets[0]?.actions[0];
  if (action === undefined) throw new TypeError('A workflow of a node has one action.');
  const review = tryReview(
    {
      action,
      schedule: action.schedule,
      stopIf: compiled.stopIf,
      trigger,
      active: { verdict: 'yes', code: 'ACTIVE', reason: 'the node is in use' },
      hours: 'all',
      deadlineAt,
      heldBecause,
    },
    { now, lead: record.state, liveCalls, liveCallExpiresMs: LIVE_CALL_EXPIRES_MS },
    rules,
  );
  const { checks } = review;
  const holdUntil = review.verdict === 'hold' ? review.until : null;
  const after = withPending(record, event, holdUntil, now);
  if (review.verdict === 'perform') {
    const reason = 'due, and nothing stands against it';
    return { record: after, result: { outcome: 'fired', reason, checks, decidedBy } };
  }
  const { reason } = review;
  if (review.verdict === 'hold') {
    const dueAt = new Date(review.until).toISOString();
    return { record: after, result: { outcome: 'later', reason, checks, dueAt, decidedBy } };
  }
  return { record: after, result: { outcome: OUTCOMES[review.verdict], reason, checks, decidedBy } };
}

const OUTCOMES = { skip: 'skipped', cancel: 'cancelled', fail: 'failed' } as const;

/** How long an item is held at most only because something is not known; a lead may never be heard of again. */
const LONGEST_HOLD_MS = 24 * 60 * 60_000;
const HOLD_AGAIN_MS = 15 * 60_000;

/** Not to know that something stands against it is not to know that nothing does: the user decides what then. */
function withoutKnowing(
  { whenNotKnown }: PreparedWorkflow,
  event: ItemEvent,
  { record, result }: Step,
  { lost, now, giveUpAt }: { lost: NotKnown; now: number; giveUpAt: number },
): Step {
  const { reason } = lost;
  const checks = [
    ...result.checks,
    { check: 'known', verdict: 'unknown', code: 'NOT_KNOWN', reason } as const,
  ];
  if (whenNotKnown === 'fire') return { record, result: { ...result, reason: `due; ${reason}`, checks } };
  const until = lost.knownAt ?? now + HOLD_AGAIN_MS;
  if (whenNotKnown === 'hold' && until <= giveUpAt) {
    const dueAt = new Date(until).toISOString();
    return {
      record: withPending(record, event, until, now),
      result: { ...result, outcome: 'later', reason: `held: ${reason}`, checks, dueAt },
    };
  }
  return { record, result: { ...result, outcome: 'skipped', reason: `skipped: ${reason}`, checks } };
}

function withPending(record: LeadRecord, { id }: ItemEvent, dueAt: number | null, now: number): LeadRecord {
  const others = [...record.pending].filter(([eventId, due]) => eventId !== id && due > now);
  return { ...record, pending: new Map(dueAt === null ? others : [...others, [id, dueAt]]) };
}

/** What the Convoso Trigger has told of an event is believed; of any other item it is told from its values. */
export function occurrenceOf(
  { id, kinds, snapshot }: ItemEvent,
  lead: LeadState | null,
  now: number,
): Occurrence {
  const isLeadAction = kinds?.includes('leadAction') === true;
  const leadAction = isLeadAction ? textOf(readFlat(snapshot, 'lead_action') ?? '') : null;
  const declared = kinds === null ? ('infer' as const) : { kinds, leadAction };
  return createOccurrence({ id, hookId: 'n8n', receivedAt: now, snapshot, call: null, declared, lead });
}

import {
  NO_SWITCHES,
  WorkflowIndex,
  compileWorkflow,
  createOccurrence,
  decide,
  explainNonMatch,
  readFlat,
  textOf,
  tryReview,
  type AccountStatus,
  type Check,
  type CompiledWorkflow,
  type Decision,
  type Occurrence,
  type ReviewCheck,
  type Rules,
} from '@convoso-connect/core';
import type { ItemEvent } from '../shared/item-event';
import type { ProcessMemory } from './process-memory';
import type { Workflow } from './read-workflow';

/** What was decided about an item; it travels with it. */
export interface ItemDecision {
  readonly outcome: 'fired' | 'later' | Exclude<Decision['outcome'], 'fired'> | 'skipped' | 'cancelled';
  /** The sentence that decided it. */
  readonly reason: string;
  readonly checks: readonly (Check | ReviewCheck)[];
  /** When to act, in UTC; of what leaves by Later. */
  readonly dueAt?: string;
  /** Which node decided it, so that it knows its own again. */
  readonly decidedBy: string;
}

export interface PreparedWorkflow {
  readonly compiled: CompiledWorkflow;
  readonly rules: Rules;
}

/** Makes a workflow ready; `timeZone` is the account's. */
export function prepareWorkflow(
  workflow: Workflow,
  { timeZone, statuses }: { timeZone: string; statuses: readonly AccountStatus[] },
): PreparedWorkflow {
  return {
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
export function decideItem(
  { compiled, rules }: PreparedWorkflow,
  event: ItemEvent,
  memory: ProcessMemory,
  now: number,
): ItemDecision {
  const occurrence = occurrenceOf(event, memory, now);
  const { leadKey } = occurrence;
  const { id: decidedBy } = compiled.workflow;
  const lead = memory.stateAfter(occurrence);
  const { decisions, guards, actions } = decide(rules, occurrence, {
    lead,
    guards: memory.lead(leadKey).guards,
    pendingOf: () => memory.pendingOf(leadKey, now),
  });
  memory.keep(leadKey, { state: lead, guards });
  memory.learnCall(occurrence);

  const [decision = explainNonMatch(compiled, occurrence)] = decisions;
  const { outcome, reason, checks } = decision;
  if (outcome !== 'fired') return { outcome, reason, checks, decidedBy };
  const [planned] = actions;
  // It matched, but its time has long been or cannot be told.
  if (planned === undefined) return { outcome: 'skipped', reason, checks, decidedBy };
  if (planned.dueAt > now) {
    memory.setPending(leadKey, event.id, planned.dueAt, now);
    return { outcome: 'later', reason, checks, dueAt: new Date(planned.dueAt).toISOString(), decidedBy };
  }
  const review = reviewItem({ compiled, rules }, event, memory, now);
  return { ...review, checks: [...checks, ...review.checks] };
}

/** Looks again at an event that has come due, or is due at once: whether it still applies (domain-facts J.33). */
export function reviewItem(
  { compiled, rules }: PreparedWorkflow,
  event: ItemEvent,
  memory: ProcessMemory,
  now: number,
): ItemDecision {
  const trigger = occurrenceOf(event, memory, now);
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
    },
    {
      now,
      lead: memory.lead(trigger.leadKey).state,
      liveCalls: memory.liveCalls,
      liveCallExpiresMs: LIVE_CALL_EXPIRES_MS,
    },
    rules,
  );
  const { checks } = review;
  const holdUntil = review.verdict === 'hold' ? review.until : null;
  memory.setPending(trigger.leadKey, event.id, holdUntil, now);
  switch (review.verdict) {
    case 'perform':
      return { outcome: 'fired', reason: 'due, and nothing stands against it', checks, decidedBy };
    case 'hold': {
      const dueAt = new Date(review.until).toISOString();
      return { outcome: 'later', reason: review.reason, checks, dueAt, decidedBy };
    }
    case 'skip':
      return { outcome: 'skipped', reason: review.reason, checks, decidedBy };
    case 'cancel':
      return { outcome: 'cancelled', reason: review.reason, checks, decidedBy };
    case 'fail':
      return { outcome: 'failed', reason: review.reason, checks, decidedBy };
  }
}

/** What the Convoso Trigger has told of an event is believed; of any other item it is told from its values. */
function occurrenceOf({ id, kinds, snapshot }: ItemEvent, memory: ProcessMemory, now: number): Occurrence {
  const isLeadAction = kinds?.includes('leadAction') === true;
  const leadAction = isLeadAction ? textOf(readFlat(snapshot, 'lead_action') ?? '') : null;
  const input = { id, hookId: 'n8n', receivedAt: now, snapshot, call: null };
  const declared = kinds === null ? ('infer' as const) : { kinds, leadAction };
  const { leadKey } = createOccurrence({ ...input, declared, lead: null });
  return createOccurrence({ ...input, declared, lead: memory.lead(leadKey).state });
}

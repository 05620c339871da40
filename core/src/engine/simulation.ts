import { liveCallKeyOf, liveCallsAfter, type LiveCall } from '../guardrails/live-call.js';
import { NO_GUARD_STATES, type GuardStates } from '../guardrails/states.js';
import { updateLeadState, type LeadState } from '../occurrence/lead-state.js';
import type { LeadKey } from '../occurrence/lead-key.js';
import type { Occurrence } from '../occurrence/occurrence.js';
import type { CompiledWorkflow } from '../workflow/compiled-workflow.js';
import type { Action } from '../config/index.js';
import type { Finding } from '../workflow/verdict.js';
import { decide } from './decide.js';
import type { Decision } from './decision.js';
import { DueQueue } from './due-queue.js';
import type { PlannedAction } from './plan.js';
import { tryReview, type FailedReview, type Review } from './review.js';
import type { Rules } from './rules.js';
import { triedTwice } from './tried-twice.js';

/** What would become of a planned action. Times in epoch milliseconds. */
export type Fate =
  | { readonly kind: 'performed'; readonly at: number }
  | {
      /** `failed`: whether it may be performed could not be told. */
      readonly kind: 'skipped' | 'cancelled' | 'failed';
      readonly at: number;
      readonly code: string;
      readonly reason: string;
    }
  | { readonly kind: 'pending'; readonly dueAt: number; readonly reason: string | null };

export interface SimulatedAction {
  readonly planned: PlannedAction;
  readonly fate: Fate;
}

/** What a configuration makes of one occurrence. */
export interface Simulated {
  readonly occurrence: Occurrence;
  readonly decisions: readonly Decision[];
  readonly actions: readonly SimulatedAction[];
}

export interface SimulationParts {
  readonly rules: Rules;
  readonly workflows: readonly CompiledWorkflow[];
  readonly liveCallExpiresMs: number;
}

interface Pending {
  readonly trigger: Occurrence;
  readonly compiled: CompiledWorkflow;
  readonly planned: PlannedAction;
  dueAt: number;
  reason: string | null;
  /** Null while it waits. */
  fate: Fate | null;
}

/** What the simulation remembers of a lead. */
interface LeadMemory {
  readonly state: LeadState | null;
  readonly guards: GuardStates;
  readonly pending: Set<Pending>;
}

/** An occurrence that has been taken, while its actions are still under way. */
interface Taken {
  readonly occurrence: Occurrence;
  readonly decisions: readonly Decision[];
  readonly pending: readonly Pending[];
}

/**
 * The engine on memory alone, in the time of the occurrences themselves: tells what a configuration would do without
 * doing it. What is performed counts as delivered at once; what an action would bring about in Convoso is not known,
 * so that a workflow which triggers itself does not show.
 */
export class Simulation {
  readonly #parts: SimulationParts;
  readonly #rules: Rules;
  readonly #compiled: ReadonlyMap<string, CompiledWorkflow>;
  readonly #leads = new Map<LeadKey, LeadMemory>();
  readonly #queue = new DueQueue<Pending>();
  readonly #taken: Taken[] = [];
  #live: readonly LiveCall[] = [];

  constructor(parts: SimulationParts) {
    this.#parts = parts;
    this.#rules = parts.rules;
    this.#compiled = new Map(parts.workflows.map((compiled) => [compiled.workflow.id, compiled]));
  }

  /** Takes the next occurrence, in the order in which they arrived. */
  take(occurrence: Occurrence): void {
    const { leadKey, receivedAt } = occurrence;
    this.#performDue(receivedAt);
    const before = leadKey === null ? undefined : this.#leads.get(leadKey);
    const pendingBefore = before?.pending ?? new Set<Pending>();
    const state =
      leadKey === null ? null : updateLeadState(before?.state ?? null, occurrence.snapshot, receivedAt);
    this.#stop(pendingBefore, state, receivedAt);
    const decided = decide(this.#rules, occurrence, {
      lead: state,
      guards: before?.guards ?? NO_GUARD_STATES,
      pendingOf: (workflowId) => countOf(pendingBefore, workflowId),
    });
    if (leadKey !== null) this.#leads.set(leadKey, { state, guards: decided.guards, pending: pendingBefore });
    if (liveCallKeyOf(occurrence) !== null) this.#live = liveCallsAfter(this.#live, occurrence);
    const pending = decided.actions.map((planned) => this.#plan(occurrence, planned));
    this.#taken.push({ occurrence, decisions: decided.decisions, pending });
    this.#performDue(receivedAt);
  }

  /** What has come of everything taken so far. */
  results(): Simulated[] {
    return this.#taken.map(({ occurrence, decisions, pending }) => ({
      occurrence,
      decisions,
      actions: pending.map(({ planned, dueAt, reason, fate }) => {
        return { planned, fate: fate ?? { kind: 'pending', dueAt, reason } };
      }),
    }));
  }

  #plan(trigger: Occurrence, planned: PlannedAction): Pending {
    const compiled = this.#compiled.get(planned.workflowId);
    if (compiled === undefined) {
      throw new Error(`workflow ${planned.workflowId} is not among the simulated ones`);
    }
    const { dueAt, heldBecause: reason } = planned;
    const pending: Pending = { trigger, compiled, planned, dueAt, reason, fate: null };
    this.#queue.add(dueAt, pending);
    if (trigger.leadKey !== null) this.#leads.get(trigger.leadKey)?.pending.add(pending);
    return pending;
  }

  /** Goes through what has come due until a moment, in order of time. */
  #performDue(until: number): void {
    for (let next = this.#queue.takeDue(until); next !== undefined; next = this.#queue.takeDue(until)) {
      if (next.fate === null) this.#review(next);
    }
  }

  #review(pending: Pending): void {
    const at = pending.dueAt;
    const review = this.#reviewAt(pending, at);
    switch (review.verdict) {
      case 'perform':
        this.#end(pending, { kind: 'performed', at });
        return;
      case 'hold':
        pending.dueAt = review.until;
        pending.reason = review.reason;
        this.#queue.add(review.until, pending);
        return;
      case 'skip':
      case 'cancel':
      case 'fail': {
        const { code, reason } = review;
        this.#end(pending, { kind: ENDS[review.verdict], at, code, reason });
      }
    }
  }

  #end(pending: Pending, fate: Fate): void {
    pending.fate = fate;
    const { leadKey } = pending.trigger;
    if (leadKey !== null) this.#leads.get(leadKey)?.pending.delete(pending);
  }

  #reviewAt({ compiled, planned, trigger, reason }: Pending, now: number): Review | FailedReview {
    const { workflow, stopIf } = compiled;
    const set = workflow.actionSets.find(({ id }) => id === planned.actionSetId);
    const { action } = planned;
    const lead = trigger.leadKey === null ? null : (this.#leads.get(trigger.leadKey)?.state ?? null);
    const due = {
      action,
      schedule: action.schedule ?? set?.schedule,
      stopIf,
      trigger,
      active: this.#standing(workflow.id, action),
      hours: 'all',
      deadlineAt: planned.deadlineAt,
      heldBecause: reason,
    } as const;
    const { liveCallExpiresMs } = this.#parts;
    return tryReview(due, { now, lead, liveCalls: this.#live, liveCallExpiresMs }, this.#rules);
  }

  #standing(workflowId: string, { active }: Action): Finding {
    const off = this.#rules.switches.offReason(workflowId);
    if (off === null && active) {
      return { verdict: 'yes', code: 'ACTIVE', reason: 'workflow and action are active' };
    }
    return { verdict: 'no', code: 'INACTIVE', reason: off ?? 'the action is switched off' };
  }

  #stop(pending: ReadonlySet<Pending>, lead: LeadState | null, at: number): void {
    const { statuses } = this.#rules;
    for (const each of [...pending]) {
      const stop = triedTwice(() => each.compiled.stopIf({ lead, trigger: each.trigger, statuses }));
      // One that cannot be told stops nothing now; the action fails when it comes due and is reviewed.
      if (!stop.ok || stop.value.verdict !== 'yes') continue;
      const { code, reason } = stop.value;
      this.#end(each, { kind: 'cancelled', at, code, reason: `stopped: ${reason}` });
    }
  }
}

const ENDS = { skip: 'skipped', cancel: 'cancelled', fail: 'failed' } as const;

function countOf(pending: ReadonlySet<Pending>, workflowId: string): number {
  return [...pending].filter(({ planned }) => planned.workflowId === workflowId).length;
}

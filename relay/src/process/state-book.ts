import {
  NO_GUARD_STATES,
  type GuardStates,
  type LeadKey,
  type LeadState,
  type LoopState,
} from '@convoso-connect/core';
import type { CallRecord, StateChanges, States } from '../store/ports/leads.js';

/** What is known while a batch runs: the states as loaded, each replaced as soon as a delivery changes it. */
export class StateBook {
  readonly #states: States;
  readonly #leads = new Map<string, LeadState>();
  readonly #calls = new Map<string, { state: CallRecord; updatedAt: number }>();
  readonly #guards = new Map<string, { states: GuardStates; at: number }>();

  readonly #loops: Map<string, LoopState>;
  readonly #changedLoops = new Map<string, LoopState>();

  constructor(states: States) {
    this.#states = states;
    this.#loops = new Map(states.loops);
  }

  /** By workflow id. */
  get loops(): ReadonlyMap<string, LoopState> {
    return this.#loops;
  }

  lead(key: LeadKey | null): LeadState | null {
    return key === null ? null : (this.#leads.get(key) ?? this.#states.leads.get(key) ?? null);
  }

  call(callLogId: string | null): CallRecord | null {
    if (callLogId === null) return null;
    return this.#calls.get(callLogId)?.state ?? this.#states.calls.get(callLogId) ?? null;
  }

  guards(key: LeadKey | null): GuardStates {
    if (key === null) return NO_GUARD_STATES;
    return this.#guards.get(key)?.states ?? this.#states.guards.get(key) ?? NO_GUARD_STATES;
  }

  keepLead(key: LeadKey, state: LeadState): void {
    this.#leads.set(key, state);
  }

  keepCall(callLogId: string, state: CallRecord, updatedAt: number): void {
    this.#calls.set(callLogId, { state, updatedAt });
  }

  keepGuards(key: LeadKey, states: GuardStates, at: number): void {
    if (states !== this.guards(key)) this.#guards.set(key, { states, at });
  }

  keepLoops(loops: Iterable<readonly [workflowId: string, state: LoopState]>): void {
    for (const [workflowId, state] of loops) {
      this.#loops.set(workflowId, state);
      this.#changedLoops.set(workflowId, state);
    }
  }

  changes(): StateChanges {
    return { leads: this.#leads, calls: this.#calls, guards: this.#guards, loops: this.#changedLoops };
  }
}

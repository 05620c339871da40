import {
  RATE_LIMIT_WINDOW_MS,
  type CallState,
  type GuardStates,
  type LeadKey,
  type LeadState,
} from '@convoso-connect/core';
import type { StateChanges, States } from '../store/commands/states.js';

/** What is known while a batch runs: the states as loaded, each replaced as soon as a delivery changes it. */
export class StateBook {
  readonly #states: States;
  readonly #leads = new Map<string, LeadState>();
  readonly #calls = new Map<string, { state: CallState; updatedAt: number }>();
  readonly #guards = new Map<string, StateChanges['guards'][number]>();

  constructor(states: States) {
    this.#states = states;
  }

  lead(key: LeadKey | null): LeadState | null {
    return key === null ? null : (this.#states.leads.get(key) ?? null);
  }

  call(callLogId: string | null): CallState | null {
    return callLogId === null ? null : (this.#states.calls.get(callLogId) ?? null);
  }

  guards(key: LeadKey | null): GuardStates {
    return (key === null ? undefined : this.#states.guards.get(key)) ?? new Map<string, never>();
  }

  keepLead(key: LeadKey, state: LeadState): void {
    this.#states.leads.set(key, state);
    this.#leads.set(key, state);
  }

  keepCall(callLogId: string, state: CallState, updatedAt: number): void {
    this.#states.calls.set(callLogId, state);
    this.#calls.set(callLogId, { state, updatedAt });
  }

  keepGuards(leadKey: LeadKey, changed: GuardStates, now: number): void {
    this.#states.guards.set(leadKey, new Map([...this.guards(leadKey), ...changed]));
    for (const [guardKey, state] of changed) {
      const expiresAt = now + RATE_LIMIT_WINDOW_MS;
      this.#guards.set(`${leadKey} ${guardKey}`, { leadKey, guardKey, state, expiresAt });
    }
  }

  changes(): StateChanges {
    return { leads: this.#leads, calls: this.#calls, guards: [...this.#guards.values()] };
  }
}

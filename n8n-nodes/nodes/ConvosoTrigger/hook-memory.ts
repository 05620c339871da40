import {
  callLogIdOf,
  leadKeyOf,
  updateCallState,
  updateLeadState,
  type CallState,
  type LeadState,
  type Occurrence,
  type Snapshot,
} from '@convoso-connect/core';
import { BoundedMap } from '../shared/bounded-map';

const MOST_LEADS = 50_000;
const MOST_HOOKS = 200;

interface Delivered {
  readonly ids: readonly string[];
  readonly at: number;
}

/** What a hook has seen of leads and calls while this process runs. It tells changes and repeats from first times. */
export class HookMemory {
  readonly #leads = new BoundedMap<string, LeadState>(MOST_LEADS);
  readonly #calls = new BoundedMap<string, CallState>(MOST_LEADS);
  /** When a delivery was last seen, by what tells it from others. */
  readonly #seen = new BoundedMap<string, number>(MOST_LEADS);

  /** Requests by their fingerprint, with the ids they were answered with. */
  readonly #delivered = new BoundedMap<string, Delivered>(MOST_LEADS);

  /** The ids that the same request was answered with so short a time ago; null where there was none. */
  deliveredAs(fingerprint: string, now: number, milliseconds: number): readonly string[] | null {
    const before = this.#delivered.get(fingerprint);
    return before !== undefined && now - before.at < milliseconds ? before.ids : null;
  }

  rememberDelivery(fingerprint: string, delivered: Delivered): void {
    this.#delivered.set(fingerprint, delivered);
  }

  leadOf(snapshot: Snapshot): LeadState | null {
    return this.#leads.get(leadKeyOf(snapshot) ?? '') ?? null;
  }

  callOf(snapshot: Snapshot): CallState | null {
    return this.#calls.get(callLogIdOf(snapshot) ?? '') ?? null;
  }

  learn(occurrence: Occurrence): void {
    const { snapshot, leadKey, receivedAt } = occurrence;
    if (leadKey !== null) {
      const state = updateLeadState(this.leadOf(snapshot), snapshot, receivedAt);
      // Only the status is asked for; the fields of every lead would be a second copy of the account.
      this.#leads.set(leadKey, { ...state, fields: {} });
    }
    const call = callLogIdOf(snapshot);
    if (call !== null) this.#calls.set(call, updateCallState(this.callOf(snapshot), occurrence));
  }

  /** Whether the same was seen so short a time ago; either way it has been seen now. */
  isRepeat(key: string, now: number, milliseconds: number): boolean {
    const before = this.#seen.get(key);
    this.#seen.set(key, now);
    return before !== undefined && now - before < milliseconds;
  }
}

const memories = new BoundedMap<string, HookMemory>(MOST_HOOKS);

/** The memory of one Convoso Trigger, by its workflow and node. */
export function hookMemory(key: string): HookMemory {
  const memory = memories.get(key) ?? new HookMemory();
  memories.set(key, memory);
  return memory;
}

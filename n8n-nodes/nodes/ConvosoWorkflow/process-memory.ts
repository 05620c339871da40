import {
  NO_GUARD_STATES,
  WHOLE_LEAD,
  liveCallKeyOf,
  liveCallsAfter,
  updateLeadState,
  type GuardStates,
  type LeadState,
  type LiveCall,
  type Occurrence,
  type RateLimitState,
} from '@convoso-connect/core';
import { BoundedMap } from '../shared/bounded-map';

const MOST_LEADS = 50_000;
const MOST_NODES = 500;
const MOST_LIVE_CALLS = 2_000;

/** What a node knows of one lead. */
interface LeadMemory {
  readonly state: LeadState | null;
  readonly guards: GuardStates;
  /** When what has left by Later comes due, in epoch milliseconds, by event id. */
  readonly pending: ReadonlyMap<string, number>;
}

const NOTHING: LeadMemory = { state: null, guards: NO_GUARD_STATES, pending: new Map() };

/** Triggers that are counted for all nodes of an account together, by account and lead. */
const wholeLeads = new BoundedMap<string, RateLimitState>(MOST_LEADS);

/**
 * What one Convoso Workflow node remembers while this n8n process runs. n8n runs executions side by side, but nothing
 * else happens between two statements of one of them, so that reading and writing without waiting in between is exact.
 *
 * A state that several processes share belongs to the relay: it would take the place of this class.
 */
export class ProcessMemory {
  readonly #account: string;
  readonly #leads = new BoundedMap<string, LeadMemory>(MOST_LEADS);
  #liveCalls: readonly LiveCall[] = [];

  constructor(account: string) {
    this.#account = account;
  }

  get liveCalls(): readonly LiveCall[] {
    return this.#liveCalls;
  }

  lead(leadKey: string | null): LeadMemory {
    if (leadKey === null) return NOTHING;
    const known = this.#leads.get(leadKey) ?? NOTHING;
    const together = wholeLeads.get(this.#wholeLead(leadKey));
    if (together === undefined) return known;
    const rates = new Map(known.guards.rates).set(WHOLE_LEAD, together);
    return { ...known, guards: { ...known.guards, rates } };
  }

  keep(leadKey: string | null, change: Partial<LeadMemory>): void {
    if (leadKey === null) return;
    const after = { ...this.lead(leadKey), ...change };
    this.#leads.set(leadKey, after);
    const together = after.guards.rates.get(WHOLE_LEAD);
    if (together !== undefined) wholeLeads.set(this.#wholeLead(leadKey), together);
  }

  /** The lead's state with what has happened now; null where it is not known whose. */
  stateAfter({ leadKey, snapshot, receivedAt }: Occurrence): LeadState | null {
    return leadKey === null ? null : updateLeadState(this.lead(leadKey).state, snapshot, receivedAt);
  }

  learnCall(occurrence: Occurrence): void {
    if (liveCallKeyOf(occurrence) === null) return;
    this.#liveCalls = liveCallsAfter(this.#liveCalls, occurrence).slice(-MOST_LIVE_CALLS);
  }

  /** How much is on its way to the lead by way of Later and not due yet. */
  pendingOf(leadKey: string | null, now: number): number {
    return [...this.lead(leadKey).pending.values()].filter((dueAt) => dueAt > now).length;
  }

  setPending(leadKey: string | null, eventId: string, dueAt: number | null, now: number): void {
    const others = [...this.lead(leadKey).pending].filter(([id, due]) => id !== eventId && due > now);
    const pending = new Map(dueAt === null ? others : [...others, [eventId, dueAt]]);
    this.keep(leadKey, { pending });
  }

  #wholeLead(leadKey: string): string {
    return JSON.stringify([this.#account, leadKey]);
  }
}

const memories = new BoundedMap<string, ProcessMemory>(MOST_NODES);

/** The memory of one node, by its workflow and its id, for one account. */
export function processMemory(nodeKey: string, account: string): ProcessMemory {
  const key = JSON.stringify([nodeKey, account]);
  const memory = memories.get(key) ?? new ProcessMemory(account);
  memories.set(key, memory);
  return memory;
}

import {
  NO_LEAD_RECORD,
  WHOLE_LEAD,
  liveCallKeyOf,
  liveCallsAfter,
  type GuardLedger,
  type LeadRecord,
  type LedgerStep,
  type LiveCall,
  type Occurrence,
  type RateLimitState,
} from '@convoso-connect/core';
import { BoundedMap } from '../shared/bounded-map';

const MOST_LEADS = 50_000;
const MOST_NODES = 500;
const MOST_LIVE_CALLS = 2_000;

/** Triggers that are counted for all nodes of an account together, by account and lead. */
const wholeLeads = new BoundedMap<string, RateLimitState>(MOST_LEADS);

/** When this process began to see anything. */
const STARTED_AT = Date.now();

/**
 * What one Convoso Workflow node remembers while this n8n process runs. n8n runs executions side by side, but nothing
 * else happens between two statements of one of them, so that a step which waits for nothing is exact.
 */
export class ProcessMemory implements GuardLedger {
  readonly since: number;
  readonly #account: string;
  readonly #leads = new BoundedMap<string, LeadRecord>(MOST_LEADS);
  #liveCalls: readonly LiveCall[] = [];

  constructor(account: string, since = STARTED_AT) {
    this.#account = account;
    this.since = since;
  }

  get liveCalls(): readonly LiveCall[] {
    return this.#liveCalls;
  }

  update<T>(leadKey: string | null, step: (record: LeadRecord) => LedgerStep<T>): T {
    if (leadKey === null) return step(NO_LEAD_RECORD).result;
    const { record, result } = step(this.#recordOf(leadKey));
    this.#leads.set(leadKey, record);
    const together = record.guards.rates.get(WHOLE_LEAD);
    if (together !== undefined) wholeLeads.set(this.#wholeLead(leadKey), together);
    return result;
  }

  learnCall(occurrence: Occurrence): void {
    if (liveCallKeyOf(occurrence) === null) return;
    this.#liveCalls = liveCallsAfter(this.#liveCalls, occurrence).slice(-MOST_LIVE_CALLS);
  }

  #recordOf(leadKey: string): LeadRecord {
    const known = this.#leads.get(leadKey) ?? NO_LEAD_RECORD;
    const together = wholeLeads.get(this.#wholeLead(leadKey));
    if (together === undefined) return known;
    const rates = new Map(known.guards.rates).set(WHOLE_LEAD, together);
    return { ...known, guards: { ...known.guards, rates } };
  }

  #wholeLead(leadKey: string): string {
    return JSON.stringify([this.#account, leadKey]);
  }
}

const memories = new BoundedMap<string, ProcessMemory>(MOST_NODES);

export interface MemoryOf {
  readonly nodeKey: string;
  /** The user's name for the Convoso account. */
  readonly account: string;
  /** A run in the editor, which must not use up what production may do. */
  readonly isTrial: boolean;
}

/** The memory of one node, by its workflow and its id, for one account. */
export function processMemory({ nodeKey, account, isTrial }: MemoryOf): ProcessMemory {
  const key = JSON.stringify([nodeKey, account, isTrial]);
  const memory = memories.get(key) ?? new ProcessMemory(isTrial ? `${account}, trial` : account);
  memories.set(key, memory);
  return memory;
}

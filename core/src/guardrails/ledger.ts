import type { LeadState } from '../occurrence/lead-state.js';
import type { Occurrence } from '../occurrence/occurrence.js';
import type { LiveCall } from './live-call.js';
import { NO_GUARD_STATES, type GuardStates } from './states.js';

/** What a wrapper without a store of its own remembers of one lead. Plain data but for its maps. */
export interface LeadRecord {
  /** Null where nothing of the lead has been seen. */
  readonly state: LeadState | null;
  readonly guards: GuardStates;
  /** When what is held for the lead comes due, in epoch milliseconds, by event id. */
  readonly pending: ReadonlyMap<string, number>;
}

export const NO_LEAD_RECORD: LeadRecord = { state: null, guards: NO_GUARD_STATES, pending: new Map() };

/** What a step makes of a record. */
export interface LedgerStep<T> {
  readonly record: LeadRecord;
  readonly result: T;
}

/**
 * Where the guards of a wrapper remember leads: the memory of a process, or a store that several processes share.
 *
 * Whatever it is, it keeps three promises. A step sees all that the steps before it have left of its lead, and no other
 * step of the lead comes in between. `since` tells from when on it has seen everything, so that what is not there and
 * may have been before is said to be unknown. A trial never changes what production goes by: it has a ledger of its own.
 */
export interface GuardLedger {
  /** Epoch milliseconds; what happened before is not known. */
  readonly since: number;
  /** The calls that are believed to be running. */
  readonly liveCalls: readonly LiveCall[];
  /**
   * Reads a lead's record, and keeps what the step makes of it. The step is pure: a ledger that is shared may call it
   * again with what another process has left meanwhile. Without a lead the step gets an empty record, and none is kept.
   */
  update<T>(leadKey: string | null, step: (record: LeadRecord) => LedgerStep<T>): T | Promise<T>;
  learnCall(occurrence: Occurrence): void;
}

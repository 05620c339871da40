import type { ExpectedEcho } from './echo.js';
import type { RateLimitState } from './rate-limit.js';

/** What the guards remember about one lead. A value: guards give a new one and leave this as it is. */
export interface GuardStates {
  /** By workflow id; under {@link WHOLE_LEAD} where the lead's triggers are counted for all workflows together. */
  readonly rates: ReadonlyMap<string, RateLimitState>;
  /** What workflows have written to the lead a moment ago, and Convoso may report back. */
  readonly echoes: readonly ExpectedEcho[];
}

/** Workflow ids are never empty. */
export const WHOLE_LEAD = '';

export const NO_GUARD_STATES: GuardStates = { rates: new Map(), echoes: [] };

/** A copy of a map with one entry replaced. */
export function withEntry<T>(entries: ReadonlyMap<string, T>, key: string, value: T): ReadonlyMap<string, T> {
  return new Map(entries).set(key, value);
}

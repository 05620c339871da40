/** A workflow that has caused itself this often is switched off (seed 000, "Loop Protection"). */
export const LOOP_LIMIT = 100;

/** Iterations of all leads are counted together within a rolling hour (domain-facts J.13). */
export const LOOP_WINDOW_MS = 3_600_000;

/**
 * The iterations of a workflow within the last hour, over all leads: when each was, in epoch milliseconds, at most
 * {@link LOOP_LIMIT} of them. Plain data: wrappers store it as JSON.
 */
export type LoopState = readonly number[];

/** What {@link countIteration} found, with the state to keep. */
export interface LoopOutcome {
  /** The same object where nothing was counted. */
  readonly state: LoopState;
  /** Of all leads within the hour, this trigger included where it is one. */
  readonly iterations: number;
  /** The workflow is to be switched off, and this trigger performs nothing (domain-facts J.13b). */
  readonly looping: boolean;
}

/** A trigger as {@link countIteration} counts it; times in epoch milliseconds. */
export interface LoopTrigger {
  /**
   * How many saves of its own led to it, one causing the next: 0 where something else caused it, 1 where it is the echo
   * of a save that something else caused.
   */
  readonly depth: number;
  /** Epoch milliseconds. */
  readonly now: number;
  /** When the workflow was last switched on again: what was counted until then no longer counts. */
  readonly resetAt: number;
}

/**
 * Counts a trigger (domain-facts J.13). It is an iteration from depth 2 on: one echo of an ordinary save is no loop,
 * however many calls a day. A workflow loops where there are {@link LOOP_LIMIT} within the hour, whatever outside saves
 * come in between, or where a single chain is that long, however slowly it goes.
 *
 * @example
 * ```ts
 * countIteration([], { depth: 2, now: 1_000, resetAt: 0 });
 * // → { state: [1_000], iterations: 1, looping: false }
 * ```
 */
export function countIteration(state: LoopState, { depth, now, resetAt }: LoopTrigger): LoopOutcome {
  const counts = (at: number): boolean =>
    at > resetAt && at > now - LOOP_WINDOW_MS && at <= now + LOOP_WINDOW_MS;
  const earlier = state.filter(counts);
  if (depth < 2) return { state, iterations: earlier.length, looping: false };
  const counted = [...earlier, now].slice(-LOOP_LIMIT);
  const looping = counted.length >= LOOP_LIMIT || depth > LOOP_LIMIT;
  return { state: counted, iterations: counted.length, looping };
}

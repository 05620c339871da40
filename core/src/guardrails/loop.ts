/** A workflow that has caused itself this many times in a row for one lead is switched off (seed 000, "Loop Protection"). */
export const LOOP_LIMIT = 100;

/** How often a workflow has caused itself for one lead, without another cause in between. Plain data. */
export interface LoopState {
  readonly iterations: number;
  /** When it was last counted, in epoch milliseconds. */
  readonly at: number;
}

export interface LoopOutcome {
  readonly state: LoopState;
  /** The workflow is to be switched off, and this trigger performs nothing (domain-facts J.13b). */
  readonly looping: boolean;
}

/**
 * Counts a trigger (domain-facts J.13): one that the workflow caused itself is an iteration, any other begins anew.
 * `resetAt` is when the workflow was last switched on again: what was counted until then no longer counts.
 */
export function countIteration(
  state: LoopState | undefined,
  { selfCaused, now, resetAt }: { selfCaused: boolean; now: number; resetAt: number },
): LoopOutcome {
  const before = state === undefined || state.at <= resetAt ? 0 : state.iterations;
  const iterations = selfCaused ? before + 1 : 0;
  return { state: { iterations, at: now }, looping: iterations >= LOOP_LIMIT };
}

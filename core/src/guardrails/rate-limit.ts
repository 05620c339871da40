/** The rolling window: nine pass within it, an event exactly this old no longer counts (domain-facts J.2). */
export const RATE_LIMIT_WINDOW_MS = 180_000;

/** The documents' hard limit; a configuration can only tighten it. */
export const RATE_LIMIT_MAX = 9;

/** When triggers were admitted, in epoch milliseconds, oldest first. Plain data: wrappers store it as JSON. */
export type RateLimitState = readonly number[];

/** What {@link admitTrigger} decided, with the state to keep; times in epoch milliseconds. */
export interface RateLimitOutcome {
  readonly admitted: boolean;
  /** Admitted triggers in the window, this one included where it was admitted. */
  readonly count: number;
  /** When the next trigger would be admitted, where this one was not. */
  readonly freeAt: number | null;
  readonly state: RateLimitState;
}

/**
 * Admits a trigger unless `limit` were admitted in (now - 180 s, now] (domain-facts J.2–J.4). Suppressed triggers
 * leave the state as it is, so a lead recovers as its oldest admitted one ages out.
 *
 * Should the clock be set back, what lies in its future does not count. Such entries are kept while they may come
 * to count again, and dropped when they lie more than a window ahead, so that a clock once set wrong cannot
 * silence a lead.
 *
 * @example
 * ```ts
 * admitTrigger([], 2_000, 9);
 * // → { admitted: true, count: 1, freeAt: null, state: [2_000] }
 * admitTrigger([0, 1_000], 2_000, 2).freeAt;
 * // → 180_000
 * ```
 */
export function admitTrigger(state: RateLimitState, now: number, limit: number): RateLimitOutcome {
  const start = now - RATE_LIMIT_WINDOW_MS;
  const kept = state.filter((time) => time > start && time <= now + RATE_LIMIT_WINDOW_MS);
  const count = countAt(kept, now);
  if (count >= limit) return { admitted: false, count, freeAt: freeAtOf(kept, limit), state: kept };
  const admitted = [...kept, now].sort((a, b) => a - b);
  return { admitted: true, count: count + 1, freeAt: null, state: admitted };
}

/** How many of the admitted triggers lie in the window that ends at the given time. */
function countAt(admitted: RateLimitState, time: number): number {
  const start = time - RATE_LIMIT_WINDOW_MS;
  return admitted.filter((at) => at > start && at <= time).length;
}

/** The first moment at which one ages out and fewer than `limit` remain, those that only begin to count included. */
function freeAtOf(admitted: RateLimitState, limit: number): number | null {
  const moments = admitted.map((time) => time + RATE_LIMIT_WINDOW_MS);
  return moments.find((moment) => countAt(admitted, moment) < limit) ?? null;
}

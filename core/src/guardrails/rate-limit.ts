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
 * Admits a trigger unless three minutes around it would then hold more than `limit` (domain-facts J.2–J.4): those before
 * it, (now - 180 s, now], and where triggers come out of their order in time, also those admitted up to three minutes
 * after it. So whoever asks first, no rolling three minutes ever hold more. Suppressed triggers leave the state as it is,
 * and a lead recovers as its oldest admitted one ages out.
 *
 * What lies more than a window ahead is forgotten, so that a clock once set wrong cannot silence a lead.
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
  const count = fullestWindow(kept, now);
  if (count >= limit) return { admitted: false, count, freeAt: freeAtOf(kept, { now, limit }), state: kept };
  const admitted = [...kept, now].sort((a, b) => a - b);
  return { admitted: true, count: count + 1, freeAt: null, state: admitted };
}

/** How many the fullest of all windows has that hold the given time; `admitted` in order. */
export function fullestWindow(admitted: RateLimitState, time: number): number {
  const before = admitted.filter((at) => at > time - RATE_LIMIT_WINDOW_MS && at <= time);
  if ((admitted.at(-1) ?? time) <= time) return before.length;
  const counts = [...before, time].map((start) => countFrom(admitted, start));
  return Math.max(...counts);
}

function countFrom(admitted: RateLimitState, start: number): number {
  return admitted.filter((at) => at >= start && at < start + RATE_LIMIT_WINDOW_MS).length;
}

/** Only at a moment at which one ages out can there be room again. */
function freeAtOf(admitted: RateLimitState, { now, limit }: { now: number; limit: number }): number | null {
  const moments = admitted.map((time) => time + RATE_LIMIT_WINDOW_MS).filter((moment) => moment > now);
  return moments.find((moment) => fullestWindow(admitted, moment) < limit) ?? null;
}

import type { Sign } from './sign.js';

/** `settings.breaker`: so many failures in a row, within so many minutes. */
export interface BreakerSettings {
  readonly failures: number;
  readonly windowMinutes: number;
}

/** The breaker of one endpoint. */
export type Breaker =
  | { readonly state: 'closed'; readonly failedAt: readonly number[] }
  | {
      readonly state: 'open';
      readonly since: number;
      /** When one action may ask whether the endpoint works again. */
      readonly probeAt: number;
      readonly waitMs: number;
    };

export const CLOSED: Breaker = { state: 'closed', failedAt: [] };

const FIRST_PROBE_MS = 30_000;
const LONGEST_PROBE_MS = 5 * 60_000;

/** Answers below 500 but 429 never count, and whatever an endpoint has looked at and refused says that it works. */
const COUNTED: ReadonlySet<Sign> = new Set<Sign>(['unreached', 'fails', 'limits']);

/**
 * The breaker after an attempt has ended. Closed, it counts failures without a success between them, and opens at the last of
 * `failures` within the window. Open, one action probes after half a minute, later after twice as long, up to five minutes; whatever comes well
 * closes it.
 */
export function heard(breaker: Breaker, sign: Sign, settings: BreakerSettings | null, now: number): Breaker {
  if (settings === null) return CLOSED;
  if (sign === 'works') return CLOSED;
  if (!COUNTED.has(sign)) return breaker;
  if (breaker.state === 'open') {
    // What began before it opened says nothing new.
    if (now < breaker.probeAt) return breaker;
    const waitMs = Math.min(breaker.waitMs * 2, LONGEST_PROBE_MS);
    return { ...breaker, waitMs, probeAt: now + waitMs };
  }
  const from = now - settings.windowMinutes * 60_000;
  const failedAt = [...breaker.failedAt.filter((at) => at > from), now];
  return failedAt.length < settings.failures
    ? { state: 'closed', failedAt }
    : opened(now, now + FIRST_PROBE_MS);
}

/** An open breaker, as it is when it opens or is found in the store. */
export function opened(since: number, probeAt: number): Breaker {
  return { state: 'open', since, probeAt, waitMs: FIRST_PROBE_MS };
}

/** Another relay has opened it. Of two that have, the one that opened first counts. */
export function openedElsewhere(breaker: Breaker, since: number, probeAt: number): Breaker {
  if (breaker.state === 'closed') return opened(since, probeAt);
  return breaker.since < since ? breaker : { ...breaker, since, probeAt };
}

/** How many attempts may begin, where so many are under way: one at a time while it is open. */
export function room(breaker: Breaker, now: number, underWay: number): number {
  if (breaker.state === 'closed') return Infinity;
  return now >= breaker.probeAt && underWay === 0 ? 1 : 0;
}

const SECOND = 1_000;

/** Tries of one call, the first included, where nobody says otherwise. */
export const MOST_TRIES = 4;

/** Where Convoso asks for a longer wait the call fails at once, and says for how long. */
export const LONGEST_WAIT = 30 * SECOND;

const SPREAD = 0.2;

export interface WaitInput {
  /** Tries made so far, 1 or more. */
  readonly tries: number;
  readonly retryAfterMs: number | null;
  /** In [0, 1); a half spreads nothing. */
  readonly random: number;
}

/**
 * How long to wait before the next try, in milliseconds, or null to give up (domain-facts A.2): one second, doubled
 * each time, 30 at most. Retry-After can lengthen a wait but not shorten it.
 */
export function nextWait({ tries, retryAfterMs, random }: WaitInput, maxTries = MOST_TRIES): number | null {
  if (tries >= maxTries || (retryAfterMs ?? 0) > LONGEST_WAIT) return null;
  const base = Math.min(SECOND * 2 ** (tries - 1), LONGEST_WAIT);
  const spread = Math.round(base * (1 - SPREAD + 2 * SPREAD * random));
  return Math.min(Math.max(spread, retryAfterMs ?? 0), LONGEST_WAIT);
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Waits between attempts (domain-facts J.30), in milliseconds; the last one repeats until giving up. */
export const RETRY_DELAYS = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR] as const;

/** A wait is spread by this much to either side, so that what failed together does not return together. */
const JITTER = 0.2;

/** What is known after an attempt that may be repeated; times in epoch milliseconds. */
export interface RetryInput {
  /** Attempts made so far, 1 or more. */
  readonly attempts: number;
  readonly now: number;
  /** When the action is given up, in epoch milliseconds. */
  readonly giveUpAt: number;
  /** The answer's Retry-After header: seconds, or an HTTP date. */
  readonly retryAfter: string | null;
  /** A random number in [0, 1), supplied by the wrapper. */
  readonly random: number;
}

/**
 * When to try again, in epoch milliseconds, or null to give up. Retry-After can lengthen a wait but not shorten
 * it. A wait that would pass the time of giving up is cut to it, for one last attempt, unless the destination
 * itself asked for a longer silence.
 *
 * @example
 * ```ts
 * nextAttemptAt({ attempts: 1, now: 0, giveUpAt: 86_400_000, retryAfter: '120', random: 0.5 });
 * // → 120_000
 * ```
 */
export function nextAttemptAt(input: RetryInput): number | null {
  const { now, giveUpAt } = input;
  if (now >= giveUpAt) return null;
  const asked = retryAfterMilliseconds(input.retryAfter, now);
  if (asked !== null && now + asked > giveUpAt) return null;
  const base = RETRY_DELAYS[Math.min(input.attempts, RETRY_DELAYS.length) - 1] ?? RETRY_DELAYS[0];
  const spread = base * (1 - JITTER + 2 * JITTER * input.random);
  return Math.min(now + Math.max(Math.round(spread), asked ?? 0), giveUpAt);
}

/**
 * What a Retry-After header asks for, in milliseconds: seconds, or an HTTP date. Null for anything else.
 *
 * @example
 * ```ts
 * retryAfterMilliseconds('2', 0);
 * // → 2_000
 * ```
 */
export function retryAfterMilliseconds(header: string | null, now: number): number | null {
  if (header === null) return null;
  // Decimals are no part of the standard, and some systems send them.
  if (/^\s*\d+(?:\.\d+)?\s*$/.test(header)) return Math.ceil(Number(header) * SECOND);
  // An HTTP date always says GMT; any other date text would be read by the host's zone.
  const date = /GMT\s*$/i.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

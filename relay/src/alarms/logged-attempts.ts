import type { EndedAttempt, AttemptReads } from '../store/ports/attempts.js';

type Log = Pick<AttemptReads, 'endedAfter'>;

/** So many that were logged since the last look are counted one by one. */
const MOST = 10_000;

/** So many numbers that are left out are waited for, the last of them. */
const MOST_MISSING = 2_000;

/** No unit of work takes longer: a number that has not come up by then belongs to one that was undone. */
const MISSING_MS = 2 * 60_000;

/**
 * What all relays have logged since it was last asked, each attempt once. Units of several relays are committed in another order than that
 * of their numbers: a number that is left out is asked for again until it comes up, or never will.
 */
export class LoggedAttempts {
  #newest: number;
  /** Since when each is missing, in epoch milliseconds. */
  readonly #missing = new Map<number, number>();

  /** `newest` is the last that is known already. */
  constructor(newest: number) {
    this.#newest = newest;
  }

  /** Those that have come up since the last time; null where they are too many, and whoever asks has to count anew. */
  async next(log: Log, now: number): Promise<readonly EndedAttempt[] | null> {
    for (const [id, since] of this.#missing) if (now - since > MISSING_MS) this.#missing.delete(id);
    const also = [...this.#missing.keys()];
    const found = await log.endedAfter({ after: this.#newest, also, limit: MOST });
    if (found.length >= MOST) return null;
    for (const { id } of found) {
      this.#missing.delete(id);
      for (let left = Math.max(this.#newest + 1, id - MOST_MISSING); left < id; left += 1)
        this.#missing.set(left, now);
      this.#newest = Math.max(this.#newest, id);
    }
    return found;
  }
}

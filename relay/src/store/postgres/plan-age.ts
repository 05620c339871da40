const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

/**
 * When the plans of a session are to be made anew. A plan is kept for as long as the session lasts, and one that was made while a table was nearly
 * empty goes through all of it. So plans are made anew after a second, and then each time that as long has passed again, a minute at most.
 */
export class PlanAge {
  readonly #now: () => number;
  #madeAt: number;
  #lastFor = FIRST_MS;

  /** In milliseconds; from when they count does not matter. */
  constructor(now: () => number) {
    this.#now = now;
    this.#madeAt = now();
  }

  /** Whether they are too old. Whoever asks makes them anew. */
  areOver(): boolean {
    const now = this.#now();
    if (now - this.#madeAt < this.#lastFor) return false;
    this.#madeAt = now;
    this.#lastFor = Math.min(2 * this.#lastFor, LONGEST_MS);
    return true;
  }
}

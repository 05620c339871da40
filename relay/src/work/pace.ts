/** Between the beginnings of two slices, as long as few members wait. */
const EVERY_MS = 10;

/** So many fill a slice well enough. */
const MANY = 48;

/**
 * Says when the next slice of work may begin. Most of what a slice costs it costs however little it does: its statements,
 * the pages it writes to the log, its commit. Where calls arrive all the time, what they bring is therefore gathered for a
 * moment, and done together. After a rest the first begins at once; and no answer waits for any of it.
 */
export class Pace {
  #beganAt = -Infinity;

  /** A slice begins, at an instant in milliseconds; from when they count does not matter. */
  began(at: number): void {
    this.#beganAt = at;
  }

  /** In how many milliseconds the next may begin, where so many members wait for it; 0 for now. */
  untilNext(now: number, waiting: number): number {
    if (waiting >= MANY) return 0;
    return Math.max(0, this.#beganAt + EVERY_MS - now);
  }
}

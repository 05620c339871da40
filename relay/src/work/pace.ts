import type { Store } from '../store/store.js';

/**
 * Between the beginnings of two slices, in milliseconds and as long as few members wait; by where the store works. What a slice costs however
 * little it does is far more where every question goes to another process, and relays that share a store each have their part of the calls.
 */
const EVERY_MS: Readonly<Record<Store['worksIn'], number>> = { 'this process': 10, 'another process': 30 };

/** So many fill a slice well enough. */
const MANY = 48;

/**
 * Says when the next slice of work may begin. Most of what a slice costs it costs however little it does: its statements,
 * the pages it writes to the log, its commit. Where calls arrive all the time, what they bring is therefore gathered for a
 * moment, and done together. After a rest the first begins at once; and no answer waits for any of it.
 */
export class Pace {
  readonly #every: number;
  #beganAt = -Infinity;

  constructor(worksIn: Store['worksIn']) {
    this.#every = EVERY_MS[worksIn];
  }

  /** A slice begins, at an instant in milliseconds; from when they count does not matter. */
  began(at: number): void {
    this.#beganAt = at;
  }

  /** In how many milliseconds the next may begin, where so many members wait for it; 0 for now. */
  untilNext(now: number, waiting: number): number {
    if (waiting >= MANY) return 0;
    return Math.max(0, this.#beganAt + this.#every - now);
  }
}

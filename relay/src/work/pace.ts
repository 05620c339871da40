import type { Store } from '../store/store.js';

/**
 * Between the beginnings of two slices, in milliseconds and as long as few members wait; by where the store works. What a slice costs however
 * little it does is far more where every question goes to another process, and relays that share a store each have their part of the calls.
 */
const EVERY_MS: Readonly<Record<Store['worksIn'], number>> = { 'this process': 10, 'another process': 30 };

/**
 * While calls arrive the next slice waits for so many times what the last one took, and a little longer where a call waits for its answer
 * just then; by where the store works. Whoever arrives during a slice waits for it, and for all that has come meanwhile: where slices
 * followed each other, every answer would wait for one, and some for two.
 */
const RESTS: Readonly<Record<Store['worksIn'], { readonly times: number; readonly forAnswersMs: number }>> = {
  'this process': { times: 2, forAnswersMs: 10 },
  'another process': { times: 0, forAnswersMs: 0 },
};

/** So many fill a slice well enough. */
const MANY = 48;

/** What the next slice of work is to be begun beside. */
export interface Beside {
  /** How many members wait for it. */
  readonly waiting: number;
  /** What has arrived since the last one began: nothing, what has its answers, or also what waits for an answer still. */
  readonly arrivals: 'none' | 'answered' | 'waiting';
}

/**
 * Says when the next slice of work may begin. Most of what a slice costs it costs however little it does: its statements,
 * the pages it writes to the log, its commit. Where calls arrive all the time, what they bring is therefore gathered for a
 * moment, and done together. After a rest the first begins at once; and no answer waits for more than one of them.
 */
export class Pace {
  readonly #every: number;
  readonly #rest: (typeof RESTS)[Store['worksIn']];
  #beganAt = -Infinity;
  #endedAt = -Infinity;

  constructor(worksIn: Store['worksIn']) {
    this.#every = EVERY_MS[worksIn];
    this.#rest = RESTS[worksIn];
  }

  /** A slice begins, at an instant in milliseconds; from when they count does not matter. */
  began(at: number): void {
    this.#beganAt = at;
  }

  /** It has ended. */
  ended(at: number): void {
    this.#endedAt = at;
  }

  /** In how many milliseconds the next may begin; 0 for now. */
  untilNext(now: number, { waiting, arrivals }: Beside): number {
    const gathered = waiting >= MANY ? -Infinity : this.#beganAt + this.#every;
    return Math.max(0, Math.max(gathered, this.#endedAt + this.#restBeside(arrivals)) - now);
  }

  #restBeside(arrivals: Beside['arrivals']): number {
    if (arrivals === 'none') return 0;
    const rest = this.#rest.times * (this.#endedAt - this.#beganAt);
    return arrivals === 'waiting' ? Math.max(this.#rest.forAnswersMs, rest) : rest;
  }
}

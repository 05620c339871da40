import type { Log } from '../log.js';

/** So many lines about refused requests go to the log in one minute; what is more is counted. */
const LINES_A_MINUTE = 120;
const MINUTE_MS = 60_000;

/** Keeps a flood of refused requests from filling the log: past a number of lines, one line a minute tells how many. */
export class LineBudget {
  readonly #log: Log;
  #minute = 0;
  #lines = 0;
  readonly #counted = new Map<string, number>();

  constructor(log: Log) {
    this.#log = log;
  }

  warn(about: object, message: string, now: number): void {
    this.#turn(now);
    this.#lines += 1;
    if (this.#lines <= LINES_A_MINUTE) this.#log.warn(about, message);
    else this.count('requests were turned away without a line of their own', now);
  }

  /** Something that is told once in the minute in which it begins, which it says, and then by its number. */
  count(what: string, now: number): boolean {
    this.#turn(now);
    const before = this.#counted.get(what);
    if (before === undefined) this.#log.warn(`from now on ${what}; how many is told in a minute`);
    this.#counted.set(what, (before ?? 0) + 1);
    return before === undefined;
  }

  /** Tells of a minute that has passed. To be called again and again: what is counted may never come again. */
  beat(now: number): void {
    this.#turn(now);
  }

  #turn(now: number): void {
    const minute = Math.floor(now / MINUTE_MS);
    if (minute === this.#minute) return;
    for (const [what, count] of this.#counted) this.#log.warn({ count }, `${count} ${what}`);
    this.#counted.clear();
    this.#minute = minute;
    this.#lines = 0;
  }
}

import { LONGEST_HOLD_MS } from './learnt-pace.js';

/** For how long the answers of a target have asked that nothing more is sent. Times in epoch milliseconds. */
export class AskedWait {
  #since = 0;
  #until = 0;

  get since(): number {
    return this.#since;
  }

  get until(): number {
    return this.#until;
  }

  /** An answer asks for so many milliseconds. However long that is, after an hour one action asks again. */
  asked(now: number, milliseconds: number): void {
    if (now >= this.#until) this.#since = now;
    this.#until = Math.max(this.#until, now + Math.min(milliseconds, LONGEST_HOLD_MS));
  }

  /** Another relay was asked. */
  askedElsewhere({ since, until }: { readonly since: number; readonly until: number }): void {
    if (until <= this.#until) return;
    this.#since = since > this.#until ? since : Math.min(since, this.#since);
    this.#until = until;
  }

  restore({ since, until }: { readonly since: number; readonly until: number }): void {
    this.#since = since;
    this.#until = until;
  }
}

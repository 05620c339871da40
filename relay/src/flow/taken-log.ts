/** A limit shows itself by what went well within this time before it. */
const SECOND_MS = 1_000;

/**
 * What a target took within the last second. To note another costs the same however many there are: those that are over are passed by one
 * by one, and given up together once they are half of all. Times in epoch milliseconds.
 */
export class TakenLog {
  /** In the order of time; the first `#over` of them are more than a second ago. */
  readonly #times: number[] = [];
  #over = 0;

  taken(now: number): void {
    this.#forget(now);
    this.#times.push(now);
  }

  count(now: number): number {
    this.#forget(now);
    return this.#times.length - this.#over;
  }

  #forget(now: number): void {
    const times = this.#times;
    // The clock was set back: nobody knows how long ago these were.
    while (times.length > this.#over && (times.at(-1) ?? now) > now) times.pop();
    while (this.#over < times.length && (times[this.#over] ?? now) <= now - SECOND_MS) this.#over += 1;
    if (2 * this.#over < times.length) return;
    times.splice(0, this.#over);
    this.#over = 0;
  }
}

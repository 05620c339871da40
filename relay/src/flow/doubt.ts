/** After a false recovery a target is believed later: the wait doubles from a minute to an hour. */
const FIRST_MS = 60_000;
export const LONGEST_DOUBT_MS = 60 * 60_000;

/**
 * Whether a target that works after it did not is believed to: at once, and after each relapse later. Once it is, all that waits there for
 * a later try goes out, which would fall upon a target that comes and goes again and again. Times in epoch milliseconds.
 */
export class Doubt {
  #believedAt = -Infinity;
  #ms = FIRST_MS;
  /** Whether it has failed since it was believed. */
  #isJudged = true;
  #isOwed = false;

  /** Whether it works again and is not believed yet. */
  get isOwed(): boolean {
    return this.#isOwed;
  }

  /** Until when it is not believed, having failed again at `since` soon after it was; null where nothing is held against it. */
  until(since: number): number | null {
    const until = this.#believedAt + this.#ms;
    return this.#isJudged && since < until && this.#believedAt !== -Infinity ? until : null;
  }

  /** It works again. */
  worksAgain(): void {
    this.#isOwed = true;
  }

  /** Whether it is believed from now on, being owed that. */
  isOver(now: number): boolean {
    if (!this.#isOwed || now < this.#believedAt + this.#ms) return false;
    this.#believedAt = now;
    this.#isJudged = false;
    this.#isOwed = false;
    return true;
  }

  /** It fails again: soon after it was believed to work, it is believed later the next time. */
  relapsed(now: number): void {
    if (this.#isJudged) return;
    const isSoon = now < this.#believedAt + this.#ms;
    this.#ms = isSoon ? Math.min(this.#ms * 2, LONGEST_DOUBT_MS) : FIRST_MS;
    this.#isJudged = true;
  }

  /** Another relay has seen the end of its last trouble, and sees to what waits there. */
  endedElsewhere(last: {
    readonly since: number;
    readonly until: number | null;
    readonly endedAt: number;
  }): void {
    this.restore(last);
    this.#isOwed = false;
  }

  /**
   * Takes over what the store has of its last trouble. One that ended may not have been followed by all that waited, so that it is owed
   * that; for how long it was doubted is known as long as it still is.
   */
  restore(last: {
    readonly since: number;
    readonly until: number | null;
    readonly endedAt: number | null;
  }): void {
    const { since, until, endedAt } = last;
    this.#isOwed = endedAt !== null;
    if (until === null) {
      if (endedAt === null) return;
      this.#believedAt = endedAt;
      this.#isJudged = false;
      return;
    }
    this.#ms = Math.min(Math.max(until - since, FIRST_MS), LONGEST_DOUBT_MS);
    this.#believedAt = until - this.#ms;
  }
}

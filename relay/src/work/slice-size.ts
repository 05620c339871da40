/** What a slice may take, without the commit. Whoever arrives during one waits for it, and hardly notices. */
const BUDGET_MS = 6;

const SMALLEST = 1;
const LARGEST = 64;

/**
 * How many members of each kind go into one slice of work. It follows what members cost on this machine and in this
 * configuration: a slice that took longer than its budget makes the next ones smaller, a quick one makes them larger.
 */
export class SliceSize {
  #size = 16;

  get current(): number {
    return this.#size;
  }

  /** A slice of `members` in all has taken so many milliseconds. */
  took(milliseconds: number, members: number): void {
    if (milliseconds > BUDGET_MS) this.#size = Math.max(SMALLEST, Math.floor(this.#size / 2));
    else if (milliseconds < BUDGET_MS / 2 && members >= this.#size)
      this.#size = Math.min(LARGEST, this.#size * 2);
  }
}

/** What a slice may take, without its commit. Whoever arrives during one waits for it, and hardly notices. */
const BUDGET_MS = 8;

const SMALLEST = 8;
const LARGEST = 64;

/**
 * How many members of each kind go into one slice of work. It follows what members cost on this machine and in this
 * configuration: a slice that took longer than its budget makes the next ones smaller, a quick one makes them larger.
 * Where commits are slow, a slice may take as long as its commit: smaller ones would only mean more commits.
 */
export class SliceSize {
  #size = 32;

  get current(): number {
    return this.#size;
  }

  /** A slice of `members` in all has taken so many milliseconds, and as many again for its commit. */
  took({ work, commit, members }: { work: number; commit: number; members: number }): void {
    const budget = Math.max(BUDGET_MS, commit);
    if (work > budget) this.#size = Math.max(SMALLEST, Math.floor(this.#size / 2));
    else if (work < budget / 2 && members >= this.#size) this.#size = Math.min(LARGEST, this.#size * 2);
  }
}

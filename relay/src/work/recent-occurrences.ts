import type { Occurrence } from '@convoso-connect/core';

/** Enough for what is planned and taken up within moments, and a few megabytes at most. */
const REMEMBERED = 500;

/** The latest occurrences, which need not be read back from the store. They never change. */
export class RecentOccurrences {
  readonly #occurrences = new Map<string, Occurrence>();

  get(id: string): Occurrence | undefined {
    return this.#occurrences.get(id);
  }

  add(occurrences: ReadonlyMap<string, Occurrence>): void {
    for (const [id, occurrence] of occurrences) this.#occurrences.set(id, occurrence);
    for (const oldest of this.#occurrences.keys()) {
      if (this.#occurrences.size <= REMEMBERED) return;
      this.#occurrences.delete(oldest);
    }
  }
}

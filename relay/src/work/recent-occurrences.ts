import type { Occurrence } from '@convoso-connect/core';
import { BoundedMap } from '../bounded-map.js';

/** Enough for what is planned and taken up within moments, and a few megabytes at most. */
const REMEMBERED = 500;

/** The latest occurrences, which need not be read back from the store. They never change. */
export class RecentOccurrences {
  readonly #occurrences = new BoundedMap<string, Occurrence>(REMEMBERED);

  get(id: string): Occurrence | undefined {
    return this.#occurrences.get(id);
  }

  add(occurrences: ReadonlyMap<string, Occurrence>): void {
    for (const [id, occurrence] of occurrences) this.#occurrences.set(id, occurrence);
  }
}

import type { Occurrence } from '../occurrence/occurrence.js';
import type { Fact, FactValues } from './facts.js';

/** A fact in an index. Shelves in many places ask for it, and in one search it is read once. */
export class FactReader {
  readonly #fact: Fact;
  #readIn = 0;
  #values: FactValues = null;

  constructor(fact: Fact) {
    this.#fact = fact;
  }

  /** `search`: the number of the search, of which the index has not had a higher one. */
  read(occurrence: Occurrence, search: number): FactValues {
    if (this.#readIn !== search) {
      this.#values = this.#fact.read(occurrence);
      // Not before: what throws has not been read, and what an earlier search found must not stand in for it.
      this.#readIn = search;
    }
    return this.#values;
  }
}

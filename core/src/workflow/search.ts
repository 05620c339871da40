import type { Occurrence } from '../occurrence/occurrence.js';
import { testWorkflow, type CompiledWorkflow } from './compiled-workflow.js';
import type { Entry } from './entry.js';
import type { FactReader } from './fact-reader.js';
import type { FactValues } from './facts.js';

/** One occurrence on its way through the index, and the workflows found so far. */
export class Search {
  readonly #occurrence: Occurrence;
  readonly #number: number;
  readonly #found: Entry[] = [];

  /** Each search of an index has a number of its own, above 0. */
  constructor(occurrence: Occurrence, number: number) {
    this.#occurrence = occurrence;
    this.#number = number;
  }

  /** What the occurrence has for a fact; undefined where reading it throws. */
  read(reader: FactReader): FactValues | undefined {
    try {
      return reader.read(this.#occurrence, this.#number);
    } catch {
      return undefined;
    }
  }

  /** Tests an entry, the first time that the search comes by it. One that cannot be tested counts as found. */
  verify(entry: Entry): void {
    if (entry.seenIn === this.#number) return;
    entry.seenIn = this.#number;
    if (this.#mayMatch(entry)) this.#found.push(entry);
  }

  #mayMatch({ compiled }: Entry): boolean {
    try {
      return testWorkflow(compiled, this.#occurrence) === 'yes';
    } catch {
      return true;
    }
  }

  /** What was found, in the order of the configuration. */
  found(): CompiledWorkflow[] {
    if (this.#found.length > 1) this.#found.sort((a, b) => a.position - b.position);
    return this.#found.map(({ compiled }) => compiled);
  }
}

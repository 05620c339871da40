import type { Reply } from '../../support/destination.js';

/** What goes wrong with a call to come. */
export interface Fault {
  /** Whether Convoso does all the same what it was asked to. */
  readonly processes: boolean;
  /** What is said in place of Convoso's own answer. */
  readonly answer?: Reply | 'hang up';
  /** The answer waits for this. */
  readonly until?: Promise<void>;
}

/** Faults of the calls to come, in order; of any path, or of one. */
export class Faults {
  readonly #planned: { readonly path: string | undefined; readonly fault: Fault }[] = [];

  plan(fault: Fault, path?: string): void {
    this.#planned.push({ path, fault });
  }

  /** The fault of a call to this path, which it uses up. */
  take(path: string): Fault | undefined {
    const index = this.#planned.findIndex((planned) => planned.path === undefined || planned.path === path);
    return index === -1 ? undefined : this.#planned.splice(index, 1)[0]?.fault;
  }
}

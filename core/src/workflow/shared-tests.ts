import type { CompiledTest } from './compiled-test.js';
import type { CompiledWorkflow } from './compiled-workflow.js';

interface Shared {
  readonly test: CompiledTest;
  users: number;
}

/**
 * One compiled test for all workflows that ask the same. Thousands of them name the same few dispositions and
 * conditions; sharing those keeps what a search touches small enough to stay near the processor.
 */
export class SharedTests {
  readonly #byAsked = new Map<string, Shared>();

  /** The workflow with its tests replaced by those of earlier ones that ask the same. */
  share(compiled: CompiledWorkflow): CompiledWorkflow {
    const { workflow, relation, events } = compiled;
    return {
      ...compiled,
      relation: this.#take(workflow.relation, relation),
      events: events.map((event, index) => this.#take(workflow.events[index], event)),
    };
  }

  /** Forgets the tests that no other workflow uses. */
  release({ workflow }: CompiledWorkflow): void {
    for (const asked of [workflow.relation, ...workflow.events]) {
      const key = JSON.stringify(asked);
      const shared = this.#byAsked.get(key);
      if (shared !== undefined && --shared.users === 0) this.#byAsked.delete(key);
    }
  }

  #take(asked: unknown, test: CompiledTest): CompiledTest {
    const key = JSON.stringify(asked);
    let shared = this.#byAsked.get(key);
    if (shared === undefined) this.#byAsked.set(key, (shared = { test, users: 0 }));
    shared.users += 1;
    return shared.test;
  }
}

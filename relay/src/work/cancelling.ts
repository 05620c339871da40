import { SAVE_ACTIONS } from '@convoso-connect/core';
import { CONVOSO_SAVES } from '../deliver/targets.js';
import type { StoppedWorkflow } from '../process/process-batch.js';
import { performIsolated } from './isolate.js';
import type { WindowOfWaiting } from '../store/ports/pending.js';
import type { Store, Unit } from '../store/store.js';
import type { Place } from '../store/ports/lists.js';

/** How many waiting actions are looked through in one go. */
const WINDOW = 200;

interface Walk extends StoppedWorkflow {
  readonly after: Place<string> | null;
}

/**
 * Cancels the saves that a switched-off workflow still has waiting, window by window, however many they are. What a stop
 * of the relay leaves of them, or what refuses to be cancelled, is skipped when it comes due, because its workflow is off.
 */
export class Cancelling {
  readonly #store: Store;
  #walks: readonly Walk[] = [];

  constructor(store: Store) {
    this.#store = store;
  }

  get hasWork(): boolean {
    return this.#walks.length > 0;
  }

  add(stopped: StoppedWorkflow): void {
    this.#walks = [...this.#walks, { ...stopped, after: null }];
  }

  /** Does a window, and gives what is to be taken over once it is committed. */
  async cancel(unit: Unit): Promise<() => void> {
    const [walk] = this.#walks;
    if (walk === undefined) return () => undefined;
    const window = await this.#window(unit, walk);
    await unit.actions.cancel(cancelled(window.ids, walk), { from: 'waiting' });
    return () => this.#goOn(window);
  }

  /** Does a window in transactions of its own, where cancelling together with other work has failed. */
  async cancelIsolated(): Promise<void> {
    const [walk] = this.#walks;
    if (walk === undefined) return;
    const window = await this.#store.turn((unit) => this.#window(unit, walk));
    await performIsolated(window.ids, {
      perform: async (ids) => {
        await this.#store.turn((unit) => unit.actions.cancel(cancelled(ids, walk), { from: 'waiting' }));
        return () => undefined;
      },
      setAside: () => Promise.resolve(),
    });
    this.#goOn(window);
  }

  #window(unit: Unit, { workflowId, after }: Walk): Promise<WindowOfWaiting> {
    const meant = { target: CONVOSO_SAVES, workflowId, types: SAVE_ACTIONS };
    return unit.pending.waitingOf(meant, { after, limit: WINDOW });
  }

  #goOn({ next }: WindowOfWaiting): void {
    const [walk, ...others] = this.#walks;
    if (walk !== undefined) this.#walks = next === null ? others : [...others, { ...walk, after: next }];
  }
}

function cancelled(ids: readonly string[], { reason }: StoppedWorkflow) {
  return ids.map((id) => ({ id, reason }));
}

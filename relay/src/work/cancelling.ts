import { SAVE_ACTIONS } from '@convoso-connect/core';
import type { Transaction } from 'kysely';
import { TARGETS } from '../deliver/targets.js';
import type { StoppedWorkflow } from '../process/process-batch.js';
import { cancelActions } from '../store/commands/actions.js';
import { waitingOf, type WindowOfWaiting } from '../store/commands/pending.js';
import type { GroupCommit } from '../store/group-commit.js';
import type { Schema } from '../store/schema.js';
import type { Place } from '../store/in-time-order.js';
import { performIsolated } from './isolate.js';

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
  readonly #commits: GroupCommit;
  #walks: readonly Walk[] = [];

  constructor(commits: GroupCommit) {
    this.#commits = commits;
  }

  get hasWork(): boolean {
    return this.#walks.length > 0;
  }

  add(stopped: StoppedWorkflow): void {
    this.#walks = [...this.#walks, { ...stopped, after: null }];
  }

  /** Does a window, and gives what is to be taken over once it is committed. */
  async cancel(tx: Transaction<Schema>): Promise<() => void> {
    const [walk] = this.#walks;
    if (walk === undefined) return () => undefined;
    const window = await this.#window(tx, walk);
    await cancelActions(tx, cancelled(window.ids, walk));
    return () => this.#goOn(window);
  }

  /** Does a window in transactions of its own, where cancelling together with other work has failed. */
  async cancelIsolated(): Promise<void> {
    const [walk] = this.#walks;
    if (walk === undefined) return;
    const window = await this.#commits.transaction((tx) => this.#window(tx, walk));
    await performIsolated(window.ids, {
      perform: async (ids) => {
        await this.#commits.transaction((tx) => cancelActions(tx, cancelled(ids, walk)));
        return () => undefined;
      },
      setAside: () => Promise.resolve(),
    });
    this.#goOn(window);
  }

  #window(tx: Transaction<Schema>, { workflowId, after }: Walk): Promise<WindowOfWaiting> {
    const meant = { endpointId: TARGETS.convoso, workflowId, types: SAVE_ACTIONS };
    return waitingOf(tx, meant, { after, limit: WINDOW });
  }

  #goOn({ next }: WindowOfWaiting): void {
    const [walk, ...others] = this.#walks;
    if (walk !== undefined) this.#walks = next === null ? others : [...others, { ...walk, after: next }];
  }
}

function cancelled(ids: readonly string[], { reason }: StoppedWorkflow) {
  return ids.map((id) => ({ id, reason }));
}

import { SAVE_ACTIONS } from '@convoso-connect/core';
import type { Transaction } from 'kysely';
import { TARGETS } from '../deliver/targets.js';
import type { StoppedWorkflow } from '../process/process-batch.js';
import { cancelWaitingOf } from '../store/commands/pending.js';
import type { Schema } from '../store/schema.js';
import type { Place } from '../store/in-time-order.js';

/** How many waiting actions are looked through in one go. */
const WINDOW = 200;

interface Walk extends StoppedWorkflow {
  readonly after: Place<string> | null;
}

/**
 * Cancels the saves that a switched-off workflow still has waiting, window by window, however many they are. What a stop
 * of the relay leaves of them is skipped when it comes due, because its workflow is off.
 */
export class Cancelling {
  #walks: readonly Walk[] = [];

  get hasWork(): boolean {
    return this.#walks.length > 0;
  }

  add(stopped: StoppedWorkflow): void {
    this.#walks = [...this.#walks, { ...stopped, after: null }];
  }

  /** Does a window, and gives what is to be taken over once it is committed. */
  async cancel(tx: Transaction<Schema>): Promise<() => void> {
    const [walk, ...others] = this.#walks;
    if (walk === undefined) return () => undefined;
    const { workflowId, reason, after } = walk;
    const meant = { endpointId: TARGETS.convoso, workflowId, types: SAVE_ACTIONS, reason };
    const next = await cancelWaitingOf(tx, meant, { after, limit: WINDOW });
    return () => {
      this.#walks = next === null ? others : [...others, { ...walk, after: next }];
    };
  }
}

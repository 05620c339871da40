import type { StoredAction } from './actions.js';
import type { Page, TimeSpan } from './lists.js';
import type { Target } from './target.js';

/** Which dead letters are meant; null where it does not matter. */
export interface DeadChoice extends TimeSpan {
  /** Deliveries belong to none: with a workflow or a target, they are not meant. */
  readonly workflowId: string | null;
  /** Only actions have one. */
  readonly target: Target | null;
  /** A part of the reason, in any case. */
  readonly reason: string | null;
}

/** Which doubtful answers are meant; null where it does not matter. */
export interface DoubtfulChoice {
  readonly target: Target | null;
}

/** The ids of dead letters of each kind, an id a line, because there may be hundreds of thousands of them. */
export interface DeadIds {
  readonly actions: string;
  readonly deliveries: string;
  /** As `failureId` makes them. */
  readonly workflows: string;
}

export interface DeadLetterReads {
  /** The next actions that ended undelivered and are kept for replay, the one due last in front. */
  actions(page: Page<string>): Promise<readonly StoredAction[]>;
  /** The next of those that are meant, the one due first in front, as it was its turn to go out. */
  oldestActions(choice: DeadChoice, page: Page<string>): Promise<readonly StoredAction[]>;
  /** The next actions that are done and were answered as if they had failed, but no tests; the one due last in front. */
  doubtful(choice: DoubtfulChoice, page: Page<string>): Promise<readonly StoredAction[]>;
  /** The ids of all dead letters that are meant, as they are at this moment. */
  ids(choice: DeadChoice): Promise<DeadIds>;
}

/** What ended undelivered and is kept for replay. */
export interface DeadLetters extends DeadLetterReads {
  /**
   * Gives an action that is dead, or is done and looks like no success, a new life until `giveUpAt`, with its key and its
   * payload; gives 0 for any other. It holds its lane again, as before its first attempt: what the lead did later comes after it.
   */
  reviveAction(
    id: string,
    until: { readonly now: number; readonly giveUpAt: number },
    change: { readonly from: 'dead or doubtful' },
  ): Promise<number>;
  /** The same for those of many that are dead, however long each target is tried; gives how many they were. */
  reviveActions(
    ids: readonly string[],
    until: { readonly now: number; readonly giveUpAt: (target: Target) => number },
    change: { readonly from: 'dead' },
  ): Promise<number>;
  /** Puts those of these deliveries that are dead back into the inbox, as played again `now`; gives how many they were. */
  reviveDeliveries(ids: readonly string[], now: number, change: { readonly from: 'dead' }): Promise<number>;
}

import type { LeadKey, WorkflowActionType } from '@convoso-connect/core';
import type { ActionState, StoredAction } from './actions.js';
import type { Page, Place, TimeSpan } from './lists.js';
import type { Target } from './target.js';

/** Which pending actions are meant; null where it does not matter. */
export interface PendingChoice {
  readonly leadKey: LeadKey | null;
  readonly workflowId: string | null;
  readonly target: Target | null;
  readonly type: WorkflowActionType | null;
}

/** What waits for another attempt at a target. */
export interface FailingTarget {
  readonly target: Target;
  readonly waiting: number;
  /** When the first of them was due, in epoch milliseconds. */
  readonly since: number;
  /** How the last attempt of that one ended. */
  readonly reason: string | null;
}

/** Unfinished actions of a lead that are alike, and how many they are. */
export interface PendingGroup extends Pick<
  StoredAction,
  'leadKey' | 'workflowId' | 'revision' | 'type' | 'state'
> {
  readonly count: number;
}

/** What tells an unfinished action from another, and what it was planned for. */
export type PendingAction = Pick<
  StoredAction,
  'id' | 'occurrenceId' | 'leadKey' | 'workflowId' | 'revision' | 'type' | 'state'
>;

/** Some of what waits of a workflow, and where the window after it begins; null at the end. */
export interface WindowOfWaiting {
  readonly ids: readonly string[];
  readonly next: Place<string> | null;
}

/** Why and when an operator takes actions out of the queue; `now` in epoch milliseconds. */
export interface Flush {
  readonly from: Extract<ActionState, 'waiting'>;
  readonly reason: string;
  readonly now: number;
}

export interface PendingReads {
  /** The next pending actions, those that are due first in front. */
  page(choice: PendingChoice & TimeSpan, page: Page<string>): Promise<readonly StoredAction[]>;
  /**
   * The ids of all waiting actions that are meant, as they are at one moment, so that an action that begins to wait later
   * is surely not among them. They come as one text, an id a line, because there may be hundreds of thousands of them.
   */
  waitingIds(choice: PendingChoice): Promise<string>;
  /** The targets at which actions have failed that are to be tried again. */
  failingTargets(): Promise<readonly FailingTarget[]>;
}

/**
 * The unfinished actions: scheduled, queued or running, a wait for another attempt included. One lead may have tens of
 * thousands, where its destination is down or its actions are meant for later, and each of its calls asks for them.
 */
export interface Pending extends PendingReads {
  /** How many there are, lead by lead and workflow by workflow, in no certain order. */
  countOfLeads(leadKeys: readonly string[]): Promise<readonly PendingGroup[]>;
  /** Those that certain workflows have planned for these leads, each for itself, in no certain order. */
  ofWorkflows(leadKeys: readonly string[], workflowIds: readonly string[]): Promise<readonly PendingAction[]>;
  /**
   * What waits of a workflow and is of one of these types, whoever its lead is, in a window of the actions that wait for
   * a target.
   */
  waitingOf(
    meant: { readonly target: Target; readonly workflowId: string; readonly types: readonly string[] },
    page: { readonly after: Place<string> | null; readonly limit: number },
  ): Promise<WindowOfWaiting>;
  /**
   * Ends those of these actions that wait, without performing them, and lets what stood behind them have its turn; gives
   * how many they were. What is under way is not touched.
   */
  flush(ids: readonly string[], flush: Flush): Promise<number>;
  /**
   * Has those of these that are due and wait for another attempt make it now, each holding its lane again as before its
   * first one, so that they go out in their order; gives how many they were. What is scheduled for later keeps its time.
   */
  attemptNow(ids: readonly string[], now: number, change: { readonly from: 'waiting' }): Promise<number>;
  /** Brings a waiting action forward: it is due now, and of its hours only those that the law sets count. Gives how many. */
  runNow(id: string, now: number, change: { readonly from: 'waiting' }): Promise<number>;
}

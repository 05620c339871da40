import type { AttemptEnd } from '../../alarms/cause.js';
import type { ActionState, StoredAction } from './actions.js';
import type { Page, Place, TimeSpan } from './lists.js';
import type { SubscriptionEnd } from './subscriptions.js';
import type { Target } from './target.js';

/**
 * `refused`: it arrived, and the destination did not take it · `interrupted`: the relay itself stopped during the attempt;
 * whether it arrived is not known; or it was taken for dead, and its result came too late.
 */
export const ATTEMPT_OUTCOMES = ['delivered', 'retry', 'refused', 'failed', 'interrupted'] as const;

export type AttemptOutcome = (typeof ATTEMPT_OUTCOMES)[number];

/** One try to carry out an action: one entry of the Connect logs. */
export interface NewAttempt {
  readonly actionId: string;
  readonly number: number;
  readonly at: number;
  readonly durationMs: number;
  /** As in the action; `causeOf` tells a test. */
  readonly workflowId: string;
  readonly target: Target;
  readonly phone: string | null;
  readonly leadKey: string | null;
  readonly method: string;
  /** As sent, credentials masked. */
  readonly url: string;
  readonly body: string | null;
  readonly status: number | null;
  readonly outcome: AttemptOutcome;
  /** The value read from the answer, as JSON; `null` where the systems failed to communicate. */
  readonly result: string;
  readonly reason: string | null;
  /** What the destination answered: `KeptAnswer` as JSON, masked; null without an answer, or from before it was kept. */
  readonly answer: string | null;
  /** Where to look, for whatever was no plain success: core's `Diagnosis`, as JSON; else null. */
  readonly diagnosis: string | null;
}

export interface StoredAttempt extends NewAttempt {
  /** Counts up in the order in which attempts ended. */
  readonly id: number;
}

/** The attempt at an action that ended last, as far as it tells what became of it. */
export type LastAttempt = Pick<
  StoredAttempt,
  'id' | 'actionId' | 'number' | 'at' | 'method' | 'status' | 'outcome' | 'reason'
>;

/** How an attempt ended, as far as it tells how its target is doing. */
export interface EndedAttempt
  extends LastAttempt, Pick<StoredAttempt, 'durationMs' | 'workflowId' | 'target'> {
  /** It was delivered, and its answer looked like no success. */
  readonly isDoubtful: boolean;
}

/** What an attempt leaves behind: its log entry, and the action's new state. */
export interface Settlement {
  readonly attempt: NewAttempt;
  /** `holder` is the one in whose name the attempt was made. */
  readonly action: Pick<StoredAction, 'id' | 'state' | 'nextAt' | 'reason' | 'lane' | 'holder'>;
  /** The action has its turn in its lane anew: those behind it wait until it is taken up again. Left out where it goes on holding them as it did. */
  readonly turn?: 'anew';
  /** Why it was not delivered, as alarms count it, and not stored; null or left out where that says nothing of the endpoint. */
  readonly end?: AttemptEnd | null;
  /** Others have gone on with the action meanwhile: it is logged, and counts for nothing. */
  readonly isLate?: true;
  /** The subscription that it ends, which is written down with it; left out where it ends none. */
  readonly ends?: SubscriptionEnd;
}

interface FromRunning {
  readonly from: Extract<ActionState, 'running'>;
}

/** What is asked of the Connect logs; null where it does not matter. */
export interface LogFilter extends TimeSpan {
  /** In normal form. */
  readonly phone: string | null;
  readonly target: Target | null;
  readonly workflowId: string | null;
  /** The beginning of the result, in any case. */
  readonly result: string | null;
  readonly outcome: AttemptOutcome | null;
}

/** Where a page ended, and the newest entry when the first page was read: later ones are not part of the list. */
export interface LogPlace extends Place<number> {
  readonly newest: number;
}

export interface AttemptReads {
  /** Of an occurrence's actions, in the order in which they ended. */
  ofOccurrence(occurrenceId: string): Promise<readonly StoredAttempt[]>;
  /** Of each of these actions that has had one, the attempt that ended last; in no certain order. */
  lastOf(actionIds: readonly string[]): Promise<readonly LastAttempt[]>;
  /** Whether the log holds a delivery to an endpoint. */
  hasDelivered(endpointId: string): Promise<boolean>;
  /** The id of the newest entry; 0 where there is none. */
  newest(): Promise<number>;
  find(id: number): Promise<StoredAttempt | undefined>;
  /**
   * The next entries behind `after`, and those of `also` that there are, in the order of their numbers. Where several units log at once, an
   * entry may come to be seen later than one of a higher number.
   */
  endedAfter(asked: {
    readonly after: number;
    readonly also: readonly number[];
    readonly limit: number;
  }): Promise<readonly EndedAttempt[]>;
  /** The next entries, newest first, of those that were there when the list was begun. */
  page(
    filter: LogFilter,
    page: Page<number> & { readonly newest: number },
  ): Promise<readonly StoredAttempt[]>;
}

/** The Connect logs. */
export interface Attempts extends AttemptReads {
  /** Logs what was sent elsewhere; gives the ids of the entries in the order of the attempts. */
  report(attempts: readonly NewAttempt[]): Promise<readonly number[]>;
  /**
   * The log entries and the new states of all finished attempts, together; gives how many actions changed. One whose action
   * is in another state by then, or held by another relay, is logged all the same: it was made.
   */
  settle(settlements: readonly Settlement[], change: FromRunning): Promise<number>;
  /** Ends an action with what it came to, though nothing of it could be logged. */
  endUnlogged(
    action: Pick<StoredAction, 'id' | 'state' | 'nextAt' | 'reason' | 'holder'>,
    change: FromRunning,
  ): Promise<number>;
}

import type { AttemptOutcome } from './attempts.js';
import type { Target } from './target.js';

/** Actions that should have been sent by now, and wait: for another attempt, for others before them, or for their turn. */
export interface WaitingFor {
  readonly target: Target;
  readonly waiting: number;
  /** When the first of them was due, in epoch milliseconds. */
  readonly since: number;
}

/** What may be taken up at a target and has not been. */
export interface Overdue {
  readonly target: Target;
  /** Since when, in epoch milliseconds. */
  readonly since: number;
}

/** How many attempts at a target ended so, those of tests left out. */
export interface AttemptCount {
  readonly target: Target;
  readonly outcome: AttemptOutcome;
  readonly count: number;
}

/** How many actions for a target ended so that somebody should look at them. */
export interface TargetCount {
  readonly target: Target;
  readonly count: number;
}

/** Ids from the first on and before the second; of those that the relay gives, the order is that of time. */
export interface IdRange {
  readonly from: string;
  readonly to: string;
}

/** Numbers about much at once, for whoever asks how it goes: asked seldom, and never while calls are taken in. */
export interface Figures {
  /** By target, in no certain order. */
  waitingFor(now: number): Promise<readonly WaitingFor[]>;
  /** By target, in no certain order. */
  overdue(now: number): Promise<readonly Overdue[]>;
  /** How many occurrences have such ids. */
  occurrences(ids: IdRange): Promise<number>;
  /** How many actions workflows have planned for occurrences with such ids. */
  planned(ids: IdRange): Promise<number>;
  /**
   * Of these targets, the attempts at actions of workflows in a span of time, in epoch milliseconds: a test of an endpoint is none. Without
   * those of which there is none.
   */
  attempts(
    targets: readonly Target[],
    span: { readonly from: number; readonly to: number },
  ): Promise<readonly AttemptCount[]>;
  /**
   * Of these targets, the actions of workflows that are given up and had an attempt in a span of time, in epoch milliseconds: one that
   * was delivered since is none, however often it failed. Without those of which there is none.
   */
  undelivered(
    targets: readonly Target[],
    span: { readonly from: number; readonly to: number },
  ): Promise<readonly TargetCount[]>;
  /**
   * Of these targets, the actions of workflows that were due in a span of time, in epoch milliseconds, and count as delivered though they were
   * answered as if they had failed. Without those of which there is none.
   */
  doubtful(
    targets: readonly Target[],
    span: { readonly from: number; readonly to: number },
  ): Promise<readonly TargetCount[]>;
}

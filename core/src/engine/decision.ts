import type { Finding, Verdict } from '../workflow/verdict.js';

/**
 * The checks of a decision in the order in which they are made (domain-facts J.33). `loop`, `hours`, `pending` and
 * `sample` are made only of workflows that have something to do with them. `failure` is the last one of a decision that
 * could not be made.
 */
export type CheckName =
  | 'active'
  | 'relation'
  | 'event'
  | 'loop'
  | 'rateLimit'
  | 'hours'
  | 'pending'
  | 'sample'
  | 'plan'
  | 'failure';

/** One check of the decision trail. */
export interface Check extends Finding {
  readonly check: CheckName;
  /** The event's type and place, for `event` checks. */
  readonly event?: string;
}

/**
 * What came of a workflow for an occurrence.
 * `fired`: actions were planned · `suppressed`: it matched, and a guard held it back · `not-matched`: an event or
 * the scope said no, or could not be told · `inactive`: it was switched off · `failed`: deciding it threw, twice; it
 * planned nothing, left every guard as it was, and can be decided again.
 */
export type Outcome = 'fired' | 'suppressed' | 'not-matched' | 'inactive' | 'failed';

/** The decision about one occurrence and one workflow. Plain data. */
export interface Decision {
  readonly workflowId: string;
  readonly workflowName: string;
  /** Whether scope and events matched. */
  readonly verdict: Verdict;
  readonly outcome: Outcome;
  /** The sentence that decided it. */
  readonly reason: string;
  readonly checks: readonly Check[];
}

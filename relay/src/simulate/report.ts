import type { Decision, Occurrence } from '@convoso-connect/core';

/** What a configuration would have made of stored occurrences, beside what was made of them. */
export interface SimulationReport {
  readonly timeZone: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly occurrences: number;
  /** Whether the built-in sample lead stood in, because nothing has been delivered yet. */
  readonly sample: boolean;
  /** Why a lead stood in for what was delivered, as a clause; null where none did. */
  readonly because: string | null;
  /** True where older ones of the span were left out. */
  readonly truncated: boolean;
  readonly workflows: readonly WorkflowTally[];
  /** The occurrences on which a workflow would have done something, or did. */
  readonly results: readonly OccurrenceComparison[];
}

export interface OccurrenceComparison {
  readonly id: string;
  readonly receivedAt: string;
  readonly leadKey: string | null;
  readonly kinds: Occurrence['kinds'];
  /** Whether it came of a call, be it of any kind or of none. */
  readonly isCall: boolean;
  readonly status: string | null;
  readonly workflows: readonly WorkflowComparison[];
}

export interface WorkflowComparison {
  readonly workflowId: string;
  readonly workflowName: string;
  readonly would: WorkflowResult | null;
  readonly did: WorkflowResult | null;
  /** Whether the two came to something else. */
  readonly differs: boolean;
}

export interface WorkflowResult {
  readonly outcome: Decision['outcome'];
  readonly reason: string;
  readonly actions: readonly ActionResult[];
}

export interface ActionResult {
  readonly actionId: string;
  readonly type: string;
  /**
   * `performed`, `held` until `at`, `running` at this moment, or why it would not be, or was not, performed; `failed`: that cannot be told.
   */
  readonly state:
    'performed' | 'running' | 'held' | 'skipped' | 'cancelled' | 'flushed' | 'undelivered' | 'failed';
  readonly at: string;
  readonly reason: string | null;
  /** Whether it came due later than it was asked for, or has not come due yet. */
  readonly wasHeld: boolean;
}

/** How often a workflow would have fired, been suppressed and failed, beside how often it did and was. */
export interface WorkflowTally {
  readonly workflowId: string;
  readonly workflowName: string;
  readonly would: Counts;
  readonly did: Counts;
}

export interface Counts {
  readonly fired: number;
  readonly suppressed: number;
  /** Occurrences on which it, or the review of one of its actions, failed. */
  readonly failed: number;
  /** Actions performed, those that waited for their time or hours first included. */
  readonly performed: number;
  /** Actions whose attempt is under way, of which nothing more is known yet; only of what was done. */
  readonly running: number;
  /** Actions that came due after they were asked for, because they were held. */
  readonly held: number;
  readonly skipped: number;
  readonly cancelled: number;
  /** Actions that were given up or refused, and are kept for replay; what would be performed counts as delivered. */
  readonly undelivered: number;
}

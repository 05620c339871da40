import type { AccountStatus, LeadKey, LeadState, Occurrence, StopTest } from '@convoso-connect/core';

/** An unfinished action of a lead that something may stop, or any number of others that are alike. */
export interface PendingEntry {
  /** 1 where something may stop it. */
  readonly count: number;
  readonly workflowId: string;
  readonly leadKey: LeadKey;
  /** False while an attempt is under way: it counts as pending, and can no longer be cancelled. */
  readonly cancellable: boolean;
  /** Whether it saves the lead, and so can be part of a loop. */
  readonly savesLead: boolean;
  /** Null where nothing stops its workflow. */
  readonly stop: Stop | null;
}

/** What Stop Workflow If needs to know of an action. */
export interface Stop {
  readonly id: string;
  readonly test: StopTest;
  readonly trigger: Occurrence;
}

/** An action that Stop Workflow If has cancelled. */
export interface Cancellation {
  readonly id: string;
  readonly reason: string;
  /** The occurrence that told of the change. */
  readonly stoppedBy: string;
}

/** The unfinished actions of the leads of a batch: those in the store, and those planned while it runs. */
export class PendingBook {
  readonly #byLead = new Map<LeadKey, Set<PendingEntry>>();
  readonly #cancelled: Cancellation[] = [];
  /** The leads of which something is held for a program, as the store knew when the batch began. */
  readonly holding: ReadonlySet<LeadKey>;

  constructor(entries: Iterable<PendingEntry>, holding: ReadonlySet<LeadKey> = new Set()) {
    this.holding = holding;
    for (const entry of entries) this.add(entry);
  }

  count(leadKey: LeadKey | null, workflowId: string): number {
    const entries = leadKey === null ? undefined : this.#byLead.get(leadKey);
    if (entries === undefined) return 0;
    return [...entries].reduce((sum, each) => (each.workflowId === workflowId ? sum + each.count : sum), 0);
  }

  add(entry: PendingEntry): void {
    const entries = this.#byLead.get(entry.leadKey);
    if (entries === undefined) this.#byLead.set(entry.leadKey, new Set([entry]));
    else entries.add(entry);
  }

  /** Cancels what a change of the lead stops (domain-facts J.15), of which an occurrence tells. */
  stop(
    { id: stoppedBy, leadKey }: { readonly id: string; readonly leadKey: LeadKey },
    lead: LeadState,
    statuses: readonly AccountStatus[],
  ): void {
    const entries = this.#byLead.get(leadKey);
    const reasonOf = asked((stop) => stopReason(stop, lead, statuses));
    for (const entry of [...(entries ?? [])]) {
      if (entry.stop === null || !entry.cancellable) continue;
      const reason = reasonOf(entry.stop);
      if (reason === null) continue;
      entries?.delete(entry);
      this.#cancelled.push({ id: entry.stop.id, reason: `stopped: ${reason}`, stoppedBy });
    }
  }

  /** Forgets what a switched-off workflow will not perform any more. */
  drop(workflowId: string, isDropped: (entry: PendingEntry) => boolean): void {
    for (const entries of this.#byLead.values()) {
      for (const entry of [...entries]) {
        if (entry.workflowId === workflowId && isDropped(entry)) entries.delete(entry);
      }
    }
  }

  cancelled(): readonly Cancellation[] {
    return this.#cancelled;
  }
}

/** Asks once for all actions that one workflow has planned for one trigger. */
function asked(reasonOf: (stop: Stop) => string | null): (stop: Stop) => string | null {
  const known = new Map<StopTest, Map<Occurrence, string | null>>();
  return (stop) => {
    const ofTest = known.get(stop.test) ?? new Map<Occurrence, string | null>();
    known.set(stop.test, ofTest);
    const before = ofTest.get(stop.trigger);
    if (before !== undefined) return before;
    const reason = reasonOf(stop);
    ofTest.set(stop.trigger, reason);
    return reason;
  };
}

/**
 * Why an action is stopped; null where it is not. A test that throws stops nothing here and fails no delivery: the review
 * of the action, when it comes due, ends it with what was thrown.
 */
function stopReason(
  { test, trigger }: Stop,
  lead: LeadState,
  statuses: readonly AccountStatus[],
): string | null {
  try {
    const { verdict, reason } = test({ lead, trigger, statuses });
    return verdict === 'yes' ? reason : null;
  } catch {
    return null;
  }
}

import { ECHO_MS, RATE_LIMIT_WINDOW_MS } from '@convoso-connect/core';
import type { AdmissionPlace } from './admissions.js';

/** Nothing that guards remember counts for longer. */
export const LONGEST_GUARD_MS = Math.max(ECHO_MS, RATE_LIMIT_WINDOW_MS);

/** What a window deleted, and where the next one begins; null at the end. */
export interface Window<Place> {
  readonly deleted: number;
  readonly next: Place | null;
}

/** How far a walk down a table has come. */
export interface Descent {
  /** The next window lies below this key. */
  readonly below: number;
  /** The time of the row passed last that is not from the future: what lies below was stored by then. */
  readonly storedBy: number;
  /** The last row that was not among the newest to be kept when the walk began. */
  readonly upTo: number;
}

/** In epoch milliseconds; `rows` is how many of the newest are kept, null where all are. */
export interface StoredLimits {
  readonly now: number;
  readonly before: number;
  readonly rows: number | null;
}

/** Tables that grow in the order in which their rows are stored. */
export type StoredTable = 'attempts' | 'occurrences' | 'deliveries' | 'quarantine' | 'audit';

/** In epoch milliseconds. */
export interface Expiry {
  readonly before: number;
  /**
   * The latest time that a row can have. What lies beyond comes from a clock that was wrong, and counts from now on as
   * having this time.
   */
  readonly latest: number;
  readonly size: number;
}

/** A running call, and one name of its agent. */
export type LiveCallPlace = readonly [callKey: string, agent: string];

/** What a window of rows refers to, and where the next window begins; null at the end. */
export interface References<Place> {
  readonly revisions: readonly number[];
  readonly next: Place | null;
}

/** The place of a pending action in its lane. */
export type LanePlace = readonly [lane: string, dueAt: number, requestedAt: number, id: string];

/** What a window is limited to. */
export type WindowLimits = StoredLimits & { readonly size: number };

/**
 * Deletes what is too old, a window at a time, each in a unit of work of its own.
 *
 * Tables that grow in the order in which their rows are stored are purged from the newest old row down to the oldest. The
 * clock can have been wrong when a row was stored: a row with a time in the future is taken to be as old as the row stored
 * after it, so it neither stops the walk nor stays until that time has come. All others are purged in the order of their
 * keys, all the way through.
 */
export interface Retention {
  /** Where the walk down a table begins: at the newest row that is too old, or null where there is none. */
  newestOld(table: StoredTable, limits: StoredLimits): Promise<Descent | null>;
  /** Attempts, except those of an action that is not finished. */
  purgeAttempts(from: Descent, limits: WindowLimits): Promise<Window<Descent>>;
  /** Occurrences with their actions, once all of these are finished and none of their attempts is left. */
  purgeOccurrences(from: Descent, limits: WindowLimits): Promise<Window<Descent>>;
  /** Processed deliveries by `before`, those that could not be processed by `deadBefore`; no others. */
  purgeDeliveries(
    from: Descent,
    limits: WindowLimits & { readonly deadBefore: number },
  ): Promise<Window<Descent>>;
  /** Rejected requests. */
  purgeQuarantine(from: Descent, limits: WindowLimits): Promise<Window<Descent>>;
  /** What was changed, in the audit log. */
  purgeAudit(from: Descent, limits: WindowLimits): Promise<Window<Descent>>;
  /** What guards remember of leads, once it has run out. */
  purgeGuardStates(after: string, expiry: Expiry): Promise<Window<string>>;
  /** What loop protection remembers of workflows, once it has run out. */
  purgeLoopStates(after: string, expiry: Expiry): Promise<Window<string>>;
  /** Calls that nothing has been heard of for long. */
  purgeCallStates(after: string, expiry: Expiry): Promise<Window<string>>;
  /** Leads that nothing has been heard of for long, except those for which something is pending. */
  purgeLeadStates(after: string, expiry: Expiry): Promise<Window<string>>;
  /** Notifications whose cause has not recurred for long. */
  purgeNotifications(after: string, expiry: Expiry): Promise<Window<string>>;
  /** What deliveries were known again by, once nothing is its repeat any more. */
  purgeDeliveryMarks(after: string, expiry: Expiry): Promise<Window<string>>;
  /** Alarms that have been over for long. */
  purgeAlarms(after: string, expiry: Expiry): Promise<Window<string>>;
  /** Sessions that began long ago, however lately they were used. */
  purgeSessions(after: string, expiry: Expiry): Promise<Window<string>>;
  /** Links that sign in, once they have run out. */
  purgeLinks(after: string, expiry: Expiry): Promise<Window<string>>;
  /** Names of what Convoso has had no more for long. */
  purgeAccountNames(after: string, expiry: Expiry): Promise<Window<string>>;
  /** Answers to whoever asks before acting, once they have run out. */
  purgeAdmissions(after: AdmissionPlace, expiry: Expiry): Promise<Window<AdmissionPlace>>;
  /** Holds that have ended, with their actions, once none of their attempts is left and they were due long ago; those that were flushed or stopped, once they were made long ago. */
  purgeHolds(after: string, expiry: Expiry): Promise<Window<string>>;
  /** Subscriptions that ended long ago. */
  purgeSubscriptions(after: string, expiry: Expiry): Promise<Window<string>>;
  /** Actions that belong to no occurrence, once they are finished and none of their attempts is left. */
  purgeActionsAlone(after: string, expiry: Expiry): Promise<Window<string>>;
  /** Times in which an endpoint was halted, once they have been over for long. */
  purgeHalts(after: string, expiry: Expiry): Promise<Window<string>>;
  /** Calls of which nobody told the end. */
  purgeLiveCalls(after: LiveCallPlace, expiry: Expiry): Promise<Window<LiveCallPlace>>;
  /** The revisions that are not among the newest `latest`, oldest first. */
  olderRevisions(latest: number): Promise<readonly number[]>;
  /** The revisions that occurrences were decided by. */
  revisionsOfOccurrences(after: number, size: number): Promise<References<number>>;
  /** The revisions that pending actions were planned under. */
  revisionsOfPending(after: LanePlace, size: number): Promise<References<LanePlace>>;
  /** Deletes revisions, and where they come from; gives how many. */
  deleteRevisions(revisions: readonly number[]): Promise<number>;
  /** The documents of the revisions, one after the other; null behind the last. */
  nextDocument(after: number): Promise<{ readonly revision: number; readonly document: string } | null>;
  /** The parts that have been switched at run time, in the order of their keys. */
  switchedParts(after: string, size: number): Promise<readonly string[]>;
  deleteSwitches(parts: readonly string[]): Promise<number>;
}

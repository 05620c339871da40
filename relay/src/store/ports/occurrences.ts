import type { LeadKey } from '@convoso-connect/core';
import type { NumberedPage, TimeSpan } from './lists.js';

/** What a delivery said happened, and the decisions of the workflows that matched it. */
export interface StoredOccurrence {
  /** Its delivery's. */
  readonly seq: number;
  readonly id: string;
  /** The configuration by which it was decided. */
  readonly revision: number;
  readonly receivedAt: number;
  readonly leadKey: string | null;
  /** In normal form: the lead's number, or the one dialled where it has none. */
  readonly leadPhone: string | null;
  /** The number dialled, where it is another. */
  readonly callPhone: string | null;
  /** Core's `Occurrence`, as JSON. */
  readonly occurrence: string;
  /** Core's `Decision[]`, as JSON. */
  readonly decisions: string;
  /** The occurrence a moment ago that looks the same, where there is one (domain-facts J.41). */
  readonly looksRepeatedOf: string | null;
}

/** What an occurrence says and of whom, without the decisions about it, which take far more room. */
export type OccurrenceData = Pick<StoredOccurrence, 'id' | 'occurrence' | 'leadKey' | 'leadPhone'>;

/** A workflow that failed with an error in an occurrence. */
export interface WorkflowFailure {
  readonly occurrenceId: string;
  readonly workflowId: string;
  readonly at: number;
  readonly reason: string;
}

export type FailurePlace = Pick<WorkflowFailure, 'occurrenceId' | 'workflowId'>;

/** By so many last digits numbers are found; fewer are the ending of too many. */
export const ENDING_DIGITS = 4;

export interface OccurrenceReads {
  find(id: string): Promise<StoredOccurrence | undefined>;
  /** Those of these that are there, in no certain order. */
  findMany(ids: readonly string[]): Promise<readonly OccurrenceData[]>;
  /**
   * The newest first, below `after` where a page ended there; of one phone number (in normal form, the lead's or the
   * one dialled) where one is given.
   */
  recent(asked: {
    readonly phone: string | null;
    readonly after?: number | null;
    readonly limit: number;
  }): Promise<readonly StoredOccurrence[]>;
  /**
   * The newest first of those of which a number, the lead's or the one dialled, ends in these digits; {@link ENDING_DIGITS} of
   * them at least.
   */
  ending(digits: string, limit: number): Promise<readonly StoredOccurrence[]>;
  /** The next occurrences of a lead, newest first. */
  ofLead(
    asked: { readonly leadKey: LeadKey } & TimeSpan,
    page: NumberedPage,
  ): Promise<readonly StoredOccurrence[]>;
  findFailure(failure: FailurePlace): Promise<WorkflowFailure | undefined>;
  /** The next workflows that failed, those of the latest occurrences first. */
  failures(page: {
    readonly after: FailurePlace | null;
    readonly limit: number;
  }): Promise<readonly WorkflowFailure[]>;
}

/** Occurrences with what was decided about them, and the workflows that failed in them. */
export interface Occurrences extends OccurrenceReads {
  add(occurrences: readonly StoredOccurrence[]): Promise<void>;
  /** Puts other decisions in place of those of an occurrence: one of its workflows has been played again. */
  replaceDecisions(seq: number, decisions: string): Promise<void>;
  recordFailures(failures: readonly WorkflowFailure[]): Promise<void>;
  /** The workflow has been played again: it has not failed any more. */
  endFailure(failure: FailurePlace): Promise<void>;
}

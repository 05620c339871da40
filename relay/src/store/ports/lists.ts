/** Where in a list ordered by time an entry stands; entries of one millisecond are told apart by id. */
export interface Place<Id> {
  readonly at: number;
  readonly id: Id;
}

/** Where a page of a list begins, and how long it may get. */
export interface Page<Id> {
  /** The list goes on behind this place; null for the first page. */
  readonly after: Place<Id> | null;
  readonly limit: number;
  /** Ends a search that nobody waits for any more: it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** From `from` on and before `to`, in epoch milliseconds; null where there is no bound. */
export interface TimeSpan {
  readonly from: number | null;
  readonly to: number | null;
}

/** A page of a list that is numbered: below the entry of this number, or from the newest on. */
export interface NumberedPage {
  readonly after: number | null;
  readonly limit: number;
}

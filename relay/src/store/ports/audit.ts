import type { Page, TimeSpan } from './lists.js';

/** `begun`: it is written before the change is made, so that none is without one; afterwards it is completed. */
export type ChangeOutcome = 'begun' | 'done' | 'failed';

/** How an order ended, and what it has changed. */
export interface ChangeEnd {
  /** As in `workflow:sale-to-crm`; null where nothing was noted. */
  readonly part: string | null;
  /** The part as it was, as JSON; null where there was nothing. */
  readonly before: string | null;
  /** The part as it is now, as JSON. */
  readonly after: string | null;
  readonly outcome: ChangeOutcome;
  /** The code of what made it fail. */
  readonly failure: string | null;
}

/** Who changed what. Nothing in it is a secret or names a person: parts by their ids, and numbers of rows. */
export interface NewChange extends ChangeEnd {
  readonly at: number;
  /** The name of a key, or one of the contract's `ACTORS`. */
  readonly who: string;
  readonly keyId: string | null;
  /** The name of an operation, as in `workflows.switch`. */
  readonly what: string;
}

export interface StoredChange extends NewChange {
  /** Counts up in the order in which they were written down; none is given twice. */
  readonly id: number;
}

/** Which changes are meant; null where it does not matter. */
export interface ChangeFilter extends TimeSpan {
  readonly who: string | null;
  readonly what: string | null;
}

export interface AuditReads {
  /** The next changes, newest first. */
  page(filter: ChangeFilter, page: Page<number>): Promise<readonly StoredChange[]>;
}

/** Who changed what, and when. */
export interface Audit extends AuditReads {
  /** Writes a change down; gives its id. */
  record(change: NewChange): Promise<number>;
  /** Completes a change that was written down before it was made. */
  complete(id: number, end: ChangeEnd): Promise<void>;
  /** Takes back an order that changed nothing. */
  drop(id: number): Promise<void>;
}

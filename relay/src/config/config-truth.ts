import type { Change, Changed } from './change.js';

/** What a start has put into a store that held no configuration. */
export type TakenIn = 'file' | 'sample';

/**
 * Where the truth about the configuration stands: in a file, which is watched, or in the store alone, where other relays may change it
 * as well.
 */
export interface ConfigTruth {
  /** Since when what stands there is refused, in epoch milliseconds; null where it is not. */
  readonly refusedAt: number | null;
  /** Has what stands there run. Throws a `ConnectError` where nothing can. */
  loadAtStart(): Promise<TakenIn | null>;
  /** For a command where no relay runs, which changes it: gives the revision that a change would be based on. */
  loadForCommand(): Promise<number>;
  /** Begins to look by itself whether something has changed that is kept in files. */
  watch(): void;
  /** Looks now. */
  reload(): Promise<void>;
  /** Other relays may have accepted another configuration. */
  takeUpOthers(): Promise<void>;
  /** Ends what `watch` has begun. */
  stop(): Promise<void>;
}

/** Changes the configuration from elsewhere than its file, on the revision that a change is based on, or not at all. */
export interface ConfigChanging {
  /**
   * Puts a document in the place of the running configuration. Throws a `ConnectError`, and changes nothing: CONFIG_CHANGED,
   * CONFIG_REFUSED, ADMIN_KEY_NEEDED, SECRET_NOT_KEPT; where there is a file, also FILE_CHANGED, CONFIG_NOT_WRITTEN.
   */
  put(change: Change): Promise<Changed>;
  /** Puts an accepted revision there again. Throws besides: UNKNOWN_REVISION, REVISION_INCOMPLETE. */
  restore(revision: number, change: Omit<Change, 'text'>): Promise<Changed>;
}

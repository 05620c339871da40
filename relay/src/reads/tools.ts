import type { Revisions } from '../config/revision.js';
import type { StoreReads } from '../store/store.js';

/** What a read is carried out with. */
export interface ReadTools {
  /** A connection that cannot write. */
  readonly store: StoreReads;
  readonly revisions: Revisions;
  /** Fires when nobody waits for the read any more. */
  readonly signal: AbortSignal;
  /**
   * Lets other reads have their turn. To be called every few milliseconds of work; rejects when nobody waits for
   * this read any more.
   */
  readonly pause: () => Promise<void>;
}

/** A question to the store. Arguments and value are plain data, which a thread can be sent. */
export type Read<Args, Value> = (tools: ReadTools, args: Args) => Promise<Value>;

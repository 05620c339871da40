import type { NumberedPage } from './lists.js';

/**
 * `dead`: processing it failed and it is kept for replay · `repeat`: the same as another, whose id is its `failure`; it
 * holds nothing and is never processed · `received`: it waits in the inbox · `processed`: it has become an occurrence.
 */
export type DeliveryState = 'received' | 'processed' | 'dead' | 'repeat';

/** A request as it came. */
export interface KeptRequest {
  readonly hookId: string;
  readonly query: string;
  /** As JSON: an object of texts, by lower-cased name. */
  readonly headers: string;
  readonly body: Buffer;
}

/** What Convoso sent, as received. */
export interface DeliveryContent extends KeptRequest {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  readonly method: string;
  readonly remoteAddress: string;
}

export interface NewDelivery extends DeliveryContent {
  /** The id of the delivery that this one repeats: it is kept for the trail and never processed. */
  readonly repeatOf?: string;
}

export interface StoredDelivery extends DeliveryContent {
  /** Counts up in the order in which deliveries were taken in. */
  readonly seq: number;
  readonly state: DeliveryState;
  /** Why it is dead; of a repeat, the id of the delivery that it repeats. */
  readonly failure: string | null;
}

/** A delivery that waits to be processed. */
export interface WaitingDelivery extends StoredDelivery {
  /** How often a start of the relay found it unprocessed and began on it. */
  readonly claims: number;
  /** When an operator let it in or played it again, in epoch milliseconds; null for one that has just come. */
  readonly replayedAt: number | null;
}

/** A delivery without what it held. */
export interface DeliverySummary extends Pick<
  StoredDelivery,
  'seq' | 'id' | 'hookId' | 'receivedAt' | 'state' | 'failure' | 'method' | 'remoteAddress'
> {
  /** Of the body, in bytes. */
  readonly size: number;
}

/** When the last delivery came to a hook, in epoch milliseconds. */
export interface HookArrival {
  readonly hookId: string;
  readonly at: number;
}

export interface IntakeReads {
  /** When the latest delivery arrived; null where none is kept. */
  latestArrival(): Promise<number | null>;
  /**
   * Of the latest so many deliveries, when the last came to each hook, by the ids of the hooks; and since when these are all that came, or
   * null where none is older.
   */
  latestByHook(
    of: number,
  ): Promise<{ readonly arrivals: readonly HookArrival[]; readonly since: number | null }>;
  /** The oldest deliveries not yet processed, in order of arrival. */
  unprocessed(limit: number): Promise<readonly WaitingDelivery[]>;
  /** A delivery as it came, by its id. */
  find(id: string): Promise<StoredDelivery | undefined>;
  /** A delivery that has no occurrence yet, or never will; no repeat. */
  findOpen(id: string): Promise<StoredDelivery | undefined>;
  /** At most so many deliveries that came since an instant, the newest, in order of arrival; no repeats. */
  since(instant: number, limit: number): Promise<readonly DeliveryContent[]>;
  /** How often a delivery was repeated, and when last; null where it never was. */
  repeatsOf(id: string): Promise<{ readonly count: number; readonly lastAt: number } | null>;
  /** The next deliveries, newest first. */
  summaries(page: NumberedPage): Promise<readonly DeliverySummary[]>;
  /** The next deliveries that could not be processed, newest first. */
  deadSummaries(page: NumberedPage): Promise<readonly DeliverySummary[]>;
}

/** Deliveries, from their arrival until they are processed or set aside. */
export interface Intake extends IntakeReads {
  /**
   * What arrived together is stored together, and waits in the inbox. Gives the deliveries in the order given, which is
   * their order of arrival. `replayedAt` stands for what came earlier, was turned away then, and is let in now.
   */
  add(deliveries: readonly NewDelivery[], replayedAt?: number | null): Promise<readonly WaitingDelivery[]>;
  /** They wait no more. */
  markProcessed(seqs: readonly number[]): Promise<void>;
  /** Records, before the work on it begins, that a delivery left over from an earlier run is being tried again. */
  claim(seq: number): Promise<void>;
  /** Sets a delivery aside, with the reason why it could not be processed. */
  bury(seq: number, failure: string): Promise<void>;
}

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
  /** Whom it is about, where a later one about the same lead that comes to another relay is to wait for it; else none waits, and it for none. */
  readonly leadKey?: string | null;
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
  /** How often a relay found it left behind by another, or by its own last run, and began on it. */
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

/** When what still counts has come, in epoch milliseconds: after the one instant and before the other. */
export interface ArrivedWithin {
  readonly after: number;
  readonly before: number;
}

/** One thing by which a delivery is known again, for so long before and after it came. */
export interface KnownBy {
  /** A digest that says nothing of what the delivery held; unique to its hook. */
  readonly key: string;
  readonly withinMs: number;
}

/** A request that was accepted, by what it is known again. */
export interface MarkedArrival {
  readonly marks: readonly KnownBy[];
  /** Of its deliveries. */
  readonly ids: readonly string[];
  /** When it came, in epoch milliseconds. */
  readonly at: number;
}

export interface IntakeReads {
  /** When the latest delivery arrived; null where none is kept. */
  latestArrival(): Promise<number | null>;
  /**
   * Of the latest so many deliveries, when the last came to each hook, by the ids of the hooks; and since when these are all that came, or
   * null where none is older. What was turned away and let in by an operator did not come by itself, and is left out.
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
   * their order of arrival. `replayedAt` stands for what came earlier, was turned away then, and is let in now. `holder` is
   * the relay that is going to process them; without one they are free.
   */
  add(
    deliveries: readonly NewDelivery[],
    waiting?: { readonly replayedAt?: number | null; readonly holder?: number | null },
  ): Promise<readonly WaitingDelivery[]>;
  /**
   * Of each of these, in their order: the ids of the deliveries that one of its marks was noted for before, where that was within the time of
   * the mark; of several marks, those of the first. Null where there are none: from here on its marks stand for it. Of two units that ask for
   * the same, one is the first, and the other is told of it. To be called once in a unit, before anything else.
   */
  firstsOf(arrived: readonly MarkedArrival[]): Promise<readonly (readonly string[] | null)[]>;
  /** Whether any delivery waits that nobody holds. */
  hasFree(): Promise<boolean>;
  /** The oldest deliveries that nobody holds, in order of arrival; from here on this relay holds them. */
  takeFree(holder: number, limit: number): Promise<readonly WaitingDelivery[]>;
  /** The oldest deliveries that a relay holds, in order of arrival. */
  heldBy(holder: number, limit: number): Promise<readonly WaitingDelivery[]>;
  /**
   * Of these that wait, those behind an earlier one about the same lead that waits as well, has come within this time, and is none of them; in
   * order of arrival. What is behind one is behind it together with all that came later about that lead.
   */
  behindEarlier(seqs: readonly number[], within: ArrivedWithin): Promise<readonly number[]>;
  /** They wait no more. */
  markProcessed(seqs: readonly number[]): Promise<void>;
  /** Records, before the work on it begins, that a delivery left over from an earlier run is being tried again. */
  claim(seq: number): Promise<void>;
  /** Sets a delivery aside, with the reason why it could not be processed. */
  bury(seq: number, failure: string): Promise<void>;
}

/** Somebody who has events sent to a URL. Times in epoch milliseconds. */
export interface StoredSubscription {
  /** Counts up with the time at which it was made, so that a list by ids is one by age. */
  readonly id: string;
  /** The named key that subscribed; null for the admin key and what goes by it. */
  readonly keyId: string | null;
  /** What whoever subscribed is called in the audit log. */
  readonly owner: string;
  /** Whose address it is: the address without its path and query, which may be secret. */
  readonly url: string;
  /** The contract's `Topic[]`, as JSON. */
  readonly topics: string;
  /** The contract's filter, as JSON. */
  readonly filter: string;
  readonly name: string | null;
  /** The whole address and the signing secret, encrypted. */
  readonly sealed: Buffer;
  /** A digest of all that tells it from another of the same owner. No two that are active have the same. */
  readonly identity: string;
  /** How many events there have been for it: the number of the last one. */
  readonly sequence: number;
  readonly madeAt: number;
  /** When it ended; null while it is active. */
  readonly endedAt: number | null;
  /** Why, as a stable code. */
  readonly endedCode: string | null;
  /** Why, as a sentence. */
  readonly endedReason: string | null;
}

/** Why and when one ends. */
export interface SubscriptionEnd {
  readonly id: string;
  readonly code: string;
  readonly reason: string;
  readonly at: number;
}

export interface SubscriptionReads {
  /** Those that are active, in no certain order. */
  active(): Promise<readonly StoredSubscription[]>;
  find(id: string): Promise<StoredSubscription | undefined>;
  /** Those of these that are there, in no certain order. */
  findMany(ids: readonly string[]): Promise<readonly StoredSubscription[]>;
  /** The next of them, the newest first; of one owner, where `owner` is not null. */
  page(asked: {
    readonly owner: { readonly keyId: string | null } | null;
    readonly state: 'active' | 'ended' | null;
    /** The id of the last of the page before; null for the first page. */
    readonly after: string | null;
    readonly limit: number;
  }): Promise<readonly StoredSubscription[]>;
}

export interface Subscriptions extends SubscriptionReads {
  /** Fails where an active one has the same identity, or one the same id. */
  add(subscription: StoredSubscription): Promise<void>;
  /** Keeps another address and secret of one that is active; gives how many it was. */
  reseal(id: string, sealed: Buffer): Promise<number>;
  /** Counts so many events for one that is active, and gives the number of the last; null where none is. */
  count(id: string, events: number): Promise<number | null>;
  /** Ends those of these that are active; gives how many they were. */
  end(ends: readonly SubscriptionEnd[]): Promise<number>;
}

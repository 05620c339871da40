/** For so long after a relay was registered last, its data folder is known: what was there already is then told from what is new. */
export const KNOWN_MS = 24 * 60 * 60_000;

/** A relay that is registered with the store. */
export interface RegisteredRelay {
  /** Given by the store, counting up, and never twice: a relay that was taken for dead comes back under another. */
  readonly number: number;
  /** What people know it by: the name of its machine, and what its folder is called; of one that is alone, its process. */
  readonly name: string;
  /** What its data folder is called, which is locked: a relay that has the folder knows that no other one of this name is alive. */
  readonly home: string;
  /** When it registered, by the clock of the store, in epoch milliseconds. */
  readonly since: number;
  /** Since when its data folder is known, by the clock of the store: earlier than `since` where it was registered before, within {@link KNOWN_MS}. */
  readonly knownSince: number;
  /** Why and since when it is not ready, by its own clock, as it said when it was last heard of; null where it is. */
  readonly unready: Unready | null;
  /** Since when it cannot use the latest configuration, by its own clock; null where it can. */
  readonly configRefusedAt: number | null;
  /** Whether its lease has not run out, by the clock of the store. */
  readonly isHeard: boolean;
}

/** A relay whose registration others have ended, because it was not heard of. */
export interface LostRelay {
  readonly number: number;
  readonly name: string;
  readonly home: string;
  /** When its lease ran out, by the clock of the store. */
  readonly leaseUntil: number;
}

/** What a relay says of itself as it renews its lease. */
export interface Renewal {
  readonly forMs: number;
  readonly unready: Unready | null;
  readonly configRefusedAt: number | null;
}

export interface Unready {
  readonly since: number;
  readonly message: string;
}

export interface RelayReads {
  /** Those that are registered, in the order of their numbers: the first of them leads. */
  registered(): Promise<readonly RegisteredRelay[]>;
}

/**
 * The relays that work on the store. One holds what it has claimed, actions and deliveries, for as long as it is registered, and
 * renews its lease to stay so: one row for each relay, however much it holds. A lease that has run out lets others end the
 * registration, and until somebody does, it can be renewed. Leases go by the clock of the store alone.
 *
 * What a relay holds in whose name nothing is registered is free for the others, with no word of anybody.
 */
export interface Relays extends RelayReads {
  /** Registers a relay for so long, in milliseconds, and gives its number. */
  register(relay: { readonly name: string; readonly home: string; readonly forMs: number }): Promise<number>;
  /** From now on for so long, and says how the relay is doing; false where its registration was ended: what it held is not its own any more. */
  renew(number: number, renewal: Renewal): Promise<boolean>;
  /** Ends these registrations, and sets free the deliveries that they held. */
  end(numbers: readonly number[]): Promise<void>;
  /** The same for those whose lease has run out; gives them in the order of their numbers. */
  endExpired(): Promise<readonly LostRelay[]>;
}

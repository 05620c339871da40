import type { KnownBy } from '../store/ports/intake.js';
import type { ReadDelivery } from './split.js';

/** A request that was accepted: what it brought is stored together or not at all. */
export interface Arrival {
  readonly deliveries: readonly ReadDelivery[];
  /** By what it is known again over all relays; left out where that is known already. */
  readonly again?: {
    readonly marks: () => readonly KnownBy[];
    /** In epoch milliseconds. */
    readonly at: number;
    /** What is stored in its place, where others have taken in the same with these ids. */
    readonly asRepeatOf: (ids: readonly string[]) => ReadDelivery;
  };
}

/** The ids of the first, where another relay has taken in the same before; else null. */
export type FirstIds = readonly string[] | null;

/** An arrival whose sender waits for the answer. */
export interface WaitingArrival extends Arrival {
  /** It is on the disk. Only the first of these two words counts. */
  readonly stored: (first: FirstIds) => void;
  readonly notStored: (error: unknown) => void;
}

/** More than this is committed in several goes, so that the first of a crowd need not wait for the last. */
const LARGEST_GROUP = 200;

/** What has arrived and is not on the disk yet: what is there together is committed together. */
export class Arrivals {
  #waiting: WaitingArrival[] = [];

  /** Resolves once all of it is on the disk. */
  add(arrival: Arrival): Promise<FirstIds> {
    return new Promise((stored, notStored) => {
      this.#waiting.push({ ...arrival, stored, notStored });
    });
  }

  /** How many wait. */
  get count(): number {
    return this.#waiting.length;
  }

  /** The next group to commit, in order of arrival; whoever takes it owes each its answer. */
  take(): readonly WaitingArrival[] {
    return this.#waiting.splice(0, LARGEST_GROUP);
  }
}

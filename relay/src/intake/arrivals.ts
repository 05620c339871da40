import type { NewDelivery } from '../store/commands/deliveries.js';
import type { Reading } from './reading.js';

/** A delivery that was accepted, with what was read in it. */
export interface Arrival {
  readonly delivery: NewDelivery;
  readonly reading: Reading;
}

/** An arrival whose sender waits for the answer. */
export interface WaitingArrival extends Arrival {
  /** It is on the disk. Only the first of these two words counts. */
  readonly stored: () => void;
  readonly notStored: (error: unknown) => void;
}

/** More than this is committed in several goes, so that the first of a crowd need not wait for the last. */
const LARGEST_GROUP = 200;

/** What has arrived and is not on the disk yet: what is there together is committed together. */
export class Arrivals {
  #waiting: WaitingArrival[] = [];

  /** Resolves once the delivery is on the disk. */
  add({ delivery, reading }: Arrival): Promise<void> {
    return new Promise((stored, notStored) => {
      this.#waiting.push({ delivery, reading, stored, notStored });
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

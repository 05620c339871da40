import { Arrivals, type Arrival, type WaitingArrival } from '../intake/arrivals.js';
import type { Inbox, UnprocessedDelivery } from '../process/inbox.js';
import { performIsolated } from './isolate.js';
import type { Store } from '../store/store.js';

/**
 * Takes deliveries in. What arrived together is committed together, in a transaction that holds nothing else: an
 * answer waits for the disk, and for no other work.
 */
export class Intake {
  readonly #store: Store;
  readonly #inbox: Inbox;
  readonly #arrivals = new Arrivals();

  constructor({ store, inbox }: { store: Store; inbox: Inbox }) {
    this.#store = store;
    this.#inbox = inbox;
  }

  get isWaiting(): boolean {
    return this.#arrivals.count > 0;
  }

  /** Resolves once the delivery is on the disk; rejects where it cannot be stored. */
  add(arrival: Arrival): Promise<void> {
    return this.#arrivals.add(arrival);
  }

  /**
   * Stores the next group. One that cannot be stored is refused alone. Throws a fault of the store after everyone in
   * the group has been told of it: nobody waits for the disk to recover.
   */
  async commit(): Promise<void> {
    const group = this.#arrivals.take();
    try {
      await performIsolated(group, {
        perform: (arrivals) => this.#add(arrivals),
        setAside: (arrival, error) => {
          arrival.notStored(error);
          return Promise.resolve();
        },
      });
    } catch (error) {
      for (const arrival of group) arrival.notStored(error);
      throw error;
    }
  }

  async #add(arrivals: readonly WaitingArrival[]): Promise<() => void> {
    const read = arrivals.flatMap(({ deliveries }) => deliveries);
    const deliveries = read.map(({ delivery }) => delivery);
    const rows = await this.#store.turn((unit) => unit.intake.add(deliveries));
    const stored = rows.map((row, index): UnprocessedDelivery => {
      return { ...row, reading: read[index]?.reading };
    });
    return () => {
      this.#inbox.stored(stored.filter(({ state }) => state === 'received'));
      // Nobody is answered before the disk has it. Meanwhile others can be taken in.
      void this.#store.synced().then(
        () => {
          for (const arrival of arrivals) arrival.stored();
        },
        (error: unknown) => {
          for (const arrival of arrivals) arrival.notStored(error);
        },
      );
    };
  }
}

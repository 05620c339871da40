import type { LeadKey } from '@convoso-connect/core';
import { Arrivals, type Arrival, type FirstIds, type WaitingArrival } from '../intake/arrivals.js';
import type { LiveConfig } from '../config/live-config.js';
import type { ReadDelivery } from '../intake/split.js';
import { leadOfArrival } from '../process/batch.js';
import type { Inbox, UnprocessedDelivery } from '../process/inbox.js';
import { performIsolated } from './isolate.js';
import type { NewDelivery } from '../store/ports/intake.js';
import type { Store, Unit } from '../store/store.js';
import { together } from '../store/together.js';
import type { Registration } from './registration.js';

/**
 * Takes deliveries in. What arrived together is committed together, in a transaction that holds nothing else: an
 * answer waits for the disk, and for no other work.
 */
export class Intake {
  readonly #store: Store;
  readonly #inbox: Inbox;
  readonly #arrivals = new Arrivals();

  readonly #relay: Pick<Registration, 'number' | 'sharing'>;
  readonly #config: () => LiveConfig;

  constructor({
    store,
    inbox,
    relay,
    config,
  }: {
    store: Store;
    inbox: Inbox;
    relay: Pick<Registration, 'number' | 'sharing'>;
    config: () => LiveConfig;
  }) {
    this.#store = store;
    this.#config = config;
    this.#relay = relay;
    this.#inbox = inbox;
  }

  get isWaiting(): boolean {
    return this.#arrivals.count > 0;
  }

  /** Resolves once the delivery is on the disk, to the ids of the first where it turned out to be a repeat; rejects where it cannot be stored. */
  add(arrival: Arrival): Promise<FirstIds> {
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
    const { number, sharing } = this.#relay;
    const { rows, read, firsts, isOurs } = await this.#store.turn(async (unit) => {
      // A relay that is alone knows all that has come by itself.
      // What comes to a relay that was taken for dead is taken in all the same, for whoever processes it.
      const [found, isHeld] = await together(
        sharing === 'shared' ? firstsOf(unit, arrivals) : arrivals.map(() => null),
        unit.actAs(number),
      );
      const toStore = arrivals.flatMap((arrival, index) => deliveriesOf(arrival, found[index] ?? null));
      const deliveries =
        sharing === 'shared' ? this.#withLeads(toStore) : toStore.map(({ delivery }) => delivery);
      const added = await unit.intake.add(deliveries, { holder: isHeld ? number : null });
      return { rows: added, read: toStore, firsts: found, isOurs: isHeld };
    });
    const stored = rows.map((row, index): UnprocessedDelivery => {
      return { ...row, reading: read[index]?.reading };
    });
    return () => {
      if (isOurs) this.#inbox.stored(stored.filter(({ state }) => state === 'received'));
      else this.#inbox.forget();
      // Nobody is answered before the disk has it. Meanwhile others can be taken in.
      void this.#store.synced().then(
        () => {
          for (const [index, arrival] of arrivals.entries()) arrival.stored(firsts[index] ?? null);
        },
        (error: unknown) => {
          for (const arrival of arrivals) arrival.notStored(error);
        },
      );
    };
  }

  /** With the lead of each, by which later ones wait for it that come to other relays. */
  #withLeads(read: readonly ReadDelivery[]): NewDelivery[] {
    return read.map((each) => ({ ...each.delivery, leadKey: this.#leadOf(each) }));
  }

  /** Null also where its fields cannot be named: it is taken in all the same, and its processing tells what is wrong. */
  #leadOf(read: ReadDelivery): LeadKey | null {
    try {
      return leadOfArrival(read, this.#config());
    } catch {
      return null;
    }
  }
}

/** In order of arrival, so that of two that arrived together the second is the repeat. */
function firstsOf(unit: Unit, arrivals: readonly WaitingArrival[]): Promise<readonly FirstIds[]> {
  const marked = arrivals.map(({ deliveries, again }) => ({
    marks: again?.marks() ?? [],
    ids: deliveries.map(({ delivery }) => delivery.id),
    at: again?.at ?? 0,
  }));
  return unit.intake.firstsOf(marked);
}

function deliveriesOf({ deliveries, again }: WaitingArrival, first: FirstIds): readonly ReadDelivery[] {
  return first === null || again === undefined ? deliveries : [again.asRepeatOf(first)];
}

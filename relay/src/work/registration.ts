import { hostname } from 'node:os';
import { ConnectError } from '@convoso-connect/core';
import type { Clock } from '../clock.js';
import { iso } from '../iso.js';
import type { Log } from '../log.js';
import type { Sharing } from '../store/opened-store.js';
import type { RegisteredRelay } from '../store/ports/relays.js';
import { LeaseLost, storeFaultOf } from '../store/store-fault.js';
import type { Store, Unit } from '../store/store.js';

/** How long a relay is held to be alive that is not heard of. */
export const LEASE_MS = 15_000;

/** How often it is heard of: a lease outlasts two renewals that fail. */
export const RENEWED_EVERY_MS = LEASE_MS / 3;

export interface RegistrationParts {
  readonly store: Store;
  /** Where a relay is alone, nobody else can hold anything: there is no lease to renew, and what an earlier run held is free at once. */
  readonly sharing: Sharing;
  /** What the data folder is called, on which this process holds the lock. */
  readonly home: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** What is done several times a second. */
export interface Beating {
  beat(): void;
}

/** In whose name something is claimed or processed. */
export interface Holder {
  readonly number: number;
  /** To be called first in a unit that claims or processes. Throws `LEASE_LOST`, with nothing done, where others took this relay for dead. */
  within(unit: Unit): Promise<void>;
}

function inUse({ name, since }: RegisteredRelay): ConnectError {
  return new ConnectError(
    'STORE_IN_USE',
    `another relay works on this database: ${name}, since ${iso(since)}`,
    `Stop it first, or give this relay a database of its own. Where it has crashed, its lease runs out ${LEASE_MS / 1_000} seconds after it was last heard of; start this relay again then.`,
  );
}

/** The registration of this relay with its store, by which it holds what it has claimed. */
export class Registration implements Holder {
  readonly #parts: RegistrationParts;
  readonly #name = `${hostname()} ${process.pid}`;
  #number: number;
  #others: readonly number[];
  #isLost = false;
  /** By the clock of this process: it only decides how soon the store is asked again. */
  #renewedAt: number;
  #renewing: Promise<void> | null = null;
  #renewed: () => void = () => undefined;

  private constructor(parts: RegistrationParts, number: number, others: readonly number[]) {
    this.#parts = parts;
    this.#number = number;
    this.#others = others;
    this.#renewedAt = parts.clock.now();
  }

  /** Throws `STORE_IN_USE` where relays share a store that takes one at a time. */
  static async open(parts: RegistrationParts): Promise<Registration> {
    const registration = new Registration(parts, 0, []);
    await registration.register();
    return registration;
  }

  get sharing(): Sharing {
    return this.#parts.sharing;
  }

  get number(): number {
    return this.#number;
  }

  /** Others have taken this relay for dead. What it held is not its own any more. */
  get isLost(): boolean {
    return this.#isLost;
  }

  /**
   * Whether this relay does what is done once for all of them: it is the first of those that are registered. Numbers only count up, so one
   * that has become the first remains it for as long as it is registered. One that was paused for longer than its lease does not lead until
   * the store has told it that it still does.
   */
  get leads(): boolean {
    const isHeard = this.#isAlone || this.#sinceRenewed() < LEASE_MS;
    return isHeard && !this.#isLost && this.#others.every((other) => other > this.#number);
  }

  /** What has beats only while this relay leads. */
  whileLeading(each: Beating): Beating {
    return {
      beat: () => {
        if (this.leads) each.beat();
      },
    };
  }

  /** How many relays share the work, and which of them this one is, counted from 0 in the order of their numbers. */
  get share(): { readonly of: number; readonly index: number } {
    return {
      of: this.#others.length + 1,
      index: this.#others.filter((other) => other < this.#number).length,
    };
  }

  /** Called each time that the lease was renewed: what dead relays held may be free now. */
  onRenewed(renewed: () => void): void {
    this.#renewed = renewed;
  }

  /** Registers this relay, or does so anew where its registration was ended. */
  async register(): Promise<void> {
    const { store, sharing, home, clock } = this.#parts;
    const { number, others } = await store.durably(async ({ relays }) => {
      const registered = await relays.register({ name: this.#name, home, forMs: LEASE_MS });
      const before = (await relays.registered()).filter((each) => each.number !== registered);
      // Whoever has a folder knows that those who had it before are dead, and need not wait for their leases.
      const dead = before.filter((each) => sharing === 'alone' || each.home === home);
      await relays.end(dead.map((each) => each.number));
      if (sharing !== 'alone') await relays.endExpired();
      const left = (await relays.registered()).filter((each) => each.number !== registered);
      const [other] = left;
      // Nothing of this registration is stored then.
      if (sharing === 'one at a time' && other !== undefined) throw inUse(other);
      return { number: registered, others: left.map((each) => each.number) };
    });
    this.#number = number;
    this.#others = others;
    this.#renewedAt = clock.now();
    this.#isLost = false;
  }

  async within(unit: Unit): Promise<void> {
    if (await unit.actAs(this.#number)) return;
    this.#isLost = true;
    throw new LeaseLost();
  }

  /**
   * Resolves where what this relay holds is its own, as far as can be known; throws `LEASE_LOST` where it is not. The store is asked only
   * where the lease was not renewed lately: after a pause of the process it may have run out.
   */
  async confirm(): Promise<void> {
    if (!this.#isLost && (this.#isAlone || this.#sinceRenewed() < LEASE_MS)) return;
    await this.#renewOnce();
    if (this.#isLost) throw new LeaseLost();
  }

  beat(): void {
    if (this.#isAlone || this.#isLost || this.#sinceRenewed() < RENEWED_EVERY_MS) return;
    // A store that fails is told of by whoever writes to it; the next beat tries again.
    void this.#renewOnce().catch(() => undefined);
  }

  /**
   * Ends it, so that the others need not wait for the lease. Where the store does not take that, the lease runs out by itself,
   * and a relay that is alone ends what an earlier run has left.
   */
  async stop(): Promise<void> {
    await this.#renewing?.catch(() => undefined);
    if (this.#isLost) return;
    try {
      await this.#parts.store.durably((unit) => unit.relays.end([this.#number]));
    } catch (error) {
      if (storeFaultOf(error) === null) throw error;
      this.#parts.log.warn({ err: error }, 'this relay could not be signed off from its store');
    }
  }

  get #isAlone(): boolean {
    return this.#parts.sharing === 'alone';
  }

  /** Both ways, for a clock that was set back. */
  #sinceRenewed(): number {
    return Math.abs(this.#parts.clock.now() - this.#renewedAt);
  }

  #renewOnce(): Promise<void> {
    this.#renewing ??= this.#renew().finally(() => {
      this.#renewing = null;
    });
    return this.#renewing;
  }

  async #renew(): Promise<void> {
    const { store, clock, log } = this.#parts;
    const number = this.#number;
    const startedAt = clock.now();
    const registered = await store.turn(async ({ relays }) => {
      if (!(await relays.renew(number, LEASE_MS))) return null;
      const ended = await relays.endExpired();
      if (ended.length > 0)
        log.warn({ relays: ended }, 'relays that were not heard of any more were taken for dead');
      return relays.registered();
    });
    if (registered === null) {
      log.warn({ relay: number }, 'this relay was taken for dead, and registers anew');
      this.#isLost = true;
    } else {
      // From before it was asked: the lease may have begun then.
      this.#renewedAt = startedAt;
      this.#others = registered.map((each) => each.number).filter((each) => each !== number);
    }
    this.#renewed();
  }
}

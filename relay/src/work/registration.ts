import { hostname } from 'node:os';
import { noteLostRelays } from '../alarms/lost-relays.js';
import type { Clock } from '../clock.js';
import type { AmongRelays } from '../flow/among-relays.js';
import type { Share } from '../flow/parts.js';
import { iso } from '../iso.js';
import type { Log } from '../log.js';
import type { Teller } from '../notify/teller.js';
import type { Sharing } from '../store/opened-store.js';
import type { RegisteredRelay, Renewal } from '../store/ports/relays.js';
import { LEASE_LOST, LeaseLost, storeFaultOf } from '../store/store-fault.js';
import type { Store, Unit } from '../store/store.js';
import type { Holder } from './holder.js';
import { KNOWN_FOR_MS, LEASE_MS, RENEWED_EVERY_MS } from './lease.js';
import { ShareLog } from './share-log.js';

export interface RegistrationParts {
  readonly store: Store;
  /** Where a relay is alone, nobody else can hold anything: there is no lease to renew, and what an earlier run held is free at once. */
  readonly sharing: Sharing;
  /** What the data folder is called, on which this process holds the lock. */
  readonly home: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** What a relay says of itself: why it is not ready, and since when it cannot use the latest configuration. */
export interface Saying {
  readonly unready: () => Renewal['unready'];
  readonly configRefusedAt: () => Renewal['configRefusedAt'];
}

/** What is done several times a second. */
export interface Beating {
  beat(): void;
}

/** Several have a folder each, by which one is the same to people after a crash; a process is another one then. */
function nameOf({ sharing, home }: RegistrationParts): string {
  return `${hostname()} ${sharing === 'alone' ? process.pid : home.slice(0, NAMED_BY)}`;
}

/** So many of the first letters of what the folder is called tell the relays of a machine apart. */
const NAMED_BY = 8;

/** The registration of this relay with its store, by which it holds what it has claimed. */
export class Registration implements Holder, AmongRelays {
  readonly #parts: RegistrationParts;
  readonly #name: string;
  #number = 0;
  #fleet: readonly RegisteredRelay[] = [];
  #registered: readonly number[] = [];
  readonly #shares = new ShareLog();
  #registeredAt = -Infinity;
  /** When the store was reached again after longer than a lease. */
  #backAt = -Infinity;
  #isLost = false;
  /** By the clock of this process: it only decides how soon the store is asked again. */
  #renewedAt: number;
  #renewing: Promise<void> | null = null;
  /** Something has come up since the renewal began that is under way. */
  #isToRenewAgain = false;
  #isStopped = false;
  #renewed: () => void = () => undefined;
  #saying: Saying = { unready: () => null, configRefusedAt: () => null };

  private constructor(parts: RegistrationParts) {
    this.#parts = parts;
    this.#name = nameOf(parts);
    this.#renewedAt = parts.clock.now();
  }

  static async open(parts: RegistrationParts): Promise<Registration> {
    const registration = new Registration(parts);
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
    return isHeard && !this.#isLost && this.#others.every((other) => other.number > this.#number);
  }

  /** What has beats only while this relay leads. */
  whileLeading(each: Beating): Beating {
    return {
      beat: () => {
        if (this.leads) each.beat();
      },
    };
  }

  get isShared(): boolean {
    return this.#parts.sharing === 'shared';
  }

  get registered(): readonly number[] {
    return this.#registered;
  }

  /**
   * Its share of the work. None while some of the others may not know of it, which count with its part; nor where it has not been heard of
   * for so long that it may not know of another one.
   */
  get share(): Share | null {
    const isKnowing = !this.isShared || this.#sinceRenewed() < KNOWN_FOR_MS;
    return isKnowing && !this.#isLost ? this.#shares.last : null;
  }

  sharesSince(from: number): readonly (Share | null)[] {
    return this.#shares.since(from);
  }

  /** This relay, where it tells something of itself beside others; null where it is alone. */
  get teller(): Teller | null {
    return this.isShared ? { name: this.#name, home: this.#parts.home } : null;
  }

  /** What people know this relay by: its machine, and of several relays also what its folder is called. */
  get name(): string {
    return this.#name;
  }

  /** All that are registered, as they were when the lease was last renewed. */
  get fleet(): readonly RegisteredRelay[] {
    return this.#fleet;
  }

  /** Has the others know, with each renewal, how this relay is doing. */
  tells(saying: Saying): void {
    this.#saying = saying;
  }

  /** Called each time that the lease was renewed: what dead relays held may be free now. */
  onRenewed(renewed: () => void): void {
    this.#renewed = renewed;
  }

  /** Registers this relay, or does so anew where its registration was ended. */
  async register(): Promise<void> {
    const { store, sharing, home, clock } = this.#parts;
    const startedAt = clock.now();
    const { number, fleet, dead } = await store.durably(async (unit) => {
      const { relays } = unit;
      const registered = await relays.register({ name: this.#name, home, forMs: LEASE_MS });
      const before = (await relays.registered()).filter((each) => each.number !== registered);
      // Whoever has a folder knows that those who had it before are dead, and need not wait for their leases.
      const dead = before.filter((each) => sharing === 'alone' || each.home === home);
      await relays.end(dead.map((each) => each.number));
      if (sharing !== 'alone') await this.#endExpired(unit);
      return { number: registered, fleet: await relays.registered(), dead };
    });
    for (const each of dead) this.#tellNotEnded(each);
    this.#number = number;
    this.#fleet = fleet;
    this.#renewedAt = startedAt;
    this.#registeredAt = clock.now();
    this.#isLost = false;
    // Another one may have ended a moment ago, and what it has begun still counts.
    if (this.isShared) this.#shares.note(null, clock.now());
    this.#noteShare();
  }

  mayHaveLost(number: number | null): boolean {
    if (this.#isAlone) return false;
    return number !== this.#number || this.#isLost || this.#sinceRenewed() >= LEASE_MS;
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
    void this.renewWhenDue();
  }

  /** Resolves when that is done, or nothing is to be done yet. */
  async renewWhenDue(): Promise<void> {
    if (this.#isAlone || this.#isLost || this.#sinceRenewed() < RENEWED_EVERY_MS) return;
    // A store that fails is told of by whoever writes to it; the next beat tries again.
    await this.#renewOnce().catch(() => undefined);
  }

  /** Renews the lease now: others have come, gone, or were told something. What is under way may not have seen it yet. */
  renewNow(): void {
    if (this.#isAlone || this.#isLost || this.#isStopped) return;
    if (this.#renewing === null) void this.#renewOnce().catch(() => undefined);
    else this.#isToRenewAgain = true;
  }

  /**
   * Ends it, so that the others need not wait for the lease. Where the store does not take that, the lease runs out by itself,
   * and a relay that is alone ends what an earlier run has left.
   */
  async stop(): Promise<void> {
    this.#isStopped = true;
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

  /** Those that registered later have found this one there; those that did before know of it once they have renewed their lease. */
  #noteShare(): void {
    const now = this.#parts.clock.now();
    this.#registered = [...this.#others.map((other) => other.number), this.#number].sort(
      (one, other) => one - other,
    );
    const index = this.#registered.indexOf(this.#number);
    const isKnown = index === 0 || Math.abs(now - this.#registeredAt) >= KNOWN_FOR_MS;
    this.#shares.note(isKnown ? { index, of: this.#registered.length } : null, now);
  }

  #renewOnce(): Promise<void> {
    this.#renewing ??= this.#renew().finally(() => {
      this.#renewing = null;
      if (!this.#isToRenewAgain) return;
      this.#isToRenewAgain = false;
      this.renewNow();
    });
    return this.#renewing;
  }

  get #others(): readonly RegisteredRelay[] {
    return this.#fleet.filter((each) => each.number !== this.#number);
  }

  /** Ends those whose lease has run out, and notes it with that, so that each is told of once. */
  async #endExpired(unit: Unit): Promise<void> {
    const lost = await unit.relays.endExpired();
    if (lost.length === 0) return;
    await noteLostRelays(unit, lost, ({ leaseUntil }) => leaseUntil - LEASE_MS);
    const relays = lost.map(({ number, name }) => ({ number, name }));
    this.#parts.log.warn({ relays }, 'relays that were not heard of any more were taken for dead');
  }

  /** The one before on this folder has crashed, was killed, or did not reach its store as it ended; nobody else is told of that. */
  #tellNotEnded({ number, name, since }: RegisteredRelay): void {
    this.#parts.log.warn(
      { code: 'RELAY_DID_NOT_END', relay: { number, name } },
      `the relay ${name}, which was started on this data folder at ${iso(since)}, has not ended in order: it crashed, was killed, or did not ` +
        'reach its store any more. What it was at is taken up again; its log and its machine may tell why.',
    );
  }

  #renewal(): Renewal {
    const { unready, configRefusedAt } = this.#saying;
    return { forMs: LEASE_MS, unready: unready(), configRefusedAt: configRefusedAt() };
  }

  async #renew(): Promise<void> {
    const { store, clock, log } = this.#parts;
    const number = this.#number;
    const startedAt = clock.now();
    // Where this one was not heard of itself, the store may have been out of reach for all: then the others have time to be heard of.
    if (Math.abs(startedAt - this.#renewedAt) >= LEASE_MS) this.#backAt = startedAt;
    const endsOthers = Math.abs(startedAt - this.#backAt) >= RENEWED_EVERY_MS;
    const registered = await store.turn(async (unit) => {
      if (!(await unit.relays.renew(number, this.#renewal()))) return null;
      if (endsOthers) await this.#endExpired(unit);
      return unit.relays.registered();
    });
    if (registered === null) {
      const { code, message, remedy } = LEASE_LOST;
      log.warn({ code, relay: number }, `${message}. ${remedy}`);
      this.#isLost = true;
    } else {
      // From before it was asked: the lease may have begun then.
      this.#renewedAt = startedAt;
      this.#fleet = registered;
      this.#noteShare();
    }
    this.#renewed();
  }
}

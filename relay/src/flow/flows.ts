import type { Clock } from '../clock.js';
import type { Standstill } from '../store/ports/claims.js';
import type { HaltCause, StoredHalt } from '../store/ports/halts.js';
import type { Target } from '../store/ports/target.js';
import { keyOfTarget, targetOfKey } from '../store/target-key.js';
import type { AmongRelays } from './among-relays.js';
import { LONGEST_DOUBT_MS } from './doubt.js';
import { HaltBook } from './halt-book.js';
import { haltIdOf } from './halt.js';
import { Holders } from './holders.js';
import { LeftBehind } from './left-behind.js';
import { isOwn, type OwnHalt, type StoredOwn } from './own-halt.js';
import { OwnPart } from './own-part.js';
import { Pauses } from './pauses.js';
import { TargetFlow, type Ended, type FlowSettings, type Room } from './target-flow.js';

export interface FlowParts {
  readonly clock: Clock;
  readonly relays: AmongRelays;
  /** What is configured for a target now. */
  readonly settingsOf: (target: Target) => FlowSettings;
  /** All that the store has, those that have ended included. */
  readonly halts: readonly StoredHalt[];
  /** All that something may wait for now. */
  readonly targets: () => readonly Target[];
}

const SHUT: Room = { attempts: 0, opensAt: null };

/** That a target fails: whoever sees it work knows that this is over, whichever relay has seen it fail. */
const TROUBLES: ReadonlySet<HaltCause> = new Set<HaltCause>(['breaker', 'failing']);
const NONE: ReadonlySet<HaltCause> = new Set();

/**
 * How much goes out to each target, and what is halted. The pauses are a copy of what is stored. The rest is learnt by this process from
 * the answers that it sees; whatever of it is to outlast a restart, or to hold for the other relays as well, is among the changes that it
 * hands out to be stored.
 */
export class Flows {
  readonly #parts: FlowParts;
  readonly #own: OwnPart;
  readonly #holders: Holders;
  readonly #pauses: Pauses;
  /** By the keys of their targets. */
  readonly #flows = new Map<string, TargetFlow>();
  readonly #book: HaltBook;
  #recovered = new Map<string, Target>();
  /** Those that work again and are not believed yet. */
  readonly #owed = new Map<string, Target>();
  #probes = new Map<string, Target>();
  readonly #leftBehind: LeftBehind;

  constructor(parts: FlowParts) {
    this.#parts = parts;
    this.#own = new OwnPart(parts);
    this.#holders = new Holders(parts.relays, this.#own);
    this.#book = new HaltBook(this.#holders, parts.relays);
    this.#pauses = new Pauses(parts.halts);
    const now = parts.clock.now();
    const recent = parts.halts.filter(({ endedAt }) => endedAt === null || now - endedAt < LONGEST_DOUBT_MS);
    const own = recent.filter(isOwn);
    for (const halt of own) if (halt.endedAt === null) this.#book.know(halt);
    for (const part of new Set(own.map((halt) => halt.part))) {
      const of = own.filter((halt) => halt.part === part);
      const target = targetOfKey(part);
      const flow = this.#of(target);
      const left = of.filter((halt) => this.#holders.isLeft(halt));
      if (left.length > 0) flow.restore(left, now);
      for (const halt of of)
        if (halt.endedAt === null && !left.includes(halt)) flow.haltedElsewhere(halt, now);
      if (flow.isOwed) this.#owed.set(part, target);
    }
    this.#leftBehind = new LeftBehind(this.#holders);
    this.#goOnResuming(this.#leftBehind.take(parts.halts, now), now);
  }

  /** Whether this relay is the one that asks whether a target works again that does not. */
  #asks(target: Target): boolean {
    const halts = this.#book.ofPart(keyOfTarget(target));
    const trouble =
      halts.find(({ cause }) => cause === 'breaker') ?? halts.find(({ cause }) => cause === 'failing');
    return trouble === undefined || this.#holders.looksAfter(trouble);
  }

  /**
   * Whether the relay that ended a pause came to the end of what it had held is not known where that is gone: what was resumed lately is
   * resumed once more. A target that fails has all of it sent when it works again.
   */
  #goOnResuming(left: readonly StoredHalt[], now: number): void {
    if (!left.some(({ cause }) => cause === 'paused')) return;
    for (const target of this.#parts.targets()) {
      const last = this.#pauses.lastOf(target);
      if (last === null || !left.some(({ id }) => id === last.id) || this.#isInTrouble(target)) continue;
      this.#resume(target, { pausedSince: last.since, now });
      this.#recovered.set(keyOfTarget(target), target);
    }
  }

  #isInTrouble(target: Target): boolean {
    return this.#book.ofPart(keyOfTarget(target)).some(({ cause }) => TROUBLES.has(cause));
  }

  /** The clock of its lanes has stood still since it was paused, whether or not anybody has looked. */
  #resume(
    target: Target,
    { pausedSince, now }: { readonly pausedSince: number; readonly now: number },
  ): void {
    const flow = this.#of(target);
    flow.standstill(now, pausedSince);
    flow.reopened(now);
  }

  /** The number of this relay, which is that of whoever looks after what it has halted or ended. */
  get holder(): number {
    return this.#parts.relays.number;
  }

  /** How many attempts of this relay may be under way at a target, whatever is configured. */
  places(target: Target): number {
    return this.#own.places(target);
  }

  /** How many attempts may be under way at a target, those of all relays together; null where that is not set, or there are no others. */
  mostTogether(target: Target): number | null {
    return this.#own.mostTogether(target);
  }

  /** How many more attempts may begin, where so many are under way. */
  room(target: Target, underWay: number): Room {
    const now = this.#parts.clock.now();
    if (this.#pauses.since(target) !== null) return SHUT;
    const flow = this.#of(target);
    const settings = this.#own.settings(target, now);
    if (settings === null) {
      // What is due there is others' to send.
      flow.looked(now, false);
      return SHUT;
    }
    if (settings.breaker !== null && flow.isOpen && !this.#asks(target)) return SHUT;
    return flow.room(now, settings, underWay, this.#parts.relays.registered.length);
  }

  /** An attempt was taken up, and begins as soon as the disk has it. */
  reserved(target: Target): void {
    const now = this.#parts.clock.now();
    this.#of(target).reserved(now, this.#own.settingsOfBegun(target, now));
  }

  /** One that was taken up begins now. */
  began(target: Target): void {
    const now = this.#parts.clock.now();
    this.#of(target).began(now, this.#own.settingsOfBegun(target, now));
  }

  /** The queue of a target was looked at: more is due than its flow allows, or all of that is taken up. */
  looked(target: Target, isBehind: boolean): void {
    this.#of(target).looked(this.#parts.clock.now(), isBehind);
  }

  /** An attempt has ended. Gives until when its target asks for nothing more, where it refused because it was too many; else null. */
  heard(target: Target, ended: Ended): number | null {
    const { now, sign } = ended;
    const flow = this.#of(target);
    const settings = this.#own.settingsOfBegun(target, now);
    if (flow.heard(ended, settings) === 'recovered') this.#recovered.set(keyOfTarget(target), target);
    if (flow.isOwed) this.#owed.set(keyOfTarget(target), target);
    this.#note(target, now, sign === 'works' ? TROUBLES : NONE);
    return sign === 'limits' ? flow.heldUntil(now) : null;
  }

  standstill(target: Target): Standstill {
    const now = this.#parts.clock.now();
    return this.#of(target).standstill(now, this.#pauses.since(target));
  }

  /** How long a target was behind a pause or an open breaker between two times, in milliseconds. */
  timeBehind(target: Target, from: number, to: number): number {
    const open = this.#book.ofPart(keyOfTarget(target)).filter(({ cause }) => cause === 'breaker');
    return this.#pauses.timeBehind(target, { from, to, besides: open });
  }

  /** Takes over pauses that this relay has stored as begun or ended; all that waits there goes out. */
  adopt(halts: readonly StoredHalt[], targets: readonly Target[]): void {
    const resumed = this.#adoptPauses(halts, targets);
    for (const target of resumed) this.#recovered.set(keyOfTarget(target), target);
  }

  /** Gives the targets that are paused no more. */
  #adoptPauses(halts: readonly StoredHalt[], targets: readonly Target[]): readonly Target[] {
    const now = this.#parts.clock.now();
    const before = targets.map((target) => ({ target, pausedSince: this.#pauses.since(target) }));
    this.#pauses.adopt(halts);
    return before.flatMap(({ target, pausedSince }) => {
      if (pausedSince === null || this.#pauses.since(target) !== null) return [];
      this.#resume(target, { pausedSince, now });
      return [target];
    });
  }

  /** Takes up what other relays have halted and ended; `read` gives all that the store has. What waits somewhere they see to themselves. */
  async takeUpOthers(read: () => Promise<readonly StoredHalt[]>): Promise<void> {
    const halts = await this.#book.read(read);
    const paused = halts.filter(({ id, cause }) => cause === 'paused' && !this.#pauses.isOver(id));
    const targets = new Map(this.#parts.targets().map((target) => [keyOfTarget(target), target]));
    for (const { part } of paused) if (part !== null) targets.set(part, targetOfKey(part));
    this.#adoptPauses(paused, [...targets.values()]);
    this.#takeUpOwn(halts.filter(isOwn));
    this.#goOn(halts);
  }

  #takeUpOwn(halts: readonly StoredOwn[]): void {
    const now = this.#parts.clock.now();
    const lasting = halts.filter(({ endedAt }) => endedAt === null);
    const changed = new Map<string, Target>();
    for (const { endedAt, ...halt } of halts) {
      if (endedAt === null || this.#book.get(halt.id) === undefined) continue;
      const target = targetOfKey(halt.part);
      this.#book.forget(halt.id);
      changed.set(halt.part, target);
      const isGoingOn = lasting.some(
        ({ part, cause, since }) => part === halt.part && cause === halt.cause && since <= halt.since,
      );
      if (TROUBLES.has(halt.cause) && !isGoingOn) this.#of(target).worksElsewhere({ ...halt, endedAt }, now);
    }
    this.#pauses.adopt(halts.filter(({ cause, endedAt }) => cause === 'breaker' && endedAt !== null));
    for (const halt of lasting) {
      if (halt.holder === this.#parts.relays.number) continue;
      const target = targetOfKey(halt.part);
      this.#book.know(halt);
      changed.set(halt.part, target);
      this.#of(target).haltedElsewhere(halt, now);
    }
    for (const target of changed.values()) this.#note(target, now, NONE);
  }

  /** Goes on with what relays that are gone had ended of late: they may not have seen to all that waited. */
  #goOn(halts: readonly StoredHalt[]): void {
    const now = this.#parts.clock.now();
    const anew = this.#leftBehind.take(halts, now);
    for (const halt of anew.filter(isOwn)) {
      const { endedAt } = halt;
      const target = targetOfKey(halt.part);
      if (endedAt === null || !TROUBLES.has(halt.cause) || this.#isInTrouble(target)) continue;
      this.#of(target).owes({ ...halt, endedAt });
      this.#owed.set(halt.part, target);
    }
    this.#goOnResuming(anew, now);
  }

  /** The lasting pause of a target or, for null, of everything. */
  pauseOf(target: Target | null): StoredHalt | null {
    return this.#pauses.of(target);
  }

  /** All that halts a target now, that of everything included. */
  haltsOf(target: Target): readonly StoredHalt[] {
    return [...this.#pauses.over(target), ...this.#ownHalts(target, this.#parts.clock.now())];
  }

  #ownHalts(target: Target, now: number): StoredOwn[] {
    const whole = this.#parts.settingsOf(target);
    const own = this.#own.settingsOfBegun(target, now);
    const halts = this.#of(target).halts(now, own, whole.maxPerSecond);
    return halts.map((halt) => stored(target, halt, this.#parts.relays.number));
  }

  /** Time has passed: what has ended by that is noted, and whoever does not work may be tried. */
  beat(): void {
    const now = this.#parts.clock.now();
    this.#believe(now);
    if (this.#book.isEmpty) return;
    for (const part of this.#book.parts()) {
      const target = targetOfKey(part);
      this.#note(target, now, NONE);
      if (this.#pauses.since(target) !== null || !this.#asks(target)) continue;
      if (this.#of(target).takeProbe(now)) this.#probes.set(part, target);
    }
  }

  /** Whoever has worked for long enough since a false recovery is believed without another attempt: there may be none for hours. */
  #believe(now: number): void {
    for (const [part, target] of this.#owed) {
      const flow = this.#of(target);
      if (flow.recoversByNow(now)) this.#recovered.set(part, target);
      if (!flow.isOwed) this.#owed.delete(part);
    }
  }

  get hasChanges(): boolean {
    return this.#book.hasChanges;
  }

  /** What is to be stored; the caller stores it and says so, or gives it back. */
  takeChanges(): readonly StoredHalt[] {
    return this.#book.takeChanges();
  }

  saved(halts: readonly StoredHalt[]): void {
    this.#book.saved(halts);
  }

  /** They could not be stored. What has changed again meanwhile counts. */
  giveBack(halts: readonly StoredHalt[]): void {
    this.#book.giveBack(halts);
  }

  get hasRecovered(): boolean {
    return this.#recovered.size + this.#probes.size > 0;
  }

  /** The targets at which one action is to ask whether they work again. */
  takeProbes(): readonly Target[] {
    const probes = [...this.#probes.values()];
    this.#probes = new Map();
    return probes;
  }

  /** The targets that work again since the last time, or go out again. */
  takeRecovered(): readonly Target[] {
    const recovered = [...this.#recovered.values()];
    this.#recovered = new Map();
    return recovered;
  }

  #of(target: Target): TargetFlow {
    const key = keyOfTarget(target);
    let flow = this.#flows.get(key);
    if (flow === undefined) this.#flows.set(key, (flow = new TargetFlow()));
    return flow;
  }

  /** Notes what has begun and what has ended since, to be stored; what is over of this was seen here. */
  #note(target: Target, now: number, over: ReadonlySet<HaltCause>): void {
    const halts = this.#ownHalts(target, now);
    const ended = this.#book.note(halts, { part: keyOfTarget(target), now, over });
    this.#pauses.adopt(ended.filter(({ cause }) => cause === 'breaker'));
  }
}

function stored(target: Target, { cause, since, until, reason }: OwnHalt, holder: number): StoredOwn {
  const part = keyOfTarget(target);
  return { id: haltIdOf(part, cause, since), part, cause, since, until, endedAt: null, reason, holder };
}

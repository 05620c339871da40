import type { Clock } from '../clock.js';
import type { Standstill } from '../store/ports/claims.js';
import type { StoredHalt } from '../store/ports/halts.js';
import type { Target } from '../store/ports/target.js';
import { keyOfTarget, targetOfKey } from '../store/target-key.js';
import { haltIdOf } from './halt.js';
import { Pauses } from './pauses.js';
import { LONGEST_DOUBT_MS } from './doubt.js';
import type { OwnHalt, StoredOwnHalt } from './own-halt.js';
import { TargetFlow, type Ended, type FlowSettings, type Room } from './target-flow.js';

export interface FlowParts {
  readonly clock: Clock;
  /** What is configured for a target now. */
  readonly settingsOf: (target: Target) => FlowSettings;
  /** All that the store has, those that have ended included. */
  readonly halts: readonly StoredHalt[];
  /** All that something may wait for. */
  readonly targets: readonly Target[];
}

const SHUT: Room = { attempts: 0, opensAt: null };

/**
 * How much goes out to each target, and what is halted. The pauses are a copy of what is stored; the rest is learnt by this process from
 * the answers that it sees, and whatever of it is to outlast a restart is among the changes that it hands out to be stored.
 */
export class Flows {
  readonly #parts: FlowParts;
  readonly #pauses: Pauses;
  /** By the keys of their targets. */
  readonly #flows = new Map<string, TargetFlow>();
  /** The halts of single targets by themselves that the store has as lasting, or is about to have. */
  readonly #lasting = new Map<string, StoredHalt>();
  #changes = new Map<string, StoredHalt>();
  #recovered = new Map<string, Target>();
  /** Those that work again and are not believed yet. */
  readonly #owed = new Map<string, Target>();
  #probes = new Map<string, Target>();

  constructor(parts: FlowParts) {
    this.#parts = parts;
    this.#pauses = new Pauses(parts.halts);
    const now = parts.clock.now();
    const own = parts.halts.filter(
      ({ endedAt, ...halt }) => isOwn(halt) && (endedAt === null || now - endedAt < LONGEST_DOUBT_MS),
    );
    for (const halt of own) if (halt.endedAt === null) this.#lasting.set(halt.id, halt);
    for (const part of new Set(own.map((halt) => halt.part ?? ''))) {
      const of = own.filter((halt) => halt.part === part) as readonly StoredOwnHalt[];
      const target = targetOfKey(part);
      this.#of(target).restore(of, now);
      if (this.#of(target).isOwed) this.#owed.set(part, target);
    }
    for (const target of parts.targets) this.#goOnResuming(target, now);
  }

  /**
   * Whether the last relay came to the end of what a pause had held is not known: what was resumed lately is resumed once more. A target
   * that fails has all of it sent when it works again.
   */
  #goOnResuming(target: Target, now: number): void {
    const last = this.#pauses.lastOf(target);
    const endedAt = last?.endedAt ?? null;
    if (last === null || endedAt === null || now - endedAt >= LONGEST_DOUBT_MS) return;
    if (this.#isInTrouble(target)) return;
    this.#resume(target, { pausedSince: last.since, now });
  }

  #isInTrouble(target: Target): boolean {
    const part = keyOfTarget(target);
    const own = [...this.#lasting.values()].filter((halt) => halt.part === part);
    return own.some(({ cause }) => cause === 'failing' || cause === 'breaker');
  }

  /** All that waits there goes out, and the clock of its lanes has stood still since it was paused, whether or not anybody has looked. */
  #resume(
    target: Target,
    { pausedSince, now }: { readonly pausedSince: number; readonly now: number },
  ): void {
    const flow = this.#of(target);
    flow.standstill(now, pausedSince);
    flow.reopened(now);
    this.#recovered.set(keyOfTarget(target), target);
  }

  /** How many more attempts may begin, where so many are under way. */
  room(target: Target, underWay: number): Room {
    const now = this.#parts.clock.now();
    if (this.#pauses.since(target) !== null) return SHUT;
    return this.#of(target).room(now, this.#parts.settingsOf(target), underWay);
  }

  /** An attempt was taken up, and begins as soon as the disk has it. */
  reserved(target: Target): void {
    this.#of(target).reserved(this.#parts.clock.now(), this.#parts.settingsOf(target));
  }

  /** One that was taken up begins now. */
  began(target: Target): void {
    this.#of(target).began(this.#parts.clock.now(), this.#parts.settingsOf(target));
  }

  /** The queue of a target was looked at: more is due than its flow allows, or all of that is taken up. */
  looked(target: Target, isBehind: boolean): void {
    this.#of(target).looked(this.#parts.clock.now(), isBehind);
  }

  /** An attempt has ended. Gives until when its target asks for nothing more, where it refused because it was too many; else null. */
  heard(target: Target, ended: Ended): number | null {
    const flow = this.#of(target);
    const settings = this.#parts.settingsOf(target);
    if (flow.heard(ended, settings) === 'recovered') this.#recovered.set(keyOfTarget(target), target);
    if (flow.isOwed) this.#owed.set(keyOfTarget(target), target);
    this.#note(target, flow.halts(ended.now, settings), ended.now);
    return ended.sign === 'limits' ? flow.heldUntil(ended.now) : null;
  }

  standstill(target: Target): Standstill {
    const now = this.#parts.clock.now();
    return this.#of(target).standstill(now, this.#pauses.since(target));
  }

  /** How long a target was behind a pause or an open breaker between two times, in milliseconds. */
  timeBehind(target: Target, from: number, to: number): number {
    const open = [...this.#lasting.values()].filter(
      ({ cause, part }) => cause === 'breaker' && part === keyOfTarget(target),
    );
    return this.#pauses.timeBehind(target, { from, to, besides: open });
  }

  /** Takes over pauses that have been stored as begun or ended. */
  adopt(halts: readonly StoredHalt[], targets: readonly Target[]): void {
    const now = this.#parts.clock.now();
    const before = targets.map((target) => ({ target, pausedSince: this.#pauses.since(target) }));
    this.#pauses.adopt(halts);
    for (const { target, pausedSince } of before) {
      if (pausedSince === null || this.#pauses.since(target) !== null) continue;
      this.#resume(target, { pausedSince, now });
    }
  }

  /** The lasting pause of a target or, for null, of everything. */
  pauseOf(target: Target | null): StoredHalt | null {
    return this.#pauses.of(target);
  }

  /** All that halts a target now, that of everything included. */
  haltsOf(target: Target): readonly StoredHalt[] {
    const now = this.#parts.clock.now();
    const own = this.#of(target).halts(now, this.#parts.settingsOf(target));
    return [...this.#pauses.over(target), ...own.map((halt) => stored(target, halt))];
  }

  /** Time has passed: what has ended by that is noted, and whoever does not work may be tried. */
  beat(): void {
    const now = this.#parts.clock.now();
    this.#believe(now);
    if (this.#lasting.size === 0) return;
    for (const part of new Set([...this.#lasting.values()].map((halt) => halt.part ?? ''))) {
      const target = targetOfKey(part);
      const flow = this.#of(target);
      this.#note(target, flow.halts(now, this.#parts.settingsOf(target)), now);
      if (this.#pauses.since(target) === null && flow.takeProbe(now)) this.#probes.set(part, target);
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
    return this.#changes.size > 0;
  }

  /** What is to be stored; the caller stores it or gives it back. */
  takeChanges(): readonly StoredHalt[] {
    const changes = [...this.#changes.values()];
    this.#changes = new Map();
    return changes;
  }

  /** They could not be stored. What has changed again meanwhile counts. */
  giveBack(halts: readonly StoredHalt[]): void {
    this.#changes = new Map([...halts.map((halt) => [halt.id, halt] as const), ...this.#changes]);
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

  /** Notes what has begun and what has ended since, to be stored. */
  #note(target: Target, own: readonly OwnHalt[], now: number): void {
    const part = keyOfTarget(target);
    const halts = own.map((halt) => stored(target, halt));
    for (const halt of halts) {
      const known = this.#lasting.get(halt.id);
      if (known?.until === halt.until && known.since === halt.since) continue;
      this.#lasting.set(halt.id, halt);
      this.#changes.set(halt.id, halt);
    }
    for (const known of [...this.#lasting.values()]) {
      if (known.part !== part || halts.some(({ id }) => id === known.id)) continue;
      const ended = { ...known, endedAt: now };
      this.#lasting.delete(known.id);
      this.#changes.set(known.id, ended);
      if (known.cause === 'breaker') this.#pauses.adopt([ended]);
    }
  }
}

function isOwn({ cause, part }: Pick<StoredHalt, 'cause' | 'part'>): boolean {
  return cause !== 'paused' && part !== null;
}

function stored(target: Target, { cause, since, until, reason }: OwnHalt): StoredHalt {
  const part = keyOfTarget(target);
  return { id: haltIdOf(part, cause, since), part, cause, since, until, endedAt: null, reason };
}

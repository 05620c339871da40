import type { Standstill } from '../store/ports/claims.js';
import { AskedWait } from './asked-wait.js';
import * as breakers from './breaker.js';
import { Doubt } from './doubt.js';
import { heardOf, type Failing } from './failing.js';
import { LaneClock } from './lane-clock.js';
import * as learnt from './learnt-pace.js';
import { ownHaltsOf, type OwnHalt, type StoredOwnHalt } from './own-halt.js';
import { Ramp } from './ramp.js';
import type { Sign } from './sign.js';
import { StartLog } from './start-log.js';
import { TakenLog } from './taken-log.js';

/** What is configured for a target, as it is now. */
export interface FlowSettings {
  readonly maxPerSecond: number | null;
  readonly maxInFlight: number | null;
  readonly breaker: breakers.BreakerSettings | null;
}

/** How an attempt has ended, as far as it concerns its target; times in epoch milliseconds. */
export interface Ended {
  readonly sign: Sign;
  readonly actionId: string;
  readonly startedAt: number;
  readonly now: number;
  /** For how long it asks to be left alone, in milliseconds; null where it does not ask. */
  readonly askedMs: number | null;
}

/** How many attempts may begin now, and else when to look again; null where something has to happen first. */
export interface Room {
  readonly attempts: number;
  readonly opensAt: number | null;
}

/** How often one action asks whether a target works again where no other does: every minute, after an hour every five. */
const PROBE_MS = 60_000;
const LATER_PROBE_MS = 5 * 60_000;
const HOUR_MS = 60 * 60_000;

const FAILURES: ReadonlySet<Sign> = new Set<Sign>(['unreached', 'fails', 'away', 'limits']);

/**
 * How much goes out to one target, as its answers tell: its pace as set and as learnt, its breaker, and whether it fails at all. An action
 * that has to wait here has made no attempt.
 */
export class TargetFlow {
  readonly #starts = new StartLog();
  readonly #ramp = new Ramp();
  readonly #doubt = new Doubt();
  readonly #lanes = new LaneClock();
  /** By what took its request and asked to be left alone all the same, or by a refusal. */
  readonly #asked = new AskedWait();
  readonly #took = new TakenLog();
  #pace: learnt.LearntPace | null = null;
  #breaker: breakers.Breaker = breakers.CLOSED;
  #failing: Failing | null = null;
  /** Since when more is due than could begin, at each look; null where that was not so at the last. */
  #behindSince: number | null = null;
  /** When an attempt failed last. */
  #failedAt = -Infinity;
  /** When an attempt ended last, and when one was last asked for to find out whether the target works again. */
  #heardAt = 0;
  #probedAt = 0;

  /** Takes over what the store has of it from before a restart: what lasts, and what has ended lately. */
  restore(halts: readonly StoredOwnHalt[], now: number): void {
    const lasting = halts.filter(({ endedAt }) => endedAt === null);
    for (const { cause, since, until } of lasting) {
      if (cause === 'breaker') this.#breaker = breakers.opened(since, now);
      if (cause === 'failing') this.#failing = { since, actionId: '', isSure: true };
      if (cause === 'asked') this.#asked.restore({ since, until: until ?? now });
    }
    const troubles = halts.filter(({ cause }) => cause === 'failing' || cause === 'breaker');
    const endOf = ({ endedAt }: StoredOwnHalt): number => endedAt ?? Infinity;
    const last = troubles.toSorted((a, b) => endOf(a) - endOf(b)).at(-1);
    // Until when a breaker lasts is its next probe, and no doubt.
    if (last !== undefined) this.#doubt.restore(last.cause === 'failing' ? last : { ...last, until: null });
    this.#heardAt = now;
    this.#follow(now, lasting.length > 0 ? Math.min(...lasting.map(({ since }) => since)) : now);
  }

  /** Another relay has seen what halts it, which lasts. That more is due than its pace allows each sees for itself. */
  haltedElsewhere({ cause, since, until }: OwnHalt, now: number): void {
    if (cause === 'paced') return;
    if (cause === 'breaker') this.#breaker = breakers.openedElsewhere(this.#breaker, since, until ?? now);
    if (cause === 'asked') this.#asked.askedElsewhere({ since, until: until ?? now });
    if (cause === 'failing') {
      const first = Math.min(since, this.#failing?.since ?? since);
      this.#failing = { since: first, actionId: '', isSure: true };
      if (until !== null) this.#doubt.restore({ since, until, endedAt: null });
    }
    this.#follow(now, since);
  }

  /** Another relay has seen that it works, at that time. Where it has failed here since, it fails anew. */
  worksElsewhere(halt: OwnHalt & { readonly endedAt: number }, now: number): void {
    if (this.#failedAt > halt.endedAt) {
      if (this.#breaker.state === 'open') this.#breaker = { ...this.#breaker, since: now };
      return;
    }
    this.#failing = null;
    this.#breaker = breakers.CLOSED;
    if (halt.cause === 'failing') this.#doubt.endedElsewhere(halt);
    this.#ramp.begin();
    this.#follow(now, now);
  }

  /** It has worked, and a relay that is gone may not have seen to all that waited. */
  owes(last: OwnHalt & { readonly endedAt: number }): void {
    this.#doubt.restore(last.cause === 'failing' ? last : { ...last, until: null });
  }

  get isOpen(): boolean {
    return this.#breaker.state === 'open';
  }

  room(now: number, settings: FlowSettings, underWay: number, relays: number): Room {
    const heldUntil = this.heldUntil(now);
    if (now < heldUntil) return { attempts: 0, opensAt: heldUntil };
    const perSecond = this.#perSecond(now, settings);
    const byPace = perSecond === Infinity ? Infinity : this.#starts.room(now, perSecond);
    if (byPace <= 0) return { attempts: 0, opensAt: this.#starts.opensAt(now, perSecond) };
    const byBreaker = settings.breaker === null ? Infinity : breakers.room(this.#breaker, now, underWay);
    if (byBreaker <= 0) {
      const probeAt = this.#breaker.state === 'open' && underWay === 0 ? this.#breaker.probeAt : null;
      return { attempts: 0, opensAt: probeAt };
    }
    const places = Math.min(settings.maxInFlight ?? Infinity, this.#ramp.placesAmong(relays)) - underWay;
    return { attempts: Math.max(0, Math.min(byPace, byBreaker, places)), opensAt: null };
  }

  /** Until when nothing is sent, because it asks for that or has refused too many; `now` where nothing is in the way. */
  heldUntil(now: number): number {
    return Math.max(learnt.remembered(this.#pace, now)?.heldUntil ?? 0, this.#asked.until, now);
  }

  /** An attempt is about to begin: it has its part of the pace from now on. */
  reserved(now: number, settings: FlowSettings): void {
    this.#starts.reserved(now, this.#perSecond(now, settings));
  }

  /** It begins: what its destination counts, it counts from here. */
  began(now: number, settings: FlowSettings): void {
    this.#starts.began(now, this.#perSecond(now, settings));
  }

  /** What was looked for has been found: more is due than may begin, or nothing is left. */
  looked(now: number, isBehind: boolean): void {
    this.#behindSince = isBehind ? (this.#behindSince ?? now) : null;
    this.#follow(now, now);
  }

  /**
   * An attempt has ended. Gives `recovered` where the target works again after it had not, so that what waits for a later try may go at
   * once.
   */
  heard(ended: Ended, settings: FlowSettings): 'recovered' | null {
    const { sign, now, startedAt, askedMs } = ended;
    const didFail = this.#failing?.isSure === true;
    const wasOpen = this.#breaker.state === 'open';
    this.#heardAt = now;
    if (FAILURES.has(sign)) this.#failedAt = now;
    this.#starts.answered(startedAt, now);
    this.#failing = heardOf(this.#failing, ended);
    this.#breaker = breakers.heard(this.#breaker, sign, settings.breaker, now);
    if (sign === 'limits') this.#refused(ended, settings);
    if (askedMs !== null) this.#asked.asked(now, askedMs);
    if (sign === 'works') {
      this.#taken(now, startedAt);
      if (didFail || wasOpen) this.#doubt.worksAgain();
    }
    const recovered = sign === 'works' && this.#doubt.isOver(now);
    if (this.#failing?.isSure === true && !didFail) this.#doubt.relapsed(now);
    if (recovered) this.reopened(now);
    this.#follow(now, this.#failing?.since ?? now);
    return recovered ? 'recovered' : null;
  }

  /** Whether it works again and is not believed yet, because it was believed too soon before. */
  get isOwed(): boolean {
    return this.#doubt.isOwed;
  }

  /** Time has passed. Gives whether it is believed from now on to work again, though its last success came too soon for that. */
  recoversByNow(now: number): boolean {
    if (this.#failing?.isSure === true || this.#breaker.state === 'open') return false;
    if (!this.#doubt.isOver(now)) return false;
    this.reopened(now);
    this.#follow(now, now);
    return true;
  }

  /**
   * Whether one of the actions that wait for a later try is to be tried now: without, an outage would last until the first of them is due.
   * Whoever asks makes it so.
   */
  takeProbe(now: number): boolean {
    const at = this.#probeAt(now);
    if (at === null || now < at || now < this.#probedAt + PROBE_MS) return false;
    this.#probedAt = now;
    return true;
  }

  #probeAt(now: number): number | null {
    if (this.#breaker.state === 'open') return this.#breaker.probeAt;
    if (this.#failing?.isSure !== true) return null;
    return this.#heardAt + (now - this.#failing.since < HOUR_MS ? PROBE_MS : LATER_PROBE_MS);
  }

  /** What has waited here for longer may go now; not all of it at once. */
  reopened(now: number): void {
    this.#ramp.begin();
    this.#behindSince ??= now;
  }

  /** What halts it now, by itself. Of a pace that relays share people read what is set for all. */
  halts(now: number, settings: FlowSettings, setPerSecond = settings.maxPerSecond): OwnHalt[] {
    const pace = learnt.remembered(this.#pace, now);
    const ownPerSecond = this.#perSecond(now, settings);
    const isSet = ownPerSecond === settings.maxPerSecond;
    const perSecond = isSet && setPerSecond !== null ? setPerSecond : ownPerSecond;
    const failing = this.#failing?.isSure === true ? this.#failing : null;
    return ownHaltsOf({
      ...{ now, perSecond, isSet, behindSince: this.#behindSince },
      breaker: this.#breaker.state === 'open' && settings.breaker !== null ? this.#breaker : null,
      asked: this.#asked,
      refused: pace && { since: pace.cutAt, until: pace.heldUntil },
      failing: failing && { since: failing.since, until: this.#doubt.until(failing.since) },
    });
  }

  /** When the clock of its lanes stood still, or stands; `pausedSince` is null where it is not paused. */
  standstill(now: number, pausedSince: number | null): Standstill {
    this.#follow(now, pausedSince ?? now, pausedSince !== null);
    return this.#lanes.standstill(now);
  }

  #perSecond(now: number, { maxPerSecond }: FlowSettings): number {
    const learned = learnt.remembered(this.#pace, now)?.perSecond;
    return Math.min(maxPerSecond ?? Infinity, learned ?? Infinity);
  }

  #taken(now: number, startedAt: number): void {
    this.#pace = learnt.taken(learnt.remembered(this.#pace, now), { startedAt });
    this.#took.taken(now);
    this.#ramp.taken();
  }

  #refused({ now, startedAt, askedMs }: Ended, { maxPerSecond: setPerSecond }: FlowSettings): void {
    const takenPerSecond = this.#took.count(now);
    const before = learnt.remembered(this.#pace, now);
    this.#pace = learnt.refused(before, { now, startedAt, takenPerSecond, setPerSecond, askedMs });
  }

  #follow(now: number, troubleSince: number, isPaused = false): void {
    const isStill =
      isPaused ||
      this.heldUntil(now) > now ||
      this.#behindSince !== null ||
      this.#failing?.isSure === true ||
      this.#breaker.state === 'open';
    if (isStill) this.#lanes.stands(troubleSince, now);
    else this.#lanes.goes(now);
  }
}

import { setImmediate as nextTick } from 'node:timers/promises';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import { storeFaultOf } from '../store/store-fault.js';
import { retentionLimits, type RetentionLimits, type RetentionSettings } from './limits.js';
import { RETENTION_RULES, type RetentionRule, type RetentionStore } from './rules.js';
import type { Walk } from './walks.js';

export interface RetentionParts extends RetentionStore {
  readonly clock: Clock;
  readonly log: Log;
  /** The store did not take what was to be deleted; that is told for all who write to it at once. */
  readonly storeFailed: (error: unknown) => void;
  /** Those of the running configuration. */
  readonly settings: () => RetentionSettings;
}

/** A round of a table begins this long after the one before it began; after a failed one it is a minute from its end. */
const PAUSE_MS = 60_000;

/**
 * A clock that was set back is believed once it has run on for this long. If it is the one that is wrong, everything
 * stored before seems to come from the future, and must not be dated anew.
 */
const SETTLED_CLOCK_MS = 60 * 60_000;

/** The rounds of one table. */
interface Rounds {
  readonly table: string;
  readonly rule: RetentionRule & { readonly walk: NonNullable<RetentionRule['walk']> };
  walk: Walk | null;
  deleted: number;
  /** The pause counts from the start of a round: a clock that is moved during one makes the next one due. */
  pauseFrom: number;
}

/**
 * Deletes what no rule keeps any more: at each beat a window of every table that is due, each in a transaction of its
 * own and with a break after it, so that intake never waits for more than one. Every table has its own rounds: a long
 * one, or one that fails, holds up no other.
 */
export class Retention {
  readonly #parts: RetentionParts;
  readonly #rounds: Rounds[];
  /** What the rounds go by. */
  #settings: RetentionSettings | null = null;
  /** Since when the clock has not been set back. */
  #clockSince = Infinity;
  #lastBeat = Infinity;
  #beat: Promise<void> | null = null;

  constructor(parts: RetentionParts) {
    this.#parts = parts;
    this.#rounds = Object.entries(RETENTION_RULES).flatMap(([table, rule]) => {
      const { walk } = rule;
      return walk === null
        ? []
        : [{ table, rule: { ...rule, walk }, walk: null, deleted: 0, pauseFrom: -Infinity }];
    });
  }

  /** Does the next window of each round that is under way, and begins those that are due. */
  beat(): void {
    this.#beat ??= this.#windows().finally(() => {
      this.#beat = null;
    });
  }

  /** Resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    await this.#beat;
  }

  /** All go by one instant: what waits for rows of a table before its own would else miss them by a round. */
  async #windows(): Promise<void> {
    const now = this.#parts.clock.now();
    this.#watchClock(now);
    this.#watchSettings();
    for (const rounds of this.#rounds) {
      if (!(await this.#window(rounds, now))) continue;
      await nextTick();
    }
  }

  #watchClock(now: number): void {
    if (now < this.#lastBeat) this.#clockSince = now;
    this.#lastBeat = now;
  }

  /** A round that goes by former settings is given up: it might delete what is to be kept now. */
  #watchSettings(): void {
    const settings = this.#parts.settings();
    const former = this.#settings;
    this.#settings = settings;
    if (former !== null && sameSettings(former, settings)) return;
    for (const rounds of this.#rounds) {
      rounds.walk = null;
      rounds.pauseFrom = -Infinity;
    }
  }

  /** Says whether there was anything to do. */
  async #window(rounds: Rounds, now: number): Promise<boolean> {
    const { clock, log } = this.#parts;
    if (rounds.walk === null && !isDue(rounds, now)) return false;
    try {
      rounds.walk ??= this.#begin(rounds, now);
      const { done, value } = await rounds.walk.next();
      if (done === true) this.#end(rounds);
      else rounds.deleted += value;
    } catch (error) {
      const { table } = rounds;
      if (storeFaultOf(error) !== null) this.#parts.storeFailed(error);
      else
        log.error(
          { err: error, table },
          'what is too old could not be deleted; it is tried again in a minute',
        );
      this.#end(rounds);
      rounds.pauseFrom = clock.now() - pauseOf(rounds) + PAUSE_MS;
    }
    return true;
  }

  #begin(rounds: Rounds, now: number): Walk {
    rounds.pauseFrom = now;
    return rounds.rule.walk(this.#parts, this.#limits(now));
  }

  #limits(now: number): RetentionLimits {
    const isSettled = now - this.#clockSince >= SETTLED_CLOCK_MS;
    return retentionLimits(this.#parts.settings(), now, isSettled ? now : Infinity);
  }

  #end(rounds: Rounds): void {
    const { table, deleted } = rounds;
    if (deleted > 0)
      this.#parts.log.info({ table, rows: deleted }, 'deleted what no rule of retention keeps');
    rounds.deleted = 0;
    rounds.walk = null;
  }
}

function isDue(rounds: Rounds, now: number): boolean {
  return Math.abs(now - rounds.pauseFrom) >= pauseOf(rounds);
}

function pauseOf({ rule }: Rounds): number {
  return rule.pauseMs ?? PAUSE_MS;
}

function sameSettings(a: RetentionSettings, b: RetentionSettings): boolean {
  return (
    a.days === b.days &&
    a.rows === b.rows &&
    a.leadDays === b.leadDays &&
    a.auditDays === b.auditDays &&
    a.liveCallExpiresMinutes === b.liveCallExpiresMinutes
  );
}

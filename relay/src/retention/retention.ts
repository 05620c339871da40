import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import type { Db } from '../store/sqlite.js';
import { retentionLimits } from './limits.js';
import { retentionRound } from './round.js';

/** `settings.retention` of a configuration. */
interface RetentionSettings {
  readonly days: number;
  readonly rows: number;
}

export interface RetentionParts {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  /** Those of the running configuration. */
  readonly settings: () => RetentionSettings;
}

/** Rounds begin at least so long apart, unless the settings have changed; after a failed one it counts from its end. */
const PAUSE_MS = 60_000;

/** Few enough that deleting them keeps intake waiting for some milliseconds only. */
const ROWS_AT_ONCE = 200;

/**
 * Lets go of what is too old or too much, a small piece at each beat, so that it is never felt. What is not
 * finished stays, however old.
 */
export class Retention {
  readonly #parts: RetentionParts;
  #round: AsyncGenerator<number, void> | null = null;
  #deleted = 0;
  /** What the last round went by, which may still be under way. */
  #kept: RetentionSettings | null = null;
  /** The pause counts from the begin of a round: a clock that is moved during one makes the next one due. */
  #pauseFrom = -Infinity;
  #beat: Promise<void> | null = null;

  constructor(parts: RetentionParts) {
    this.#parts = parts;
  }

  /** Does the next piece of a round, or begins one when it is time. */
  beat(): void {
    this.#beat ??= this.#piece().finally(() => {
      this.#beat = null;
    });
  }

  /** Resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    await this.#beat;
  }

  async #piece(): Promise<void> {
    const { clock, log } = this.#parts;
    const round = this.#changed() || this.#due() ? this.#begin() : this.#round;
    if (round === null) return;
    try {
      const { done, value } = await round.next();
      if (done === true) this.#end();
      else this.#deleted += value;
    } catch (error) {
      log.error({ err: error }, 'what is too old could not be deleted; it is tried again in a minute');
      this.#end();
      this.#pauseFrom = clock.now();
    }
  }

  /** A round that goes by former settings is given up: it might delete what is to be kept now. */
  #changed(): boolean {
    const { days, rows } = this.#parts.settings();
    return days !== this.#kept?.days || rows !== this.#kept.rows;
  }

  #due(): boolean {
    return this.#round === null && Math.abs(this.#parts.clock.now() - this.#pauseFrom) >= PAUSE_MS;
  }

  #begin(): AsyncGenerator<number, void> {
    const { db, clock, settings } = this.#parts;
    this.#kept = settings();
    this.#pauseFrom = clock.now();
    this.#round = retentionRound(db, retentionLimits(this.#kept, this.#pauseFrom), ROWS_AT_ONCE);
    return this.#round;
  }

  #end(): void {
    if (this.#deleted > 0)
      this.#parts.log.info({ rows: this.#deleted }, 'deleted what settings.retention no longer keeps');
    this.#deleted = 0;
    this.#round = null;
  }
}

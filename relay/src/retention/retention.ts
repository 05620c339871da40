import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import type { Db } from '../store/sqlite.js';
import { retentionLimits } from './limits.js';
import { retentionRound } from './round.js';

export interface RetentionParts {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  /** `settings.retention` of the running configuration. */
  readonly settings: () => { readonly days: number; readonly rows: number };
}

/** A round begins this long after the one before has ended. */
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
  #nextRoundAt = 0;
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
    const { db, clock, log, settings } = this.#parts;
    if (this.#round === null && clock.now() < this.#nextRoundAt) return;
    this.#round ??= retentionRound(db, retentionLimits(settings(), clock.now()), ROWS_AT_ONCE);
    try {
      const { done, value } = await this.#round.next();
      if (done === true) this.#endRound();
      else this.#deleted += value;
    } catch (error) {
      log.error({ err: error }, 'what is too old could not be deleted; it is tried again in a minute');
      this.#endRound();
    }
  }

  #endRound(): void {
    const { clock, log } = this.#parts;
    if (this.#deleted > 0)
      log.info({ rows: this.#deleted }, 'deleted what settings.retention no longer keeps');
    this.#deleted = 0;
    this.#round = null;
    this.#nextRoundAt = clock.now() + PAUSE_MS;
  }
}

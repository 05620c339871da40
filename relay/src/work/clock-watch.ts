import type { Clock } from '../clock.js';
import { iso } from '../iso.js';
import type { Log } from '../log.js';
import type { Notice } from '../notify/notice.js';

export interface ClockWatchParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly tell: (notice: Notice) => void;
}

/** Clocks are put right by seconds all the time; what is due waits for a set-back of more than this. */
const TOLERATED_MS = 60_000;

/**
 * Notices when the machine's clock was set back, while the relay runs or since it last took a call in. What is due by it
 * comes later than it should, and nothing else would tell why.
 */
export class ClockWatch {
  readonly #parts: ClockWatchParts;
  /** The latest time that the clock is known to have shown. */
  #latest = -Infinity;

  constructor(parts: ClockWatchParts) {
    this.#parts = parts;
  }

  /** At a start, with the time of the latest call; null where there is none. */
  begin(latestArrival: number | null): void {
    this.#latest = latestArrival ?? -Infinity;
    this.beat();
  }

  beat(): void {
    const now = this.#parts.clock.now();
    const back = this.#latest - now;
    this.#latest = back > TOLERATED_MS ? now : Math.max(this.#latest, now);
    if (back <= TOLERATED_MS) return;
    const minutes = Math.round(back / 60_000);
    const message =
      `The clock of this machine was set back by ${minutes} min: it shows ${iso(now)}, and has shown ${iso(now + back)} ` +
      'before. What was planned by the later time comes due that much later. ' +
      'Set the clock right, and have it kept right by time synchronisation (NTP).';
    this.#parts.log.warn({ code: 'CLOCK_SET_BACK' }, message);
    this.#parts.tell({ key: 'clock', kind: 'clock-set-back', message, at: now });
  }
}

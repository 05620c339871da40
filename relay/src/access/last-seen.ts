import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Clock } from '../clock.js';
import { iso } from '../iso.js';

/** How often a relay that runs leaves word of it. */
const EVERY_MS = 60_000;

function fileIn(dataFolder: string): string {
  return path.join(dataFolder, 'last-seen');
}

/** Leaves word in the data folder of when a relay was last at work there, for whoever asks once it is not. */
export class LastSeen {
  readonly #file: string;
  readonly #clock: Clock;
  #at = Number.NEGATIVE_INFINITY;

  constructor(dataFolder: string, clock: Clock) {
    this.#file = fileIn(dataFolder);
    this.#clock = clock;
  }

  /** Writes it down, at most once a minute. */
  beat(): void {
    if (Math.abs(this.#clock.now() - this.#at) >= EVERY_MS) this.note();
  }

  note(): void {
    this.#at = this.#clock.now();
    try {
      writeFileSync(this.#file, `${iso(this.#at)}\n`, { mode: 0o600 });
    } catch {
      // A folder that takes nothing is told of by whoever has something to store; this is a convenience.
    }
  }
}

/** When a relay was last at work on a data folder, in epoch milliseconds; null where none has left word. */
export function lastSeenIn(dataFolder: string): number | null {
  try {
    const at = Date.parse(readFileSync(fileIn(dataFolder), 'utf8').trim());
    return Number.isNaN(at) ? null : at;
  } catch {
    return null;
  }
}

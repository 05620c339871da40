import { startsOf } from './parts.js';

/**
 * A second, and what arrives a little later than another: of what is sent within a second and a fiftieth, no more than a
 * second's worth arrives within any second.
 */
const WINDOW_MS = 1_020;

/** Later than this no request arrives that has begun: what takes longer is answered slowly. */
const LATEST_MS = 200;

/** How much of what was missed is made up for at once, where the look at the queue came late. */
const CATCH_UP_MS = 50;

/** Within its window, twice as fast as the pace: enough to make up for a late look, and never all of it in one burst. */
const FASTER = 2;

/**
 * When attempts at one endpoint began, and how many more may begin now. For `perSecond` of 1 or more: at most so many in
 * any second, spread over half of it at least. Below 1: one in its part of a minute, as 0.5 is one in two seconds.
 * Times are epoch milliseconds; one that lies before those known starts anew, as after the clock was set back.
 */
export class StartLog {
  #starts: number[] = [];
  /** Those that have their part and have not begun yet, because the disk has to have it first. */
  #reserved = 0;
  /** How long the quickest answer of late took. */
  #quickest = 0;
  /** When the next may begin by its distance to the last. */
  #spacedFrom = -Infinity;

  /** An attempt is about to begin. */
  reserved(now: number, perSecond: number): void {
    this.#reserved += 1;
    if (perSecond === Infinity) return;
    this.#spacedFrom = Math.max(this.#spacedFrom, now - CATCH_UP_MS) + spacing(perSecond);
  }

  /** One that was about to has begun. */
  began(now: number, perSecond: number): void {
    this.#reserved = Math.max(0, this.#reserved - 1);
    if (perSecond === Infinity) return;
    this.#forget(now, perSecond);
    this.#starts.push(now);
  }

  /** One that began at that time was answered: it took so much longer than the quickest, and may have arrived that much later. */
  answered(startedAt: number, now: number): void {
    const took = now - startedAt;
    // The first is slow because it is the first, so that nothing is taken for usual before it has been seen some times.
    this.#quickest = Math.max(0, Math.min(took, this.#quickest + (took - this.#quickest) / 10));
    const late = Math.min(Math.round(took - this.#quickest), LATEST_MS);
    const index = this.#starts.findLastIndex((at) => at <= startedAt);
    if (late <= 0 || index === -1) return;
    this.#starts.splice(index, 1);
    // What began later stands at the end, and is not much.
    const before = this.#starts.findLastIndex((at) => at <= startedAt + late);
    this.#starts.splice(before + 1, 0, startedAt + late);
  }

  /** How many may begin now. */
  room(now: number, perSecond: number): number {
    this.#forget(now, perSecond);
    const inWindow = startsOf(perSecond) - this.#starts.length - this.#reserved;
    const from = Math.max(this.#spacedFrom, now - CATCH_UP_MS);
    const spaced = now < from ? 0 : Math.floor((now - from) / spacing(perSecond)) + 1;
    return Math.max(0, Math.min(inWindow, spaced));
  }

  /** When the next may begin; `now` or before where one may already. */
  opensAt(now: number, perSecond: number): number {
    this.#forget(now, perSecond);
    // Where all parts are reserved, the next is free a window after they have begun; to look too early costs little.
    const oldest = this.#starts.at(this.#reserved - startsOf(perSecond)) ?? this.#starts[0];
    const isFull = this.#starts.length + this.#reserved >= startsOf(perSecond);
    const byWindow = oldest === undefined || !isFull ? -Infinity : oldest + windowOf(perSecond);
    return Math.ceil(Math.max(byWindow, this.#spacedFrom));
  }

  #forget(now: number, perSecond: number): void {
    const from = now - windowOf(perSecond);
    if ((this.#starts.at(-1) ?? now) > now + LATEST_MS) {
      this.#starts = [];
      this.#spacedFrom = -Infinity;
    }
    const kept = this.#starts.findIndex((at) => at > from);
    this.#starts.splice(0, kept === -1 ? this.#starts.length : kept);
  }
}

/** The time by which a pace counts. */
export function windowOf(perSecond: number): number {
  return (startsOf(perSecond) / perSecond) * WINDOW_MS;
}

function spacing(perSecond: number): number {
  return 1_000 / (perSecond * FASTER);
}

import type { Target } from '../store/ports/target.js';
import { keyOfTarget } from '../store/target-key.js';

/**
 * How many attempts may be under way at one endpoint. A dead one that holds each for its whole time-out can then
 * use up only its own places, and never those of another.
 */
const PLACES_PER_ENDPOINT = 64;

/**
 * What is called by all of the account's workflows is called gently: Convoso publishes no request limit, and its users
 * ask one thing at a time (domain-facts A.2).
 */
const FEWER_PLACES = 4;

/** Enough for thirty a second at somebody who takes half a second for each. */
const PLACES_PER_SUBSCRIPTION = 16;

function placesOf({ kind }: Target): number {
  if (kind === 'endpoint') return PLACES_PER_ENDPOINT;
  return kind === 'subscription' || kind === 'callback' ? PLACES_PER_SUBSCRIPTION : FEWER_PLACES;
}

/** How many attempts are under way at a target, and how many more may be. */
interface Places {
  underWay: number;
  free: number;
}

/** The attempts under way, counted by what carries them out. */
export class InFlight {
  /** Of each target with attempts under way, by its key. */
  readonly #places = new Map<string, Places>();
  readonly #attempts = new Set<Promise<void>>();

  freePlaces(target: Target): number {
    return this.#places.get(keyOfTarget(target))?.free ?? placesOf(target);
  }

  underWay(target: Target): number {
    return this.#places.get(keyOfTarget(target))?.underWay ?? 0;
  }

  /** The free places of the target that has fewest, of those with attempts under way; `Infinity` without any. */
  fewestFreePlaces(): number {
    let fewest = Infinity;
    for (const { free } of this.#places.values()) fewest = Math.min(fewest, free);
    return fewest;
  }

  add(target: Target, attempt: Promise<void>): void {
    const key = keyOfTarget(target);
    const places = this.#places.get(key) ?? { underWay: 0, free: placesOf(target) };
    places.underWay += 1;
    places.free -= 1;
    this.#places.set(key, places);
    this.#attempts.add(attempt);
    void attempt.finally(() => {
      this.#attempts.delete(attempt);
      places.underWay -= 1;
      places.free += 1;
      if (places.underWay === 0) this.#places.delete(key);
    });
  }

  get isEmpty(): boolean {
    return this.#attempts.size === 0;
  }

  /** Resolves when all attempts now under way have ended. */
  async ended(): Promise<void> {
    await Promise.all(this.#attempts);
  }
}

import type { Target } from '../store/ports/target.js';
import { keyOfTarget } from '../store/target-key.js';

/** How many attempts are under way at a target. */
interface Occupied {
  readonly target: Target;
  underWay: number;
}

/** The attempts under way, counted by what carries them out. */
export class InFlight {
  /** How many places a target has here. */
  readonly #placesOf: (target: Target) => number;
  /** The targets with attempts under way, by their keys. */
  readonly #occupied = new Map<string, Occupied>();
  readonly #attempts = new Set<Promise<void>>();

  constructor(placesOf: (target: Target) => number) {
    this.#placesOf = placesOf;
  }

  freePlaces(target: Target): number {
    return this.#placesOf(target) - this.underWay(target);
  }

  underWay(target: Target): number {
    return this.#occupied.get(keyOfTarget(target))?.underWay ?? 0;
  }

  /** The free places of the target that has fewest, of those with attempts under way; `Infinity` without any. */
  fewestFreePlaces(): number {
    let fewest = Infinity;
    for (const { target, underWay } of this.#occupied.values())
      fewest = Math.min(fewest, this.#placesOf(target) - underWay);
    return fewest;
  }

  add(target: Target, attempt: Promise<void>): void {
    const key = keyOfTarget(target);
    const occupied = this.#occupied.get(key) ?? { target, underWay: 0 };
    occupied.underWay += 1;
    this.#occupied.set(key, occupied);
    this.#attempts.add(attempt);
    void attempt.finally(() => {
      this.#attempts.delete(attempt);
      occupied.underWay -= 1;
      if (occupied.underWay === 0) this.#occupied.delete(key);
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

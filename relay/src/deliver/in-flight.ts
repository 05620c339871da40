import { TARGETS } from './targets.js';

/**
 * How many attempts may be under way at one endpoint. A dead one that holds each for its whole time-out can then
 * use up only its own places, and never those of another.
 */
const PLACES_PER_ENDPOINT = 64;

/**
 * What is called by all of the account's workflows is called gently: Convoso publishes no request limit, and its users
 * ask one thing at a time (domain-facts A.2).
 */
const FEWER_PLACES: Readonly<Record<string, number>> = {
  [TARGETS.convoso]: 4,
  [TARGETS.dnc]: 4,
  [TARGETS.mail]: 4,
};

/** The attempts under way, counted by endpoint. */
export class InFlight {
  readonly #byEndpoint = new Map<string, number>();
  readonly #attempts = new Set<Promise<void>>();

  freePlaces(endpointId: string): number {
    return (FEWER_PLACES[endpointId] ?? PLACES_PER_ENDPOINT) - (this.#byEndpoint.get(endpointId) ?? 0);
  }

  /** The free places of the endpoint that has fewest, of those with attempts under way; `Infinity` without any. */
  fewestFreePlaces(): number {
    let fewest = Infinity;
    for (const endpointId of this.#byEndpoint.keys()) {
      fewest = Math.min(fewest, this.freePlaces(endpointId));
    }
    return fewest;
  }

  add(endpointId: string, attempt: Promise<void>): void {
    this.#byEndpoint.set(endpointId, (this.#byEndpoint.get(endpointId) ?? 0) + 1);
    this.#attempts.add(attempt);
    void attempt.finally(() => {
      this.#attempts.delete(attempt);
      const left = (this.#byEndpoint.get(endpointId) ?? 1) - 1;
      if (left === 0) this.#byEndpoint.delete(endpointId);
      else this.#byEndpoint.set(endpointId, left);
    });
  }

  /** Resolves when all attempts now under way have ended. */
  async ended(): Promise<void> {
    await Promise.all(this.#attempts);
  }
}

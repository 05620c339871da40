import type { StoredHalt } from '../store/ports/halts.js';
import { LONGEST_DOUBT_MS } from './doubt.js';
import type { Holders } from './holders.js';

/**
 * What relays that are gone had ended of late, a pause or a trouble: they may not have seen to all that waited there, so that the relay
 * that leads does so once more.
 */
export class LeftBehind {
  readonly #holders: Holders;
  #seenTo: ReadonlySet<string> = new Set();

  constructor(holders: Holders) {
    this.#holders = holders;
  }

  /** What of all halts this relay has to see to and has not yet; from here on it has. */
  take(halts: readonly StoredHalt[], now: number): readonly StoredHalt[] {
    const left = halts.filter(
      (halt) => halt.endedAt !== null && now - halt.endedAt < LONGEST_DOUBT_MS && this.#holders.isLeft(halt),
    );
    const anew = left.filter((halt) => !this.#seenTo.has(endOf(halt)));
    this.#seenTo = new Set(left.map(endOf));
    return anew;
  }
}

/** One end of a halt: of some causes it begins again under the same id. */
function endOf({ id, endedAt }: StoredHalt): string {
  return `${id} ${endedAt}`;
}

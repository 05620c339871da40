/** The bytes of one body that is being read, or whose request is being answered. */
export interface Holding {
  add(bytes: number): void;
  /** All of it has come: it is not given up any more. */
  complete(): void;
  release(): void;
}

interface Held {
  bytes: number;
  isComplete: boolean;
  readonly giveUp: () => void;
}

export interface BodyLimit {
  readonly most: number;
  /** Called for each body that is given up. */
  readonly onFull: () => void;
}

/**
 * Bounds the bytes of all bodies together that are in memory. Where they become too many, the largest that is still being
 * sent is given up: a call of Convoso's is small, and never the largest of a flood.
 */
export class BodyBudget {
  readonly #limit: BodyLimit;
  readonly #held = new Set<Held>();
  #total = 0;

  constructor(limit: BodyLimit) {
    this.#limit = limit;
  }

  hold(giveUp: () => void): Holding {
    const held: Held = { bytes: 0, isComplete: false, giveUp };
    this.#held.add(held);
    return {
      add: (bytes) => {
        if (!this.#held.has(held)) return;
        held.bytes += bytes;
        this.#total += bytes;
        while (this.#total > this.#limit.most && this.#giveUpLargest());
      },
      complete: () => {
        held.isComplete = true;
      },
      release: () => this.#release(held),
    };
  }

  #giveUpLargest(): boolean {
    let largest: Held | null = null;
    for (const held of this.#held) {
      if (!held.isComplete && held.bytes > (largest?.bytes ?? 0)) largest = held;
    }
    if (largest === null) return false;
    this.#release(largest);
    this.#limit.onFull();
    largest.giveUp();
    return true;
  }

  #release(held: Held): void {
    if (this.#held.delete(held)) this.#total -= held.bytes;
  }
}

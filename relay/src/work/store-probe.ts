import type { Clock } from '../clock.js';
import type { Store } from '../store/store.js';

export interface StoreProbeParts {
  readonly store: Store;
  readonly clock: Clock;
  /** The store did not take what was to be written. */
  readonly failed: (error: unknown) => void;
  /** Whether it is known already that the store takes nothing: then whatever waits to be stored is tried anyhow. */
  readonly isKnownToFail: () => boolean;
}

/** After so long without a write, one is made for no other reason than to see whether the store takes it. */
const IDLE_MS = 5_000;

/**
 * Finds out that the store is locked, full or cannot be written while nothing else writes to it, so that readiness is
 * true before the next call comes. A relay that is at work is never probed: its own writes tell. That it looks for what is
 * due, several times a second, tells nothing: who only reads is let in.
 */
export class StoreProbe {
  readonly #parts: StoreProbeParts;
  #writes = 0;
  #lookedAt = -Infinity;
  #probe: Promise<void> | null = null;

  constructor(parts: StoreProbeParts) {
    this.#parts = parts;
  }

  beat(): void {
    const { store, clock, isKnownToFail } = this.#parts;
    const now = clock.now();
    // A clock that was set back must not silence the probe until it has caught up.
    if (Math.abs(now - this.#lookedAt) < IDLE_MS) return;
    this.#lookedAt = now;
    const isIdle = store.writes === this.#writes;
    this.#writes = store.writes;
    if (!isIdle || isKnownToFail()) return;
    this.#probe ??= this.#write().finally(() => {
      this.#probe = null;
      this.#writes = store.writes;
    });
  }

  /** Resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    await this.#probe;
  }

  async #write(): Promise<void> {
    const { store, failed } = this.#parts;
    try {
      await store.turn((unit) => unit.touch());
      await store.synced();
    } catch (error) {
      failed(error);
    }
  }
}

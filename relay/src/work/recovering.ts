import type { Clock } from '../clock.js';
import type { Flows } from '../flow/flows.js';
import type { Log } from '../log.js';
import type { StoredHalt } from '../store/ports/halts.js';
import type { Place } from '../store/ports/lists.js';
import type { Target } from '../store/ports/target.js';
import type { Store, Unit } from '../store/store.js';
import { messageOf, performIsolated } from './isolate.js';

export interface RecoveringParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly flows: Flows;
  /** Something of these targets may be due. */
  readonly lookAt: (targets: Iterable<Target>) => void;
}

/** How many waiting actions are looked through in one go. */
const WINDOW = 200;

interface Walk {
  readonly target: Target;
  /** All that waits for a later try, or the first of it, to find out. */
  readonly what: 'all' | 'first';
  readonly after: Place<string> | null;
}

/**
 * Recovering: what waits for another try at a target is due as soon as that works again, window by window, however many wait, and goes
 * out in the order of its lanes. And what halts a target is written down as it begins and ends.
 */
export class Recovering {
  readonly #parts: RecoveringParts;
  #walks: readonly Walk[] = [];

  constructor(parts: RecoveringParts) {
    this.#parts = parts;
  }

  get hasWork(): boolean {
    const { flows } = this.#parts;
    return flows.hasChanges || flows.hasRecovered || this.#walks.length > 0;
  }

  /** What waits for a later try at these is to be looked at now. */
  bring(targets: readonly Target[]): void {
    const walks = targets.map((target) => ({ target, what: 'all', after: null }) as const);
    this.#walks = [...this.#walks, ...walks];
  }

  /** What is to be written of halts, which the caller gives back where it could not be. */
  take(): readonly StoredHalt[] {
    const { flows } = this.#parts;
    const recovered = flows.takeRecovered().map((target) => ({ target, what: 'all', after: null }) as const);
    const probes = flows.takeProbes().map((target) => ({ target, what: 'first', after: null }) as const);
    this.#walks = [...this.#walks, ...recovered, ...probes];
    return flows.takeChanges();
  }

  giveBack(halts: readonly StoredHalt[]): void {
    this.#parts.flows.giveBack(halts);
  }

  /** Writes them, brings a window forward, and gives what is to be taken over once that is committed. */
  async recover(unit: Unit, halts: readonly StoredHalt[]): Promise<() => void> {
    if (halts.length > 0) await unit.halts.save(halts);
    const [walk] = this.#walks;
    const next = walk === undefined ? null : await this.#bring(unit, walk);
    return () => {
      this.#parts.flows.saved(halts);
      if (walk !== undefined) this.#goOn(next);
    };
  }

  /** The same in transactions of its own, where recovering together with other work has failed. */
  async recoverIsolated(halts: readonly StoredHalt[]): Promise<void> {
    const { store, log, flows } = this.#parts;
    await performIsolated(halts, {
      perform: async (some) => {
        await store.turn((unit) => unit.halts.save(some));
        return () => flows.saved(some);
      },
      // It counts in this process all the same, and is only not known after a restart.
      setAside: (halt, error) => {
        flows.saved([halt]);
        log.error({ id: halt.id }, `a halt could not be stored: ${messageOf(error)}`);
        return Promise.resolve();
      },
    });
    await performIsolated(this.#walks.slice(0, 1), {
      perform: async (walks) => {
        const next = await store.turn(async (unit) => {
          const [walk] = walks;
          return walk === undefined ? null : this.#bring(unit, walk);
        });
        return () => this.#goOn(next);
      },
      // What waits there has times of its own.
      setAside: () => {
        this.#goOn(null);
        return Promise.resolve();
      },
    });
  }

  async #bring(unit: Unit, { target, what, after }: Walk): Promise<Place<string> | null> {
    const window = { now: this.#parts.clock.now(), after, limit: WINDOW, what };
    const { brought, next } = await unit.claims.bringForward(target, window);
    return what === 'first' && brought > 0 ? null : next;
  }

  #goOn(next: Place<string> | null): void {
    const [walk, ...others] = this.#walks;
    if (walk === undefined) return;
    this.#parts.lookAt([walk.target]);
    this.#walks = next === null ? others : [...others, { ...walk, after: next }];
  }
}

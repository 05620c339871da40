import type { Log } from '../log.js';
import type { StoredAlarm } from '../store/ports/alarms.js';
import type { Target } from '../store/ports/target.js';
import type { Store, Unit } from '../store/store.js';
import { messageOf, performIsolated } from '../work/isolate.js';
import type { Holder } from '../work/holder.js';
import type { AlarmChange } from './evaluator.js';

/** What is to be stored, and which of its alarms have begun, are known of or are over by it. */
export interface UnsavedChange extends AlarmChange {
  readonly news: readonly StoredAlarm[];
}

export interface StoringParts {
  readonly store: Store;
  readonly log: Log;
  /** Nothing is stored by one that was taken for dead: another one judges by then. */
  readonly relay: Pick<Holder, 'within'>;
  /** Has subscribers told in the same unit; gives the targets that have something then. */
  readonly publish: (unit: Unit, alarms: readonly StoredAlarm[]) => Promise<readonly Target[]>;
  readonly published: (targets: readonly Target[]) => void;
}

/** Stores alarms, each together with what is told of it. What the store does not take is kept for the next time. */
export class Storing {
  readonly #parts: StoringParts;
  #unsaved: readonly UnsavedChange[] = [];

  constructor(parts: StoringParts) {
    this.#parts = parts;
  }

  /** What was not stored is not to be: it is judged anew. */
  forget(): void {
    this.#unsaved = [];
  }

  /** An alarm that the store refuses is told in the log, and keeps no other. */
  async save(changes: readonly UnsavedChange[], now: number): Promise<void> {
    const { log, published } = this.#parts;
    const all = [...this.#unsaved, ...changes];
    const left = new Set(all);
    this.#unsaved = [];
    try {
      await performIsolated(all, {
        perform: async (some) => {
          const targets = await this.#store(some, now);
          return () => {
            for (const each of some) left.delete(each);
            published(targets);
          };
        },
        setAside: (change, error) => {
          left.delete(change);
          const failure = messageOf(error);
          log.error({ alarms: change.alarms.map(({ key }) => key), failure }, 'an alarm could not be stored');
          return Promise.resolve();
        },
      });
    } finally {
      this.#unsaved = [...left];
    }
  }

  #store(changes: readonly UnsavedChange[], now: number): Promise<readonly Target[]> {
    const { store, relay, publish } = this.#parts;
    return store.turn(async (unit) => {
      await relay.within(unit);
      const subscribed: Target[] = [];
      for (const { alarms, news, notice, ends } of changes) {
        await unit.alarms.save(alarms);
        subscribed.push(...(await publish(unit, news)));
        if (ends !== null) await unit.notices.resolve(ends, now);
        if (notice === null) continue;
        // That something is over is over itself.
        const resolvedAt = ends === null ? null : now;
        await unit.notices.record({ ...notice, at: now, isNews: true, resolvedAt });
      }
      return subscribed;
    });
  }
}

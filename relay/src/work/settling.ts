import type { Clock } from '../clock.js';
import { tooLate } from '../deliver/interrupted.js';
import { keepEnds } from '../subscriptions/ending.js';
import { storeFaultOf } from '../store/store-fault.js';
import { messageOf, performIsolated } from './isolate.js';
import type { Holder } from './holder.js';
import type { Reporter } from './reporter.js';
import { wakeIsolated } from './waking.js';
import type { Withheld, WithheldMember } from './withheld.js';
import type { Settlement } from '../store/ports/attempts.js';
import type { Target } from '../store/ports/target.js';
import type { Store, Unit } from '../store/store.js';

export interface SettlingParts {
  readonly store: Store;
  readonly relay: Pick<Holder, 'mayHaveLost'>;
  readonly clock: Clock;
  readonly reporter: Reporter;
  readonly withheld: Withheld;
  /** A target may have something to be taken up now. */
  readonly lookAt: (targets: Iterable<Target>) => void;
  /** An attempt at this target has ended. */
  readonly placeFreed: (target: Target) => void;
  readonly subscriptionsEnded: (ids: readonly string[]) => void;
}

/** What was written down of attempts that have ended, to be told once it is committed. */
export interface Settled {
  /** As they were written: what came too late is said to be so. */
  readonly ended: readonly Settlement[];
  /** The targets whose next actions have been woken. */
  readonly woken: readonly Target[];
}

/** Settling: writes down how attempts have ended. */
export class Settling {
  readonly #parts: SettlingParts;
  #ended: Settlement[] = [];

  constructor(parts: SettlingParts) {
    this.#parts = parts;
  }

  get hasWork(): boolean {
    return this.#ended.length > 0;
  }

  /** How many attempts have ended and are not settled yet. */
  get waiting(): number {
    return this.#ended.length;
  }

  add(settlement: Settlement): void {
    this.#ended.push(settlement);
  }

  /** The next so many, which the caller settles or gives back. */
  take(limit: number): readonly Settlement[] {
    return this.#ended.splice(0, limit);
  }

  giveBack(settlements: readonly Settlement[]): void {
    this.#ended.unshift(...settlements);
  }

  async settle(unit: Unit, settlements: readonly Settlement[]): Promise<Settled> {
    const ended = await this.#writeOwn(unit, settlements);
    const lanes = new Set(settlements.map(({ action }) => action.lane));
    return { ended, woken: await unit.claims.wake([...lanes], this.#parts.clock.now()) };
  }

  /** Of what this relay may have lost, the store tells whether others have gone on with it. Nothing is waited for where it has lost nothing. */
  async #writeOwn(unit: Unit, settlements: readonly Settlement[]): Promise<readonly Settlement[]> {
    const { relay } = this.#parts;
    const doubtful = new Set(settlements.filter(({ action }) => relay.mayHaveLost(action.holder)));
    if (doubtful.size === 0) return this.#write(unit, settlements);
    const isStillRunning = await stillRunning(unit, [...doubtful]);
    const lost = new Set([...doubtful].filter((each) => !isStillRunning(each)));
    const found = await unit.actions.findMany([...lost].map(({ action }) => action.id));
    const known = new Set(found.map(({ id }) => id));
    // Whom others have forgotten meanwhile does not come back with what an attempt came to.
    const kept = settlements.filter((each) => !lost.has(each) || known.has(each.action.id));
    return this.#write(
      unit,
      kept.map((each) => (lost.has(each) ? tooLate(each) : each)),
    );
  }

  async #write(unit: Unit, settlements: readonly Settlement[]): Promise<readonly Settlement[]> {
    await unit.attempts.settle(settlements, { from: 'running' });
    const ends = settlements.flatMap(({ ends: each }) => each ?? []);
    if (ends.length > 0) await keepEnds(unit, ends);
    return settlements;
  }

  /** They are on the disk. */
  committed({ ended, woken }: Settled): void {
    const { reporter, lookAt, placeFreed, subscriptionsEnded } = this.#parts;
    lookAt(woken);
    subscriptionsEnded(ended.flatMap(({ ends }) => ends?.id ?? []));
    for (const settlement of ended) {
      placeFreed(settlement.attempt.target);
      reporter.attempted(settlement);
    }
  }

  /**
   * Settles in transactions of their own, where settling together with other work has failed. What was cut off is settled in the name of the
   * relay that leads, but for what has been settled meanwhile by the one that made the attempt.
   */
  async settleIsolated(settlements: readonly Settlement[], inNameOf?: Holder): Promise<void> {
    const { store, clock, lookAt, placeFreed, withheld } = this.#parts;
    const left = new Set(settlements);
    try {
      await performIsolated(settlements, {
        perform: async (some) => {
          const ended = await store.turn(async (unit) => {
            if (inNameOf === undefined) return this.#writeOwn(unit, some);
            await inNameOf.within(unit);
            const isStillCutOff = await stillRunning(unit, some);
            return this.#write(unit, some.filter(isStillCutOff));
          });
          return () => {
            for (const each of some) left.delete(each);
            this.committed({ ended, woken: [] });
          };
        },
        setAside: async (settlement, error) => {
          await withheld.orElse(this.#memberOf(settlement), () =>
            this.#setAside(settlement, messageOf(error)),
          );
          placeFreed(settlement.attempt.target);
          left.delete(settlement);
        },
      });
    } catch (error) {
      this.giveBack([...left]);
      throw error;
    }
    const lanes = settlements.map(({ action }) => action.lane);
    lookAt(await wakeIsolated(store, lanes, clock.now()));
  }

  /** What the attempt came to is kept in memory until it can be written, so that it is not made again meanwhile. */
  #memberOf(settlement: Settlement): WithheldMember {
    const tryAgain = (): void => this.add(settlement);
    return { what: 'the end of an attempt', id: settlement.action.id, tryAgain };
  }

  /**
   * An attempt that cannot be logged as it was. What it came to stands all the same, so that nothing is sent again that
   * arrived: with as much of the log entry as can be stored, or with none.
   */
  async #setAside(settlement: Settlement, failure: string): Promise<void> {
    const { store, reporter } = this.#parts;
    const reduced = withoutContent(settlement, failure);
    let written: readonly Settlement[] = [reduced];
    try {
      written = await store.turn((unit) => this.#writeOwn(unit, [reduced]));
    } catch (error) {
      if (storeFaultOf(error) !== null) throw error;
      // Why is known by now; what is left is the action's own row, and an error of that one is thrown.
      await store.turn((unit) => unit.attempts.endUnlogged(reduced.action, { from: 'running' }));
    }
    const after = 'What the attempt came to stands; only its entry in the log is reduced or missing.';
    reporter.setAside({ what: 'a log entry', id: settlement.action.id, reason: failure, after });
    for (const each of written) reporter.attempted(each);
  }
}

/** Which of these still are as the attempts have left them: they run in the name in which those were made. */
async function stillRunning(
  unit: Unit,
  settlements: readonly Settlement[],
): Promise<(settlement: Settlement) => boolean> {
  const running = new Set<string>();
  for (const holder of new Set(settlements.map(({ action }) => action.holder))) {
    const held = settlements.filter(({ action }) => action.holder === holder);
    const ids = await unit.claims.runningAs(
      holder,
      held.map(({ action }) => action.id),
    );
    for (const id of ids) running.add(id);
  }
  return ({ action }) => running.has(action.id);
}

/** The end of an attempt with nothing in it but what the relay itself made. */
function withoutContent({ attempt, action, ends }: Settlement, failure: string): Settlement {
  const note = `the log entry could not be stored as it was (${failure})`;
  const reasonOf = (reason: string | null | undefined): string => (reason ? `${reason}; ${note}` : note);
  const content = {
    method: attempt.method,
    url: '',
    body: null,
    result: 'null',
    answer: null,
    diagnosis: null,
  };
  return {
    ...(ends !== undefined && { ends }),
    attempt: { ...attempt, ...content, reason: reasonOf(attempt.reason) },
    // What is done and has a reason looks like no success, and a missing log entry does not make it so.
    action: { ...action, reason: action.state === 'done' ? action.reason : reasonOf(action.reason) },
  };
}

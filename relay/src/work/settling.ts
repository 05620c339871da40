import type { Transaction } from 'kysely';
import { endUnlogged } from '../store/commands/actions.js';
import { wakeLanes } from '../store/commands/claims.js';
import { settleAttempts, type Settlement } from '../store/commands/settlements.js';
import type { Clock } from '../clock.js';
import type { Schema } from '../store/schema.js';
import type { GroupCommit } from '../store/group-commit.js';
import { storeFaultOf } from '../store/store-fault.js';
import { messageOf, performIsolated } from './isolate.js';
import type { Reporter } from './reporter.js';
import { wakeIsolated } from './waking.js';
import type { Withheld, WithheldMember } from './withheld.js';

export interface SettlingParts {
  readonly commits: GroupCommit;
  readonly clock: Clock;
  readonly reporter: Reporter;
  readonly withheld: Withheld;
  /** An endpoint may have something to be taken up now. */
  readonly lookAt: (endpointIds: Iterable<string>) => void;
  /** An attempt at this endpoint has ended. */
  readonly placeFreed: (endpointId: string) => void;
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

  /** Gives the endpoints whose next actions have been woken. */
  async settle(tx: Transaction<Schema>, settlements: readonly Settlement[]): Promise<readonly string[]> {
    await settleAttempts(tx, settlements);
    const lanes = new Set(settlements.map(({ action }) => action.lane));
    return wakeLanes(tx, [...lanes], this.#parts.clock.now());
  }

  /** They are on the disk. */
  committed(settlements: readonly Settlement[], woken: readonly string[]): void {
    const { reporter, lookAt, placeFreed } = this.#parts;
    lookAt(woken);
    for (const settlement of settlements) {
      placeFreed(settlement.attempt.endpoint_id);
      reporter.attempted(settlement);
    }
  }

  /** Settles in transactions of their own, where settling together with other work has failed. */
  async settleIsolated(settlements: readonly Settlement[]): Promise<void> {
    const { commits, clock, lookAt, placeFreed, withheld } = this.#parts;
    const left = new Set(settlements);
    try {
      await performIsolated(settlements, {
        perform: async (some) => {
          await commits.transaction((tx) => settleAttempts(tx, some));
          return () => {
            for (const each of some) left.delete(each);
            this.committed(some, []);
          };
        },
        setAside: async (settlement, error) => {
          await withheld.orElse(this.#memberOf(settlement), () =>
            this.#setAside(settlement, messageOf(error)),
          );
          placeFreed(settlement.attempt.endpoint_id);
          left.delete(settlement);
        },
      });
    } catch (error) {
      this.giveBack([...left]);
      throw error;
    }
    const lanes = settlements.map(({ action }) => action.lane);
    lookAt(await wakeIsolated(commits, lanes, clock.now()));
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
    const { commits, reporter } = this.#parts;
    const reduced = withoutContent(settlement, failure);
    try {
      await commits.transaction((tx) => settleAttempts(tx, [reduced]));
    } catch (error) {
      if (storeFaultOf(error) !== null) throw error;
      // Why is known by now; what is left is the action's own row, and an error of that one is thrown.
      await commits.transaction((tx) => endUnlogged(tx, reduced.action));
    }
    const after = 'What the attempt came to stands; only its entry in the log is reduced or missing.';
    reporter.setAside({ what: 'a log entry', id: settlement.action.id, reason: failure, after });
    reporter.attempted(reduced);
  }
}

/** The end of an attempt with nothing in it but what the relay itself made. */
function withoutContent({ attempt, action }: Settlement, failure: string): Settlement {
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
    attempt: { ...attempt, ...content, reason: reasonOf(attempt.reason) },
    // What is done and has a reason looks like no success, and a missing log entry does not make it so.
    action: { ...action, reason: action.state === 'done' ? action.reason : reasonOf(action.reason) },
  };
}

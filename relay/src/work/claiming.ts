import type { Clock } from '../clock.js';
import type { LiveConfig } from '../config/live-config.js';
import type { PreparedAction } from '../deliver/prepare.js';
import type { TakenUp } from '../deliver/take-up.js';
import type { Flows } from '../flow/flows.js';
import type { SwitchBoard } from '../switches/switch-board.js';
import type { Choosing } from './choosing.js';
import { messageOf, performIsolated } from './isolate.js';
import type { Holder } from './holder.js';
import type { Reporter } from './reporter.js';
import type { Reviewing } from './reviewing.js';
import { wakeIsolated } from './waking.js';
import type { Withheld, WithheldMember } from './withheld.js';
import type { Candidate } from '../store/ports/claims.js';
import type { Target } from '../store/ports/target.js';
import type { Store, Unit } from '../store/store.js';

export interface ClaimingParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly config: () => LiveConfig;
  readonly relay: Holder;
  readonly choosing: Choosing;
  readonly flows: Flows;
  readonly reviewing: Reviewing;
  readonly reporter: Reporter;
  readonly withheld: Withheld;
  /** Makes the attempt at an action that was taken up and is on the disk as such. */
  readonly begin: (action: PreparedAction) => void;
}

/** What was claimed, to be acted on once it is committed. */
export interface Claimed {
  readonly taken: readonly TakenUp[];
  /** Targets whose next action has been woken. */
  readonly woken: readonly Target[];
}

/** Claiming: takes up the actions that were chosen, each of which is reviewed first, on what is known now. */
export class Claiming {
  readonly #parts: ClaimingParts;

  constructor(parts: ClaimingParts) {
    this.#parts = parts;
  }

  /** Claims what is in the store. */
  async claim(unit: Unit, candidates: readonly Candidate[], switches: SwitchBoard): Promise<Claimed> {
    const { taken, lanes } = await this.#take(unit, candidates, switches);
    return { taken, woken: await unit.claims.wake(lanes, this.#parts.clock.now()) };
  }

  /** Gives the lanes that something has left, besides what was taken up. */
  async #take(
    unit: Unit,
    candidates: readonly Candidate[],
    switches: SwitchBoard,
  ): Promise<{ taken: readonly TakenUp[]; lanes: readonly string[] }> {
    if (candidates.length === 0) return { taken: [], lanes: [] };
    const rows = await unit.claims.waiting(candidates.map(({ id }) => id));
    const byId = new Map(rows.map((row) => [row.id, row]));
    const inOrder = candidates.flatMap(({ id, passes }) => {
      const row = byId.get(id);
      return row === undefined ? [] : [{ ...row, overtook: passes }];
    });
    const taken = await this.#parts.reviewing.review(unit, inOrder, { switches, fresh: new Map() });
    await this.#write(unit, taken);
    const left = taken.filter(({ action }) => action === null).map(({ row }) => row.lane);
    return { taken, lanes: [...new Set(left)] };
  }

  /** What somebody else has changed meanwhile must not be acted on: then nothing of this is, and it is looked at anew. */
  async #write(unit: Unit, taken: readonly TakenUp[]): Promise<void> {
    const from = { from: 'waiting' } as const;
    const changed =
      (await unit.claims.take(taken.filter(({ putOff }) => !putOff).map(takenOf), from)) +
      (await unit.claims.putOff(taken.filter(({ putOff }) => putOff).map(putOffOf), from));
    if (changed === taken.length) return;
    throw new Error(`of ${taken.length} actions that waited, ${changed} do so still`);
  }

  /** What was claimed is on the disk: attempts begin, and what ended undelivered is told. */
  committed({ taken, woken }: Claimed): void {
    this.#parts.choosing.lookAt(woken);
    for (const { row, action, planned = [] } of taken) {
      this.#parts.choosing.lookAt(planned);
      if (action !== null) {
        this.#parts.flows.reserved(row.target);
        this.#parts.begin(action);
      }
      if (row.state === 'dead') this.#parts.reporter.undelivered(row.target, row.reason ?? '');
    }
  }

  /** Claims in transactions of their own, where claiming together with other work has failed. */
  async claimIsolated(limit: number): Promise<void> {
    const { store, clock, config, relay, choosing, withheld } = this.#parts;
    // What was chosen in the transaction that failed counts as looked at.
    choosing.lookEverywhere();
    const { chosen, behind } = await store.turn((unit) => choosing.find(unit, limit));
    await performIsolated(behind, {
      perform: async (some) => {
        await store.turn((unit) => choosing.park(unit, some));
        return () => undefined;
      },
      setAside: (candidate, error) => {
        withheld.add(this.#memberOf(candidate), error);
        return Promise.resolve();
      },
    });
    const left: string[] = [];
    await performIsolated(chosen, {
      perform: async (some) => {
        const { switches } = config();
        const { taken, lanes } = await store.turn(async (unit) => {
          await relay.within(unit);
          return this.#take(unit, some, switches);
        });
        return () => {
          left.push(...lanes);
          this.committed({ taken, woken: [] });
        };
      },
      setAside: (candidate, error) =>
        withheld.orElse(this.#memberOf(candidate), async () => {
          left.push(...(await this.#setAside(candidate.id, error)));
        }),
    });
    choosing.lookAt(await wakeIsolated(store, left, clock.now()));
  }

  #memberOf({ id, target }: Candidate): WithheldMember {
    return { what: 'an action', id, tryAgain: () => this.#parts.choosing.lookAt([target]) };
  }

  /** Gives the lanes that are to be woken for it. */
  async #setAside(id: string, error: unknown): Promise<readonly string[]> {
    const { store, reporter } = this.#parts;
    const reason = `it could not be taken up: ${messageOf(error)}`;
    const lanes = await store.turn(async (unit) => {
      await unit.actions.bury(id, reason, { from: 'waiting' });
      return unit.claims.lanesOf([id]);
    });
    reporter.setAside({ what: 'an action', id, reason, after: 'It is kept for replay.' });
    return lanes;
  }
}

function takenOf({ row }: TakenUp) {
  const { id, state, payload, holdUntil, overtook, giveUpAt, checks, reason, holder } = row;
  return { id, state, payload, holdUntil, overtook, giveUpAt, checks, reason, holder };
}

function putOffOf({ row }: TakenUp) {
  const { id, state, dueAt, nextAt, holdUntil, giveUpAt, checks, reason } = row;
  return { id, state, dueAt, nextAt, holdUntil, giveUpAt, checks, reason };
}

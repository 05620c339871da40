import type { Occurrence } from '@convoso-connect/core';
import type { Transaction } from 'kysely';
import type { Clock } from '../clock.js';
import type { LiveConfig } from '../config/live-config.js';
import type { Revisions } from '../config/revision.js';
import type { InFlight } from '../deliver/in-flight.js';
import type { PreparedAction } from '../deliver/prepare.js';
import { reviewDue, type DueRow } from '../deliver/review.js';
import { takeUp, unprepared, type TakenUp } from '../deliver/take-up.js';
import { buryAction, type ActionRow } from '../store/commands/actions.js';
import {
  busyLanes,
  dueCandidates,
  endpointsWithDueActions,
  lanesOf,
  parkActions,
  putOffActions,
  takeActions,
  waitingActions,
  wakeLanes,
  type Candidate,
} from '../store/commands/claims.js';
import { findOccurrences } from '../store/commands/occurrences.js';
import type { Schema } from '../store/schema.js';
import type { GroupCommit } from '../store/group-commit.js';
import { storeFaultOf } from '../store/store-fault.js';
import type { SwitchBoard } from '../switches/switch-board.js';
import { DueEndpoints } from './due-endpoints.js';
import { messageOf, performIsolated } from './isolate.js';
import { RecentOccurrences } from './recent-occurrences.js';
import type { Reporter } from './reporter.js';
import { wakeIsolated } from './waking.js';
import type { Withheld, WithheldMember } from './withheld.js';

export interface ClaimingParts {
  readonly commits: GroupCommit;
  readonly clock: Clock;
  readonly config: () => LiveConfig;
  readonly revisions: Revisions;
  readonly inFlight: InFlight;
  readonly reporter: Reporter;
  readonly withheld: Withheld;
  /** Makes the attempt at an action that was taken up and is on the disk as such. */
  readonly begin: (action: PreparedAction) => void;
}

/**
 * An action that stands behind others is looked at again after this long, even where nobody says that its turn has come.
 * Usually somebody does: whatever leaves a lane wakes the next one in it.
 */
const PARKED_MS = 10 * 60_000;

const FEWEST_PROCESSED = 8;

/** What is due: what may be taken up, and what stands behind others. */
interface Found {
  readonly chosen: Candidate[];
  readonly behind: readonly Candidate[];
}

/** What was claimed, to be acted on once it is committed. */
export interface Claimed {
  readonly taken: readonly TakenUp[];
  /** Endpoints whose next action has been woken. */
  readonly woken: readonly string[];
}

/**
 * Claiming: takes up the actions that are due and first in their lane, as many as their endpoints have places for. Each
 * is reviewed first, on what is known now.
 */
export class Claiming {
  readonly #parts: ClaimingParts;
  readonly #due = new DueEndpoints();
  readonly #recent = new RecentOccurrences();

  constructor(parts: ClaimingParts) {
    this.#parts = parts;
  }

  get mayHaveWork(): boolean {
    return this.#due.mayHoldAny;
  }

  lookEverywhere(): void {
    this.#due.lookEverywhere();
  }

  /** Something of these endpoints may be due. */
  lookAt(endpointIds: Iterable<string>): void {
    this.#due.add(endpointIds);
  }

  /** An attempt at this endpoint has ended. */
  placeFreed(endpointId: string): void {
    this.#due.placeFreed(endpointId);
  }

  remember(occurrences: ReadonlyMap<string, Occurrence>): void {
    this.#recent.add(occurrences);
  }

  /**
   * How many deliveries should be processed next, so that what they plan can be taken up at once: that is cheaper than
   * to put it in the queue first. Never too few for a destination that answers nothing to hold up all others.
   */
  room(): number {
    if (this.#due.isBehind) return FEWEST_PROCESSED;
    return Math.max(FEWEST_PROCESSED, this.#parts.inFlight.fewestFreePlaces());
  }

  /**
   * Finds what may be taken up now: at most `limit` actions, endpoint by endpoint in turn. Those that stand behind
   * others are parked, so that they are not found again and again.
   */
  async choose(tx: Transaction<Schema>, limit: number): Promise<Candidate[]> {
    const { chosen, behind } = await this.#find(tx, limit);
    await this.#park(tx, behind);
    return chosen;
  }

  async #find(tx: Transaction<Schema>, limit: number): Promise<Found> {
    const leftOut = this.#parts.withheld.idsOut('actions');
    const now = this.#parts.clock.now();
    if (this.#due.takeLookEverywhere()) this.#due.add(await endpointsWithDueActions(tx, now));
    const chosen: Candidate[] = [];
    const behind: Candidate[] = [];
    let looked = 0;
    for (const endpointId of this.#due.inTurn()) {
      if (looked >= limit) break;
      const places = this.#parts.inFlight.freePlaces(endpointId);
      if (places <= 0) {
        this.#due.waitsForPlace(endpointId);
        continue;
      }
      const wanted = Math.min(places, limit - looked);
      const found = await dueCandidates(tx, endpointId, { now, limit: wanted, leftOut });
      looked += found.length;
      chosen.push(...found.filter(({ blocked }) => blocked === 0));
      behind.push(...found.filter(({ blocked }) => blocked === 1));
      if (found.length === wanted) this.#due.comesAgain(endpointId);
      else this.#due.doneWith(endpointId);
    }
    return { chosen, behind };
  }

  #park(tx: Transaction<Schema>, behind: readonly Candidate[]): Promise<void> {
    const now = this.#parts.clock.now();
    return parkActions(
      tx,
      behind.map((each) => parked(each, now)),
    );
  }

  /** Of actions that have just been planned and are not stored yet, those that may be taken up at once. */
  async chooseFresh(
    tx: Transaction<Schema>,
    planned: readonly ActionRow[],
    { limit, chosen }: { limit: number; chosen: readonly Candidate[] },
  ): Promise<ActionRow[]> {
    const now = this.#parts.clock.now();
    const first = new Map<string, ActionRow>();
    const places = new Map<string, number>();
    const freePlaces = (endpointId: string): number =>
      this.#parts.inFlight.freePlaces(endpointId) -
      chosen.filter((each) => each.endpoint_id === endpointId).length;
    for (const row of planned) {
      if (row.state !== 'waiting' || row.next_at > now || first.has(row.lane)) continue;
      // What waits at an endpoint already goes first.
      if (this.#due.has(row.endpoint_id) || first.size >= limit) continue;
      const free = places.get(row.endpoint_id) ?? freePlaces(row.endpoint_id);
      if (free <= 0) continue;
      places.set(row.endpoint_id, free - 1);
      first.set(row.lane, row);
    }
    if (first.size === 0) return [];
    const busy = await busyLanes(tx, [...first.keys()]);
    return [...first.values()].filter(({ lane }) => !busy.has(lane));
  }

  /** Claims what is in the store. */
  async claim(
    tx: Transaction<Schema>,
    candidates: readonly Candidate[],
    switches: SwitchBoard,
  ): Promise<Claimed> {
    const { taken, lanes } = await this.#take(tx, candidates, switches);
    return { taken, woken: await wakeLanes(tx, lanes, this.#parts.clock.now()) };
  }

  /** Gives the lanes that something has left, besides what was taken up. */
  async #take(
    tx: Transaction<Schema>,
    candidates: readonly Candidate[],
    switches: SwitchBoard,
  ): Promise<{ taken: readonly TakenUp[]; lanes: readonly string[] }> {
    if (candidates.length === 0) return { taken: [], lanes: [] };
    const rows = await waitingActions(
      tx,
      candidates.map(({ id }) => id),
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    const inOrder = candidates.flatMap(({ id, passes }) => {
      const row = byId.get(id);
      return row === undefined ? [] : [{ ...row, overtook: passes }];
    });
    const taken = await this.review(tx, inOrder, { switches, fresh: new Map() });
    await takeActions(tx, taken.filter(({ putOff }) => !putOff).map(takenColumns));
    await putOffActions(tx, taken.filter(({ putOff }) => putOff).map(putOffColumns));
    const left = taken.filter(({ action }) => action === null).map(({ row }) => row.lane);
    return { taken, lanes: [...new Set(left)] };
  }

  /** Reviews actions that have come due; `fresh` holds occurrences that are not stored yet. */
  async review(
    tx: Transaction<Schema>,
    rows: readonly ActionRow[],
    { switches, fresh }: { switches: SwitchBoard; fresh: ReadonlyMap<string, Occurrence> },
  ): Promise<TakenUp[]> {
    const { clock, config, revisions } = this.#parts;
    const live = config();
    const now = clock.now();
    const occurrences = await this.#occurrencesOf(tx, rows, fresh);
    const due: DueRow[] = [];
    const taken: TakenUp[] = [];
    for (const row of rows) {
      try {
        const trigger = occurrences.get(row.occurrence_id);
        if (trigger === undefined) throw new Error(`occurrence ${row.occurrence_id} is gone`);
        const isCurrent = row.revision === live.revision.number;
        const pinned = isCurrent ? live.revision : await revisions.get(row.revision, tx);
        due.push({ row, trigger, pinned });
      } catch (error) {
        if (storeFaultOf(error) !== null) throw error;
        taken.push(unprepared(row, error));
      }
    }
    const reviews = await reviewDue(tx, due, { live, switches, now });
    for (const [index, each] of due.entries()) {
      const reviewed = reviews[index];
      if (reviewed === undefined) throw new Error(`action ${each.row.id} was not reviewed`);
      taken.push(takeUp(each, reviewed, { live, now }));
    }
    return taken;
  }

  /** What was claimed is on the disk: attempts begin, and what ended undelivered is told. */
  committed({ taken, woken }: Claimed): void {
    this.#due.add(woken);
    for (const { row, action } of taken) {
      if (action !== null) this.#parts.begin(action);
      if (row.state === 'dead') this.#parts.reporter.undelivered(row.endpoint_id, row.reason ?? '');
    }
  }

  /** Claims in transactions of their own, where claiming together with other work has failed. */
  async claimIsolated(limit: number): Promise<void> {
    const { commits, config, withheld } = this.#parts;
    // What was chosen in the transaction that failed counts as looked at.
    this.#due.lookEverywhere();
    const { chosen, behind } = await commits.transaction((tx) => this.#find(tx, limit));
    await performIsolated(behind, {
      perform: async (some) => {
        await commits.transaction((tx) => this.#park(tx, some));
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
        const { taken, lanes } = await commits.transaction((tx) => this.#take(tx, some, switches));
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
    this.#due.add(await wakeIsolated(commits, left, this.#parts.clock.now()));
  }

  #memberOf({ id, endpoint_id: endpointId }: Candidate): WithheldMember {
    return { what: 'an action', id, tryAgain: () => this.#due.add([endpointId]) };
  }

  /** Gives the lanes that are to be woken for it. */
  async #setAside(id: string, error: unknown): Promise<readonly string[]> {
    const { commits, reporter } = this.#parts;
    const reason = `it could not be taken up: ${messageOf(error)}`;
    const lanes = await commits.transaction(async (tx) => {
      await buryAction(tx, id, reason);
      return lanesOf(tx, [id]);
    });
    reporter.setAside({ what: 'an action', id, reason, after: 'It is kept for replay.' });
    return lanes;
  }

  async #occurrencesOf(
    tx: Transaction<Schema>,
    rows: readonly ActionRow[],
    fresh: ReadonlyMap<string, Occurrence>,
  ): Promise<ReadonlyMap<string, Occurrence>> {
    const found = new Map<string, Occurrence>();
    const missing = new Set<string>();
    for (const { occurrence_id: id } of rows) {
      const known = fresh.get(id) ?? this.#recent.get(id);
      if (known === undefined) missing.add(id);
      else found.set(id, known);
    }
    for (const row of await findOccurrences(tx, [...missing])) {
      found.set(row.id, JSON.parse(row.occurrence) as Occurrence);
    }
    return found;
  }
}

function parked({ id, passes, blocked_until }: Candidate, now: number) {
  const reason = `it waits for ${passes ?? 'another'}, which comes before it`;
  return { id, next_at: blocked_until ?? now + PARKED_MS, reason };
}

function takenColumns({ row }: TakenUp) {
  const { id, state, payload, hold_until, overtook, give_up_at, checks, reason } = row;
  return { id, state, payload, hold_until, overtook, give_up_at, checks, reason };
}

function putOffColumns({ row }: TakenUp) {
  const { id, state, due_at, next_at, hold_until, give_up_at, checks, reason } = row;
  return { id, state, due_at, next_at, hold_until, give_up_at, checks, reason };
}

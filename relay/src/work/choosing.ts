import type { Clock } from '../clock.js';
import type { InFlight } from '../deliver/in-flight.js';
import type { Flows } from '../flow/flows.js';
import { DueTargets } from './due-targets.js';
import type { Holder } from './holder.js';
import type { Withheld } from './withheld.js';
import type { StoredAction } from '../store/ports/actions.js';
import type { Candidate } from '../store/ports/claims.js';
import { isSameTarget, type Target } from '../store/ports/target.js';
import { keyOfTarget } from '../store/target-key.js';
import type { Unit } from '../store/store.js';

export interface ChoosingParts {
  readonly clock: Clock;
  readonly relay: Pick<Holder, 'number'>;
  readonly inFlight: InFlight;
  readonly flows: Flows;
  readonly withheld: Withheld;
}

/**
 * An action that stands behind others is looked at again after this long, even where nobody says that its turn has come.
 * Usually somebody does: whatever leaves a lane wakes the next one in it.
 */
const PARKED_MS = 10 * 60_000;

const FEWEST_PROCESSED = 8;

/** What is due: what may be taken up, and what stands behind others. */
export interface Found {
  readonly chosen: Candidate[];
  readonly behind: readonly Candidate[];
}

/**
 * Choosing: which of the actions that are due may be taken up next, being first in their lane, as many as their targets have
 * places for. What waits at one target keeps no other from its turn.
 */
export class Choosing {
  readonly #parts: ChoosingParts;
  readonly #due = new DueTargets();

  constructor(parts: ChoosingParts) {
    this.#parts = parts;
  }

  get mayHaveWork(): boolean {
    return this.#due.mayHoldAny;
  }

  lookEverywhere(): void {
    this.#due.lookEverywhere();
  }

  /** Something of these targets may be due. */
  lookAt(targets: Iterable<Target>): void {
    this.#due.add(targets);
  }

  /** An attempt at this target has ended. */
  placeFreed(target: Target): void {
    this.#due.placeFreed(target);
  }

  /** When a target opens whose pace or breaker allows nothing now; null where none does by itself. */
  get opensAt(): number | null {
    return this.#due.opensAt;
  }

  /** Time has passed: looks at those again that open by now. */
  open(): void {
    this.#due.open(this.#parts.clock.now());
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
   * Finds what may be taken up now: at most `limit` actions, target by target in turn. Those that stand behind
   * others are parked, so that they are not found again and again.
   */
  async choose(unit: Unit, limit: number): Promise<Candidate[]> {
    const { chosen, behind } = await this.find(unit, limit);
    await this.park(unit, behind);
    return chosen;
  }

  /** The same, with those that stand behind others for the caller to park. */
  async find(unit: Unit, limit: number): Promise<Found> {
    const { inFlight, flows, withheld } = this.#parts;
    const leftOut = withheld.idsOut('actions');
    const now = this.#parts.clock.now();
    if (this.#due.takeLookEverywhere()) this.#due.add(await unit.claims.targetsDue(now));
    const chosen: Candidate[] = [];
    const behind: Candidate[] = [];
    let looked = 0;
    for (const target of this.#due.inTurn()) {
      if (looked >= limit) break;
      const places = inFlight.freePlaces(target);
      if (places <= 0 && inFlight.underWay(target) > 0) {
        this.#due.waitsForPlace(target);
        continue;
      }
      const room = flows.room(target, inFlight.underWay(target));
      if (room.attempts <= 0) {
        this.#due.waitsUntil(target, room.opensAt);
        continue;
      }
      const left = await this.#leftByOthers(unit, target);
      if (left <= 0) {
        // Nobody says when one of theirs has ended.
        this.#due.waitsUntil(target, null);
        continue;
      }
      const wanted = Math.min(places, room.attempts, left, limit - looked);
      const standstill = flows.standstill(target);
      const found = await unit.claims.candidates(target, { now, limit: wanted, leftOut, standstill });
      flows.looked(target, room.attempts < places && found.length >= room.attempts);
      looked += found.length;
      chosen.push(...found.filter(({ blocked }) => !blocked));
      behind.push(...found.filter(({ blocked }) => blocked));
      if (found.length === wanted) this.#due.comesAgain(target);
      else this.#due.doneWith(target);
    }
    return { chosen, behind };
  }

  /**
   * How many attempts may be under way besides those of other relays, where that is configured. Each has a part of that, and so it matters
   * only where others have begun more than theirs: before they knew of all relays, or under the number of one that has ended.
   */
  async #leftByOthers(unit: Unit, target: Target): Promise<number> {
    const { flows, inFlight, relay } = this.#parts;
    const most = flows.mostTogether(target);
    if (most === null) return Infinity;
    return most - inFlight.underWay(target) - (await unit.claims.runningElsewhere(target, relay.number));
  }

  /** Takes out of the way what stands behind others, until its turn may have come. */
  async park(unit: Unit, behind: readonly Candidate[]): Promise<void> {
    const now = this.#parts.clock.now();
    await unit.claims.park(
      behind.map((each) => parked(each, now)),
      { from: 'waiting' },
    );
  }

  /** Of actions that have just been planned and are not stored yet, those that may be taken up at once. */
  async chooseFresh(
    unit: Unit,
    planned: readonly StoredAction[],
    { limit, chosen }: { limit: number; chosen: readonly Candidate[] },
  ): Promise<StoredAction[]> {
    const now = this.#parts.clock.now();
    const first = new Map<string, StoredAction>();
    const places = new Map<string, number>();
    const { inFlight, flows } = this.#parts;
    const freePlaces = async (target: Target): Promise<number> => {
      const room = flows.room(target, inFlight.underWay(target)).attempts;
      const free = Math.min(inFlight.freePlaces(target), room);
      if (free <= 0) return 0;
      const left = Math.min(free, await this.#leftByOthers(unit, target));
      return left - chosen.filter((each) => isSameTarget(each.target, target)).length;
    };
    for (const row of planned) {
      if (row.state !== 'waiting' || row.nextAt > now || first.has(row.lane)) continue;
      const { target } = row;
      // What waits at a target already goes first.
      if (this.#due.has(target) || first.size >= limit) continue;
      const key = keyOfTarget(target);
      const free = places.get(key) ?? (await freePlaces(target));
      if (free <= 0) continue;
      places.set(key, free - 1);
      first.set(row.lane, row);
    }
    if (first.size === 0) return [];
    const busy = await unit.claims.busyLanes([...first.keys()]);
    return [...first.values()].filter(({ lane }) => !busy.has(lane));
  }
}

function parked({ id, passes, blockedUntil }: Candidate, now: number) {
  const nextAt = blockedUntil ?? now + PARKED_MS;
  return { id, nextAt, holdUntil: null, reason: null, standsBehind: passes };
}

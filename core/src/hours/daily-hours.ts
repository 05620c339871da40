import { firstInstantAt } from '../time/first-instant.js';
import { zoneOf, type Zone } from '../time/zone.js';
import { HORIZON_MS } from './hours.js';
import { DAY_MS, dayOfWall, type LocalDay } from './local-day.js';

/** A part of a day, half-open, in minutes from its midnight; null where a day has none. */
export interface DaySpan {
  readonly from: number;
  readonly to: number;
}

export type DayPlan = (day: LocalDay) => DaySpan | null;

const MINUTE_MS = 60_000;
const HORIZON_DAYS = HORIZON_MS / DAY_MS;

/** An interval of instants, half-open. */
interface Opening {
  readonly start: number;
  readonly end: number;
}

/** Hours that a plan gives for each local day of one zone. */
export class DailyHours {
  readonly #zone: Zone;

  /**
   * `lasting` milliseconds from an instant must lie inside as well, their last one included. Throws a RangeError when
   * there is no such zone.
   */
  constructor(
    timeZone: string,
    readonly plan: DayPlan,
    readonly lasting = 0,
  ) {
    this.#zone = zoneOf(timeZone);
  }

  /** As `Hours.next`. Goes from one day's opening to the next, so that the cost does not grow with the wait. */
  next(at: number): number | null {
    const first = dayOfWall(this.#zone.wallAt(at));
    for (let day = first; day <= first + HORIZON_DAYS; day += 1) {
      const opening = this.#openingOn(day);
      if (opening === null || opening.end <= at) continue;
      const start = Math.max(opening.start, at);
      if (this.#staysOpen(start + this.lasting, opening, day)) return start;
    }
    return null;
  }

  /** Whether what is open on a day is so until an instant, that one included, be it across midnights. */
  #staysOpen(until: number, opening: Opening, day: LocalDay): boolean {
    let { end } = opening;
    for (let next = day + 1; end <= until; next += 1) {
      const following = this.#openingOn(next);
      if (following === null || following.start > end || following.end <= end) return false;
      ({ end } = following);
    }
    return true;
  }

  #openingOn(day: LocalDay): Opening | null {
    const span = this.plan(day);
    if (span === null) return null;
    const start = this.#instantOf(day, span.from);
    const end = this.#instantOf(day, span.to);
    return start < end ? { start, end } : null;
  }

  /** The instant at which a local day reaches a time, or jumps over it (domain-facts J.7). */
  #instantOf(day: LocalDay, minutes: number): number {
    return firstInstantAt(day * DAY_MS + minutes * MINUTE_MS, this.#zone);
  }
}

/** What is inside both. */
export function overlap(a: DaySpan | null, b: DaySpan | null): DaySpan | null {
  if (a === null || b === null) return null;
  const [from, to] = [Math.max(a.from, b.from), Math.min(a.to, b.to)];
  return from < to ? { from, to } : null;
}

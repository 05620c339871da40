import { Abbreviations } from './abbreviations.js';
import { ZoneOffsets } from './zone-offsets.js';

/** More than any offset, so that the instants of a wall time lie within this distance of it on either side. */
const REACH_MS = 16 * 3_600_000;

/** The clocks of one IANA zone. Instants are epoch milliseconds; wall times are as in `DateText.wall`. */
export class Zone {
  readonly #offsets: ZoneOffsets;
  readonly #abbreviations: Abbreviations;

  constructor(timeZone: string) {
    this.#offsets = new ZoneOffsets(timeZone);
    this.#abbreviations = new Abbreviations(timeZone);
  }

  /** What the clocks show at an instant. */
  wallAt(instant: number): number {
    return instant + this.#offsets.at(instant);
  }

  /**
   * The instant at which the clocks show a wall time. Of two (clocks were set back) the first, as PHP has it west of
   * Greenwich; where there is none (clocks were set forward) the time is moved on by as much as the clocks were, as
   * PHP has it everywhere.
   */
  instantOf(wall: number): number {
    const before = this.#offsets.at(wall - REACH_MS);
    const after = this.#offsets.at(wall + REACH_MS);
    const early = wall - before;
    if (before === after || this.#offsets.at(early) === before) return early;
    const late = wall - after;
    return this.#offsets.at(late) === after ? late : early;
  }

  /** The instant at which the clocks show a wall time and go by these letters; null where they never do both. */
  instantNamed(wall: number, abbreviation: string): number | null {
    const offsets = [this.#offsets.at(wall - REACH_MS), this.#offsets.at(wall + REACH_MS)];
    const instants = offsets.map((offset) => wall - offset);
    const isNamed = (instant: number): boolean =>
      this.wallAt(instant) === wall &&
      this.abbreviationAt(instant).toUpperCase() === abbreviation.toUpperCase();
    return instants.find(isNamed) ?? null;
  }

  /** PHP's `T`: PST, or -03 where a zone has no letters. */
  abbreviationAt(instant: number): string {
    return this.#abbreviations.at(instant, this.#offsets.at(instant));
  }
}

const zones = new Map<string, Zone>();

/** A zone by its IANA name, made once. Throws a RangeError when there is no such zone. */
export function zoneOf(timeZone: string): Zone {
  let zone = zones.get(timeZone);
  if (zone === undefined) {
    zone = new Zone(timeZone);
    zones.set(timeZone, zone);
  }
  return zone;
}

import { LANE_HOLD_MS, NO_STANDSTILL, type Standstill } from '../store/ports/claims.js';

/**
 * The clock of the lanes of a target, by which a failing action holds those behind it: it stands still while nothing can go out there
 * through no fault of an action. Times in epoch milliseconds.
 */
export class LaneClock {
  #last: { readonly from: number; readonly to: number | null } | null = null;

  /** There is trouble since then, seen now. A standstill that begins within a minute of the last goes on from there. */
  stands(since: number, now: number): void {
    const last = this.#last;
    const goesOn = last !== null && (last.to === null || now - last.to < LANE_HOLD_MS);
    this.#last = { from: goesOn ? last.from : Math.min(since, now), to: null };
  }

  goes(now: number): void {
    if (this.#last !== null && this.#last.to === null) this.#last = { from: this.#last.from, to: now };
  }

  standstill(now: number): Standstill {
    return this.#last === null ? NO_STANDSTILL : { from: this.#last.from, to: this.#last.to ?? now };
  }
}

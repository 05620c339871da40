import { isInCalendar } from './calendar.js';
import type { Zone } from './zone.js';

/**
 * The instant at which the clocks of a zone reach a wall time (see `DateText.wall`). Of two (clocks were set back) the
 * first; where clocks jumped over it, the instant of the jump: half past two is three then. Where four-digit years end,
 * time is infinite.
 */
export function firstInstantAt(wall: number, zone: Zone): number {
  if (!isInCalendar(wall)) return Math.sign(wall) * Infinity;
  const instant = zone.instantOf(wall);
  const jumped = zone.wallAt(instant) - wall;
  return jumped === 0 ? instant : jumpBetween(instant - jumped, instant, zone);
}

/** The first millisecond of the offset in force at `later`; clocks jump once after `earlier`. */
function jumpBetween(earlier: number, later: number, zone: Zone): number {
  const offsetAfter = zone.wallAt(later) - later;
  let [before, after] = [earlier, later];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (zone.wallAt(middle) - middle === offsetAfter) after = middle;
    else before = middle;
  }
  return after;
}

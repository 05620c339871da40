/**
 * Holds what was answered beside what arrived: `lost` are calls answered with 200 that never arrived, `doubled` those
 * that arrived more than once, in their turn or after it.
 *
 * @param {Uint8Array} accepted 1 for each call that was answered with 200
 * @param {{ times: Uint8Array, unexpected: number }} arrivals how often each arrived, and those of no call of this turn
 */
export function tally(accepted, { times, unexpected }) {
  let lost = 0;
  let doubled = unexpected;
  for (let call = 0; call < accepted.length; call += 1) {
    if (accepted[call] === 1 && times[call] === 0) lost += 1;
    if (times[call] > 1) doubled += 1;
  }
  return { lost, doubled };
}

/** How many calls were answered with 200. */
export function countOf(accepted) {
  return accepted.reduce((sum, one) => sum + one, 0);
}

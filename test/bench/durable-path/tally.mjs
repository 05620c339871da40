/**
 * Holds what was answered beside what arrived: `lost` are calls answered with 200 that never arrived, `doubled` those
 * that arrived more than once, now or after their turn.
 *
 * @param {Uint8Array} answered 1 for each call that was answered with 200
 * @param {{ times: Uint8Array, unexpected: number }} arrivals
 */
export function tally(answered, { times, unexpected }) {
  let lost = 0;
  let doubled = unexpected;
  for (let call = 0; call < answered.length; call += 1) {
    if (answered[call] === 1 && times[call] === 0) lost += 1;
    if (times[call] > 1) doubled += 1;
  }
  return { lost, doubled };
}

import { constantRate } from './constant-rate.mjs';
import { flood } from './flood.mjs';
import { percentile } from './statistics.mjs';
import { countOf, tally } from './tally.mjs';

const PILE_LANES = 50;
/** Far below the time-out of any peer, and far above what a destination may take for no backlog to form. */
const SLOW_ANSWER_MS = 1_000;

/**
 * Answer times at a constant rate.
 *
 * @param {object} options
 * @param {import('./peer-process.mjs').PeerProcess} options.peer
 * @param {import('./sink-client.mjs').SinkClient | undefined} options.sink undefined for an intake that sends nothing on
 * @param {number} options.pile so many calls are sent first, while the destination is slow, and wait when it begins
 * @returns times in ms; `behindBefore` and `behindAfter` are calls not yet at the destination (not yet answered, without
 *   one) when the first and the last were due, `drain` the seconds until none was left
 */
export async function openLoop({ peer, hook, sink, rate, seconds, from, pile }) {
  const events = Math.ceil(rate * seconds);
  await sink?.expect({ from, events: pile + events });
  const piled = pile > 0 ? await pileUp({ hook, sink, events: pile, from }) : new Uint8Array(0);
  const behindBefore = pile > 0 ? countOf(piled) - (await sink.arrived()) : 0;

  const [before, ownBefore] = [await peer.usage(), process.cpuUsage()];
  const run = constantRate({ hook, rate, events, from: from + pile });
  await run.offered;
  const endedAt = performance.now();
  const done = sink === undefined ? countOf(run.accepted) : (await sink.arrived()) - pile;
  await run.answered;
  const own = process.cpuUsage(ownBefore);
  const accepted = Uint8Array.from([...piled, ...run.accepted]);
  await sink?.settled(countOf(accepted));
  const drain = (performance.now() - endedAt) / 1000;
  const after = await peer.usage();

  return {
    ...timesOf(run),
    refused: pile + events - countOf(accepted),
    ...(sink === undefined ? {} : tally(accepted, await sink.arrivals())),
    behindBefore,
    behindAfter: events - done,
    drain,
    cpuSeconds: after.cpuSeconds - before.cpuSeconds,
    memoryMb: after.memoryMb,
    generatorCpuSeconds: (own.user + own.system) / 1e6,
  };
}

async function pileUp({ hook, sink, events, from }) {
  await sink.answerAfter(SLOW_ANSWER_MS);
  const accepted = await flood({ hook, events, lanes: PILE_LANES, from });
  await sink.answerAfter(0);
  return accepted;
}

function timesOf({ latencies, lags, accepted }) {
  const times = latencies.filter((_, call) => accepted[call] === 1).sort();
  const late = lags.toSorted();
  return {
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    p999: percentile(times, 0.999),
    answered: times.length,
    lag: percentile(late, 0.99),
    mostLag: late.at(-1),
  };
}

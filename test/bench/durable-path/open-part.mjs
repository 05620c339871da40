import { openLoop } from './open-loop.mjs';
import { median } from './statistics.mjs';
import { printRatio, printTable } from './table.mjs';

/** More than a backlog of some seconds needs would only move the queue from the generator into the peer. */
const CONNECTIONS = 500;
/** relay / fsync-only, p99 of the answer, by events per second. */
const EXPECTED = { 500: { atMost: 3 }, 2000: { atMost: 5 } };
const WARM_UP = { rate: 500, seconds: 2 };

const ms = (value) => value.toFixed(value < 100 ? 2 : 0);
const COLUMNS = {
  'p50 ms': ({ p50 }) => ms(p50),
  'p99 ms': ({ p99 }) => ms(p99),
  'p99.9 ms': ({ p999 }) => ms(p999),
  answered: ({ answered }) => answered,
  refused: ({ refused }) => refused,
  lost: ({ lost }) => lost ?? '–',
  doubled: ({ doubled }) => doubled ?? '–',
  backlog: ({ backlog }) => backlog,
  'drain s': ({ drain }) => drain.toFixed(1),
  'CPU s': ({ cpuSeconds }) => cpuSeconds.toFixed(1),
  'RSS MB': ({ memoryMb }) => memoryMb.toFixed(0),
  'lag p99 ms': ({ lag }) => ms(lag),
  'most lag ms': ({ mostLag }) => ms(mostLag),
};

/**
 * Answer times at constant rates, the peers in turns at each. Rates with an expected value get several rounds.
 *
 * @returns the number of calls that were lost or doubled
 */
export async function openPart({ peers, sink, numbers, rates, seconds, rounds }) {
  const runs = [];
  const measure = async (peer, rate, length) => {
    const hook = peer.connect(CONNECTIONS);
    const sinkOfPeer = peer.sendsOn ? sink : undefined;
    const from = numbers.take(rate * length);
    const result = await openLoop({
      peer: peer.process,
      hook,
      sink: sinkOfPeer,
      rate,
      seconds: length,
      from,
    });
    await hook.close();
    return result;
  };
  for (const peer of peers) await measure(peer, WARM_UP.rate, Math.min(WARM_UP.seconds, seconds));
  for (const rate of rates) {
    for (let round = 0; round < (rate in EXPECTED ? rounds : 1); round += 1) {
      for (const peer of peers) {
        runs.push({ name: peer.name, rate, round, result: await measure(peer, rate, seconds) });
      }
    }
  }
  console.log(
    `\nAt constant rates for ${seconds} s, each answer timed from the instant its call was due; lag is the generator's own`,
  );
  printTable(
    ['events/s', 'peer', 'round', ...Object.keys(COLUMNS)],
    runs.map(({ name, rate, round, result }) => [
      rate,
      name,
      round + 1,
      ...Object.values(COLUMNS).map((cell) => cell(result)),
    ]),
  );
  printRatios(runs, rates);
  return runs.reduce((sum, { result }) => sum + (result.lost ?? 0) + (result.doubled ?? 0), 0);
}

function printRatios(runs, rates) {
  console.log();
  for (const rate of rates.filter((each) => each in EXPECTED)) {
    const of = (name) => runs.filter((run) => run.name === name && run.rate === rate);
    const fsyncs = of('fsync-only');
    const ratios = of('relay').map(({ result }, round) => result.p99 / fsyncs[round]?.result.p99);
    if (ratios.length === 0 || fsyncs.length === 0) continue;
    printRatio(`relay / fsync-only, p99 at ${rate}/s`, median(ratios), EXPECTED[rate]);
  }
}

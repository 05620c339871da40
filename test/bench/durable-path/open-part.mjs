import { openLoop } from './open-loop.mjs';
import { median } from './statistics.mjs';
import { printRatio, printTable } from './table.mjs';

/** Of a backlog of calls that wait for their answer, the rest queues in the generator, and is timed there. */
const CONNECTIONS = 500;
/** relay / fsync-only, p99 of the answer, by events per second. */
const EXPECTED = { 500: { atMost: 3 }, 2000: { atMost: 5 } };
const RATE_WITH_BACKLOG = 2_000;
/** What a timer and a garbage collection cost; later than this, and the generator had to wait for a processor. */
const USUAL_LAG_MS = 20;
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
  'behind before': ({ behindBefore }) => behindBefore,
  'behind after': ({ behindAfter }) => behindAfter,
  'drain s': ({ drain }) => drain.toFixed(1),
  'CPU s': ({ cpuSeconds }) => cpuSeconds.toFixed(1),
  'RSS MB': ({ memoryMb }) => memoryMb.toFixed(0),
  'lag p99 ms': ({ lag }) => ms(lag),
  'most lag ms': ({ mostLag }) => ms(mostLag),
  'generator CPU s': ({ generatorCpuSeconds }) => generatorCpuSeconds.toFixed(1),
};

/**
 * Answer times at constant rates, the peers in turns at each. Rates with an expected value get several rounds.
 *
 * @returns the number of calls that were lost or doubled
 */
export async function openPart({ rates, rounds, ...setting }) {
  const warmUps = await warmUp(setting);
  const runs = [];
  for (const rate of rates) {
    for (let round = 1; round <= (rate in EXPECTED ? rounds : 1); round += 1) {
      for (const peer of setting.peers) runs.push(await measure({ peer, rate, round, ...setting }));
    }
  }
  printRuns('At constant rates', runs, setting);
  console.log();
  for (const rate of rates) printRatioAt(rate, runs);
  return wrongIn([...warmUps, ...runs]);
}

/**
 * The same at the highest rate while the relay has so many calls before it that have not gone out. The intake that only
 * waits for the disk has no such thing, and is measured beside it.
 *
 * @returns the number of calls that were lost or doubled
 */
export async function backlogPart({ backlog, rounds, ...setting }) {
  const peers = setting.peers.filter(({ name }) => name === 'relay' || name === 'fsync-only');
  const warmUps = await warmUp({ ...setting, peers });
  const runs = [];
  for (let round = 1; round <= rounds; round += 1) {
    for (const peer of peers) {
      const pile = peer.sendsOn ? backlog : 0;
      runs.push(await measure({ peer, rate: RATE_WITH_BACKLOG, round, pile, ...setting }));
    }
  }
  printRuns(`With a backlog of ${backlog} calls before the first`, runs, setting);
  console.log();
  printRatioAt(RATE_WITH_BACKLOG, runs, ', with the backlog');
  return wrongIn([...warmUps, ...runs]);
}

async function warmUp({ seconds, ...setting }) {
  const length = Math.min(WARM_UP.seconds, seconds);
  const runs = [];
  for (const peer of setting.peers) {
    runs.push(await measure({ ...setting, peer, rate: WARM_UP.rate, seconds: length }));
  }
  return runs;
}

async function measure({ peer, sink, numbers, rate, seconds, round = 0, pile = 0 }) {
  const hook = peer.connect(CONNECTIONS);
  const result = await openLoop({
    peer: peer.process,
    hook,
    sink: peer.sendsOn ? sink : undefined,
    rate,
    seconds,
    from: numbers.take(pile + Math.ceil(rate * seconds)),
    pile,
  });
  await hook.close();
  return { name: peer.name, rate, round, result };
}

function printRuns(title, runs, { seconds }) {
  console.log(`\n${title}, ${seconds} s each; answers are timed from the instant their call was due`);
  printTable(
    ['peer', 'events/s', 'round', ...Object.keys(COLUMNS)],
    runs.map(({ name, rate, round, result }) => [
      name,
      rate,
      round,
      ...Object.values(COLUMNS).map((cell) => cell(result)),
    ]),
  );
  const lag = Math.max(...runs.map(({ result }) => result.lag));
  if (lag > USUAL_LAG_MS) {
    console.log(
      `The generator was ${ms(lag)} ms late (p99): the machine is too busy for these times to say much.`,
    );
  }
}

function printRatioAt(rate, runs, circumstance = '') {
  const resultsOf = (name) =>
    runs.filter((run) => run.name === name && run.rate === rate).map(({ result }) => result);
  const [ours, fsyncOnly] = [resultsOf('relay'), resultsOf('fsync-only')];
  if (!(rate in EXPECTED) || ours.length === 0 || fsyncOnly.length === 0) return;
  const ratio = median(ours.map(({ p99 }, round) => p99 / fsyncOnly[round].p99));
  printRatio(`relay / fsync-only, p99 at ${rate}/s${circumstance}`, ratio, EXPECTED[rate]);
}

function wrongIn(runs) {
  return runs.reduce((sum, { result }) => sum + (result.lost ?? 0) + (result.doubled ?? 0), 0);
}

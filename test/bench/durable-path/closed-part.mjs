import { closedLoop } from './closed-loop.mjs';
import { median } from './statistics.mjs';
import { printRatio, printTable } from './table.mjs';

const CONNECTIONS = 50;
const EXPECTED = {
  forwarder: { atLeast: 0.5 },
  'node-red': { atLeast: 2 },
  'relay-before': { atLeast: 0.95 },
};
const SHOWN = { forwarder: 'forwarder', 'node-red': 'Node-RED', 'relay-before': 'the relay before' };

/**
 * Throughput: the peers in turns, so that whatever else the machine does meets all alike; the first round warms up.
 *
 * @returns the number of calls that were lost, doubled or refused
 */
export async function closedPart({ peers, sink, numbers, events, rounds }) {
  const runs = peers.map((peer) => ({ peer, hook: peer.connect(CONNECTIONS), results: [] }));
  for (let round = 0; round <= rounds; round += 1) {
    for (const { peer, hook, results } of runs) {
      const result = await closedLoop({
        peer: peer.process,
        hook,
        sink,
        events,
        connections: CONNECTIONS,
        from: numbers.take(events),
      });
      results.push(result);
    }
  }
  for (const { hook } of runs) await hook.close();

  console.log(
    `\nAs fast as it goes: ${events} events a round, rounds: ${rounds}, ${CONNECTIONS} connections`,
  );
  printTable(
    ['peer', 'events/s to the sink', 'lowest', 'highest', 'CPU µs an event', 'refused', 'lost', 'doubled'],
    runs.map(({ peer, results }) => {
      const rates = measured(results).map(({ perSecond }) => perSecond);
      const rate = [median(rates), Math.min(...rates), Math.max(...rates)].map((each) => each.toFixed(0));
      const cpu = median(measured(results).map(({ cpuEach }) => cpuEach)).toFixed(0);
      return [peer.name, ...rate, cpu, ...['refused', 'lost', 'doubled'].map((what) => total(results, what))];
    }),
  );
  printRatios(runs);
  return runs.reduce((sum, { results }) => sum + total(results, 'lost') + total(results, 'doubled'), 0);
}

function printRatios(runs) {
  const ours = runs.find(({ peer }) => peer.name === 'relay');
  if (ours === undefined) return;
  console.log();
  for (const { peer, results } of runs) {
    if (!(peer.name in EXPECTED)) continue;
    const ourRates = measured(ours.results).map(({ perSecond }) => perSecond);
    const ratios = measured(results).map(({ perSecond }, round) => ourRates[round] / perSecond);
    printRatio(`relay / ${SHOWN[peer.name]}, events/s`, median(ratios), EXPECTED[peer.name]);
  }
}

/** The rounds that are timed; what is lost while warming up is lost all the same. */
function measured([, ...results]) {
  return results;
}

function total(results, what) {
  return results.reduce((sum, result) => sum + result[what], 0);
}

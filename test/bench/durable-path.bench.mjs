// Webhook in, durable, mapped POST out: the relay beside a forwarder without durability, and the time of its answer
// beside an intake that does nothing but fsync. One run, everything on loopback, ratios at the end.
import { performance } from 'node:perf_hooks';
import { flood, percentile, reached, startPeer, steady } from './load.mjs';

const EVENTS = Number(process.env.EVENTS ?? 8_000);
const WARM_UP = Math.min(2_000, EVENTS);
const CONNECTIONS = 50;
const RATE = 500;
const SECONDS = Number(process.env.SECONDS ?? 15);
const ROUNDS = 3;

const sink = await startPeer('sink');

/** Events per second until every one has reached the sink, and not only been answered. */
async function throughput(peer) {
  await fetch(sink.url, { method: 'DELETE' });
  await flood(peer.url, { events: WARM_UP, connections: CONNECTIONS, from: 0 });
  await reached(sink.url, WARM_UP);
  const rates = [];
  for (let round = 1; round <= ROUNDS; round++) {
    const startedAt = performance.now();
    await flood(peer.url, { events: EVENTS, connections: CONNECTIONS, from: WARM_UP + (round - 1) * EVENTS });
    await reached(sink.url, WARM_UP + round * EVENTS);
    rates.push(EVENTS / ((performance.now() - startedAt) / 1000));
  }
  return rates.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)];
}

async function answerTimes(peer) {
  await steady(peer.url, { rate: RATE, seconds: Math.min(3, SECONDS), from: 10_000_000 });
  const times = await steady(peer.url, { rate: RATE, seconds: SECONDS, from: 20_000_000 });
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}

const results = {};
for (const name of ['forwarder', 'relay', 'fsync-only']) {
  const peer = await startPeer(name, `${sink.url}/calls`);
  results[name] = {
    ...(name === 'fsync-only' ? {} : { rate: await throughput(peer) }),
    ...(await answerTimes(peer)),
  };
  peer.stop();
}
sink.stop();

const ms = (value) => value.toFixed(2).padStart(8);
console.log(
  `\n${EVENTS} events a round, ${ROUNDS} rounds (median), ${CONNECTIONS} connections; then ${RATE} events/s for ${SECONDS} s`,
);
console.log('                events/s to the sink   answer p50 ms   answer p99 ms');
for (const [name, { rate, p50, p99 }] of Object.entries(results)) {
  const shown = rate === undefined ? '–' : rate.toFixed(0);
  console.log(`${name.padEnd(14)}  ${shown.padStart(20)}  ${ms(p50)}        ${ms(p99)}`);
}
const { forwarder, relay } = results;
const fsyncOnly = results['fsync-only'];
console.log(
  `\nrelay / forwarder, events/s:   ${(relay.rate / forwarder.rate).toFixed(2)}   (expected: at least 0.50)`,
);
console.log(
  `relay / fsync-only, p99:       ${(relay.p99 / fsyncOnly.p99).toFixed(2)}   (expected: at most 3.00)`,
);

// Webhook in, durable, mapped POST out: the relay beside a forwarder without durability, and the time of its answer
// beside an intake that does nothing but fsync. One run, everything on loopback, ratios at the end.
import { performance } from 'node:perf_hooks';
import { flood, percentile, reached, startPeer, steady } from './load.mjs';

const EVENTS = Number(process.env.EVENTS ?? 8_000);
const CONNECTIONS = 50;
const RATE = 500;
const SECONDS = Number(process.env.SECONDS ?? 15);
const ROUNDS = 5;

const sink = await startPeer('sink');

/** Events per second until every one has reached the sink, and not only been answered. */
async function throughput(peer, round) {
  await fetch(sink.url, { method: 'DELETE' });
  const startedAt = performance.now();
  await flood(peer.url, { events: EVENTS, connections: CONNECTIONS, from: round * EVENTS });
  await reached(sink.url, EVENTS);
  return EVENTS / ((performance.now() - startedAt) / 1000);
}

async function answerTimes(peer) {
  await steady(peer.url, { rate: RATE, seconds: Math.min(3, SECONDS), from: 10_000_000 });
  const times = await steady(peer.url, { rate: RATE, seconds: SECONDS, from: 20_000_000 });
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}

// Turn by turn, so that whatever else the machine does meets both alike. The first round warms up.
const peers = {};
for (const name of ['forwarder', 'relay']) peers[name] = await startPeer(name, `${sink.url}/calls`);
const rates = { forwarder: [], relay: [] };
for (let round = 0; round <= ROUNDS; round++) {
  for (const [name, peer] of Object.entries(peers)) {
    const rate = await throughput(peer, round);
    if (round > 0) rates[name].push(rate);
  }
}
const ratio = median(rates.relay.map((rate, round) => rate / rates.forwarder[round]));

peers['fsync-only'] = await startPeer('fsync-only');
const answers = {};
for (const [name, peer] of Object.entries(peers)) answers[name] = await answerTimes(peer);
for (const peer of [...Object.values(peers), sink]) peer.stop();

const ms = (value) => value.toFixed(2).padStart(8);
console.log(
  `\n${EVENTS} events a round, ${ROUNDS} rounds (median), ${CONNECTIONS} connections; then ${RATE} events/s for ${SECONDS} s`,
);
console.log('                events/s to the sink   answer p50 ms   answer p99 ms');
for (const [name, { p50, p99 }] of Object.entries(answers)) {
  const shown = name in rates ? median(rates[name]).toFixed(0) : '–';
  console.log(`${name.padEnd(14)}  ${shown.padStart(20)}  ${ms(p50)}        ${ms(p99)}`);
}
console.log(`\nrelay / forwarder, events/s:   ${ratio.toFixed(2)}   (expected: at least 0.50)`);
console.log(
  `relay / fsync-only, p99:       ${(answers.relay.p99 / answers['fsync-only'].p99).toFixed(2)}   (expected: at most 3.00)`,
);

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

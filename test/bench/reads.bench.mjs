// What the answer to Convoso takes at a steady rate while people read: a relay on a store of a million actions, of
// which 300,000 wait, with the dearest reads in a loop, beside the same relay when nobody reads. They take turns, so
// that whatever else the machine does meets both alike.
import { performance } from 'node:perf_hooks';
import { constantRate } from './durable-path/constant-rate.mjs';
import { HookClient } from './durable-path/hook-client.mjs';
import { PeerProcess } from './durable-path/peer-process.mjs';
import { median, percentile } from './durable-path/statistics.mjs';

const RATE = Number(process.env.RATE ?? 500);
const SECONDS = Number(process.env.SECONDS ?? 10);
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const MOST = 3;

const node = { program: process.execPath, execArgv: [], env: {} };
const sink = await PeerProcess.start('sink', { node });
const startedAt = performance.now();
const relay = await PeerProcess.start('full-relay', { args: [`${sink.url}/calls`], node });
const hook = new HookClient(relay.url, 100);
console.log(`\nthe store was filled in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
// In a process of their own: what they do with the answers is not to be taken for the relay's time.
const readers = await PeerProcess.start('readers', { args: [relay.url], node });

const taken = {};
const rounds = { alone: [], reading: [] };
for (let round = 0; round <= ROUNDS; round++) {
  const alone = await measured(round * 2);
  const reading = await measured(round * 2 + 1, { reading: true });
  if (round > 0) {
    rounds.alone.push(alone);
    rounds.reading.push(reading);
  }
}
await hook.close();
for (const peer of [readers, relay, sink]) await peer.stop();

const ms = (value) => value.toFixed(2).padStart(9);
console.log(`\n${RATE} events/s for ${SECONDS} s, ${ROUNDS} rounds (median)`);
console.log('                   answer p50 ms   answer p99 ms   longest stall ms   CPU s');
for (const [name, list] of Object.entries(rounds)) {
  const of = (key) => median(list.map((each) => each[key]));
  console.log(
    `${name.padEnd(16)}  ${ms(of('p50'))}       ${ms(of('p99'))}          ${ms(of('stall'))}       ${of('cpu').toFixed(2).padStart(6)}`,
  );
}
console.log('\nread while calls come in                times   median ms   longest ms');
for (const [name, times] of Object.entries(taken)) {
  const sorted = times.toSorted((a, b) => a - b);
  console.log(
    `${name.padEnd(38)}  ${String(sorted.length).padStart(5)}  ${ms(percentile(sorted, 0.5))}   ${ms(sorted.at(-1))}`,
  );
}
console.log('\np99 of each round, alone and with reads:');
for (const [round, { p99 }] of rounds.reading.entries())
  console.log(`${ms(rounds.alone[round].p99)} ${ms(p99)}`);
const ratio = median(rounds.reading.map(({ p99 }, round) => p99 / rounds.alone[round].p99));
console.log(
  `\nwith reads / without, p99 of the answer:   ${ratio.toFixed(2)}   (expected: at most ${MOST}.00)`,
);
process.exitCode = ratio > MOST ? 1 : 0;

async function measured(part, { reading = false } = {}) {
  const before = await relay.ask('measure');
  if (reading) await readers.ask('begin');
  const events = Math.ceil(RATE * SECONDS);
  const run = constantRate({ hook, rate: RATE, events, from: 10_000_000 * (part + 1) });
  await run.answered;
  if (run.accepted.some((accepted) => accepted === 0)) throw new Error('a call was not answered with 200');
  const times = run.latencies.toSorted();
  const after = await relay.ask('measure');
  if (reading) {
    const read = await readers.ask('leave');
    if (read.failure !== undefined) throw new Error(read.failure);
    for (const [name, list] of Object.entries(read.taken)) (taken[name] ??= []).push(...list);
  }
  return {
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    stall: after.stall,
    cpu: after.cpu - before.cpu,
  };
}

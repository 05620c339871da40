// A relay under a steady load for a long time: every call that was answered has to arrive once, and what the relay holds in memory may not
// grow. Its heap is measured after a collection, once a minute, when all that came in has gone out. The load goes on as it would for years,
// so that a leak of a few bytes a call shows.
//
//   MINUTES=30   STORE=sqlite | postgres   RATE=200 calls a second   SECONDS=60 between two samples
//
// Postgres is that of TEST_DATABASE_URL, or the one of this machine.
import os from 'node:os';
import { constantRate } from './durable-path/constant-rate.mjs';
import { HookClient } from './durable-path/hook-client.mjs';
import { PeerProcess } from './durable-path/peer-process.mjs';
import { SinkClient } from './durable-path/sink-client.mjs';
import { median, percentile } from './durable-path/statistics.mjs';
import { countOf, tally } from './durable-path/tally.mjs';
import { ownDatabase } from './scale/own-database.mjs';
import { sizeOfFiles, sizeOfTables } from './soak/sizes.mjs';

const CONNECTIONS = 200;
const LOST_AFTER_MS = 30_000;
/**
 * By so many calls a relay remembers those that came last in two generations (relay/src/intake/recent-deliveries.ts): its heap grows with each until
 * one generation is full, and falls when the elder is forgotten. From the second on a heap is compared with the one of a generation before.
 */
const GENERATION = 100_000;
/** Of a run that is too short for that, what is left out of it at first. */
const STARTING = 1 / 3;
const MOST_GROWTH_MB = 20;

const MB = 2 ** 20;
const asked = (name, otherwise) => Number(process.env[name] ?? otherwise);
const [minutes, rate, seconds] = [asked('MINUTES', 30), asked('RATE', 200), asked('SECONDS', 60)];
const samples = Math.max(3, Math.round((minutes * 60) / seconds));
const events = Math.ceil(rate * seconds);

const database = process.env.STORE === 'postgres' ? await ownDatabase() : undefined;
if (database === null) {
  console.log('Skipped: there is no Postgres');
  process.exit(0);
}
const own = { program: process.execPath, execArgv: [], env: {} };
const watched = {
  ...own,
  execArgv: ['--expose-gc'],
  env: database === undefined ? {} : { DATABASE_URL: database.url },
};
console.log(
  `A relay on ${database === undefined ? 'SQLite' : 'Postgres'} with ${rate} calls a second for ${minutes} minutes; ` +
    `Node ${process.versions.node}, ${os.availableParallelism()} processors, load ${os.loadavg()[0].toFixed(1)} before\n`,
);
const sinkProcess = await PeerProcess.start('sink', { node: own });
const sink = new SinkClient(sinkProcess.url, LOST_AFTER_MS);
const relay = await PeerProcess.start('relay', { args: [sink.callsUrl], node: watched });
const hook = new HookClient(relay.url, CONNECTIONS);
await sink.expect({ from: 0, events: events * samples });

const row = (cells) => console.log(cells.map((cell, index) => cell.padStart(index === 0 ? 6 : 12)).join(''));
row(['sample', 'answered', 'p99 ms', 'heap MB', 'RSS MB', 'stored MB']);
const accepted = new Uint8Array(events * samples);
const heaps = [];
let most = '';
for (let sample = 0; sample < samples; sample += 1) {
  const from = sample * events;
  const run = constantRate({ hook, rate, events, from });
  await run.answered;
  accepted.set(run.accepted, from);
  await sink.settled(countOf(accepted));
  const { heap, memory } = await relay.ask('heap');
  heaps.push(heap / MB);
  const sizes = database === undefined ? sizeOfFiles(relay.folder) : await sizeOfTables(database.url);
  most = sizes.most;
  row([
    String(sample + 1),
    String(countOf(run.accepted)),
    percentile(run.latencies.toSorted(), 0.99).toFixed(1),
    (heap / MB).toFixed(1),
    (memory / MB).toFixed(0),
    (sizes.bytes / MB).toFixed(0),
  ]);
}
await hook.close();
const { lost, doubled } = tally(accepted, await sink.arrivals());
await relay.stop();
await sinkProcess.stop();
await database?.drop();

// Of three samples each, so that one which was taken at an odd moment counts for nothing.
const generation = Math.round(GENERATION / events);
const isLong = samples > 3 * generation;
const starting = Math.min(Math.floor(samples * STARTING), samples - 3);
const before = isLong ? heaps.slice(-3 - generation, -generation) : heaps.slice(starting, starting + 3);
const growth = median(heaps.slice(-3)) - median(before);
const since = isLong ? `in ${GENERATION} calls, when all is full` : `after the first ${starting} samples`;
const refused = accepted.length - countOf(accepted);
console.log(`\nThe largest of what is stored: ${most}`);
console.log(`refused ${refused}, lost ${lost}, doubled ${doubled}`);
console.log(`growth of the heap ${since}, MB: ${growth.toFixed(1)}   (expected: at most ${MOST_GROWTH_MB})`);
if (lost + doubled + refused > 0) {
  console.error(
    `${refused} calls were refused, ${lost} answered and lost, ${doubled} arrived more than once.`,
  );
  process.exitCode = 1;
}
if (growth > MOST_GROWTH_MB) process.exitCode = 1;

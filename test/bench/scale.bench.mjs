// How far one Postgres goes: a relay on it, beside the relay on SQLite, Node-RED, which keeps nothing, and a relay of a hundred lines on
// pg-boss. Every call that was answered has to arrive once. Postgres is that of TEST_DATABASE_URL, or the one of this machine; each peer
// has a database of its own in it, which goes with it. `postgres-2` and `postgres-4` are so many relays on one database.
//
//   PEERS=relay,postgres-1,postgres-2,postgres-4,node-red,pg-boss   EVENTS=8000   ROUNDS=3   RATE=500   SECONDS=15
//   CONNECTIONS_OF=peer     48 connections for each peer, however many relays it is; `relay`: 48 for each relay of it
import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { closedLoop } from './durable-path/closed-loop.mjs';
import { openLoop } from './durable-path/open-loop.mjs';
import { PeerGroup } from './durable-path/peer-group.mjs';
import { PeerProcess } from './durable-path/peer-process.mjs';
import { nodeOfPeers, nodeRedHome, pgBossHome } from './durable-path/peers-node.mjs';
import { assertSameContent } from './durable-path/same-content.mjs';
import { SinkClient } from './durable-path/sink-client.mjs';
import { median } from './durable-path/statistics.mjs';
import { printRatio, printTable } from './durable-path/table.mjs';
import { ownDatabase } from './scale/own-database.mjs';

const CONNECTIONS = 48;
const OPEN_CONNECTIONS = 500;
const LOST_AFTER_MS = 30_000;
/** A relay beside others sends nothing before all of them know of it (docs/postgres.md). */
const NEWCOMERS_SEND_AFTER_MS = 16_000;
const whole = (name, otherwise) => Number(process.env[name] ?? otherwise);
const [events, rounds, rate, seconds] = [
  whole('EVENTS', 8000),
  whole('ROUNDS', 3),
  whole('RATE', 500),
  whole('SECONDS', 15),
];
const isForEachRelay = process.env.CONNECTIONS_OF === 'relay';
const wanted = (process.env.PEERS ?? 'relay,postgres-1,postgres-2,postgres-4,node-red,pg-boss').split(',');

const node = nodeOfPeers('24');
const own = { program: process.execPath, execArgv: [], env: {} };
console.log(
  `Peers on Node ${node.version}; ${os.availableParallelism()} processors, load ${os.loadavg()[0].toFixed(1)} before`,
);
const sinkProcess = await PeerProcess.start('sink', { node: own });
const sink = new SinkClient(sinkProcess.url, LOST_AFTER_MS);
const databases = [];

/** Null, with the reason said, where the peer cannot be had. */
async function startPeer(name) {
  const [, processes] = /^postgres-(\d+)$/.exec(name) ?? [];
  const args = [sink.callsUrl];
  if (name === 'node-red') {
    const home = nodeRedHome(node);
    return home === undefined ? null : groupOf(name, 1, { args: [...args, home] });
  }
  if (name === 'relay') return groupOf(name, 1, { args });
  const database = await ownDatabase();
  if (database === null) return null;
  databases.push(database);
  const onIt = { ...node, env: { ...node.env, DATABASE_URL: database.url } };
  if (processes !== undefined) return groupOf(name, Number(processes), { args, node: onIt, peer: 'relay' });
  const home = pgBossHome(node);
  return home === undefined ? null : groupOf(name, 1, { args: [...args, home], node: onIt });
}

async function groupOf(name, count, { args, node: on = node, peer = name }) {
  const processes = [];
  for (let index = 0; index < count; index += 1)
    processes.push(await PeerProcess.start(peer, { args, node: on }));
  if (count > 1) await sleep(NEWCOMERS_SEND_AFTER_MS);
  return new PeerGroup(name, processes);
}

let next = 0;
const take = (count) => (next += count) - count;

const measured = [];
for (const name of wanted) {
  const peer = await startPeer(name);
  if (peer === null) continue;
  const one = [peer];
  await assertSameContent(one, sink, take(1));
  const connections = CONNECTIONS * (isForEachRelay ? peer.processes.length : 1);
  const hook = peer.connect(connections);
  const results = [];
  for (let round = 0; round <= rounds; round += 1) {
    results.push(await closedLoop({ peer, hook, sink, events, connections, from: take(events) }));
  }
  await hook.close();
  const openHook = peer.connect(OPEN_CONNECTIONS);
  const open = await openLoop({
    peer,
    hook: openHook,
    sink,
    rate,
    seconds,
    from: take(Math.ceil(rate * seconds)),
    pile: 0,
  });
  await openHook.close();
  const { memoryMb } = await peer.usage();
  await peer.stop();
  measured.push({ name, timed: results.slice(1), all: [...results, open], open, memoryMb });
}
await sinkProcess.stop();
for (const database of databases) await database.drop();

const of = (timed, what) => median(timed.map((result) => result[what]));
printTable(
  ['peer', 'events/s', 'CPU µs an event', `p99 ms at ${rate}/s`, 'RSS MB', 'lost', 'doubled'],
  measured.map(({ name, timed, all, open, memoryMb }) => [
    name,
    of(timed, 'perSecond').toFixed(0),
    of(timed, 'cpuEach').toFixed(0),
    open.p99.toFixed(1),
    memoryMb.toFixed(0),
    all.reduce((sum, { lost }) => sum + lost, 0),
    all.reduce((sum, { doubled }) => sum + doubled, 0),
  ]),
);
console.log('The processor time of Postgres itself is not in it.\n');
const found = (name) => measured.find((each) => each.name === name)?.timed;
const ratio = (title, what, name, other, bound) => {
  const [ours, theirs] = [found(name), found(other)];
  if (ours !== undefined && theirs !== undefined) printRatio(title, of(ours, what) / of(theirs, what), bound);
};
ratio('one on Postgres / Node-RED, events/s', 'perSecond', 'postgres-1', 'node-red', { atLeast: 1 });
ratio('four / one on Postgres, CPU an event', 'cpuEach', 'postgres-4', 'postgres-1', { atMost: 1.3 });

const wrong = measured.flatMap(({ all }) => all).reduce((sum, { lost, doubled }) => sum + lost + doubled, 0);
if (wrong > 0) {
  console.error(`${wrong} calls were answered and lost, or arrived more than once.`);
  process.exitCode = 1;
}

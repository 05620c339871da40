// Webhook in, durable, mapped POST out: the relay beside Node-RED, a forwarder without durability, and an intake that
// does nothing but fsync. One run, everything on loopback, ratios at the end. Shorter runs and parts of it by
//
//   PARTS=closed,open,backlog   throughput; answer times at constant rates; the same with a backlog
//   PEERS=forwarder,fsync-only,node-red,relay
//   ON_NODE=24 | own     all peers on Node 24 from npm, or on the Node that runs this
//   EVENTS=8000          a round of the throughput
//   ROUNDS               of the throughput (5), and of the rates that have an expected value, and the backlog (3)
//   RATES=250,500,1000,2000   SECONDS=15   BACKLOG=20000
//   LOST_AFTER=30        seconds without a single arrival, after which what is missing counts as lost
//   BEFORE=folder        another clone, built: with PEERS=relay,relay-before the relay of both
//   PROFILE=1            the relay alone, with where its processor time went
import os from 'node:os';
import { closedPart } from './durable-path/closed-part.mjs';
import { backlogPart, openPart } from './durable-path/open-part.mjs';
import { PeerProcess } from './durable-path/peer-process.mjs';
import { startPeers } from './durable-path/peers.mjs';
import { nodeOfPeers } from './durable-path/peers-node.mjs';
import { printProfiles, profiled } from './durable-path/profiled.mjs';
import { assertSameContent } from './durable-path/same-content.mjs';
import { settings } from './durable-path/settings.mjs';
import { SinkClient } from './durable-path/sink-client.mjs';

const { profile, parts, node: choice, lostAfter, ...asked } = settings();
const node = profile ? profiled(nodeOfPeers(choice)) : nodeOfPeers(choice);
const own = { program: process.execPath, execArgv: [], env: {} };
const load = () => os.loadavg()[0].toFixed(1);
console.log(
  `Peers on Node ${node.version}, generator and destination on ${process.versions.node}; ` +
    `${os.availableParallelism()} processors, load ${load()} before`,
);

const sinkProcess = await PeerProcess.start('sink', { node: own });
const sink = new SinkClient(sinkProcess.url, lostAfter * 1000);
const peers = await startPeers(asked.peers, { node, sink, before: asked.before });

/** No number of a call is used twice in a run. */
const numbers = {
  next: 0,
  take(count) {
    const from = this.next;
    this.next += count;
    return from;
  },
};

const senders = peers.filter(({ sendsOn }) => sendsOn);
if (senders.length > 0) await assertSameContent(senders, sink, numbers.take(1));

let wrong = 0;
if (parts.includes('closed')) {
  const { events, closedRounds: rounds } = asked;
  wrong += await closedPart({ peers: senders, sink, numbers, events, rounds });
}
const { seconds, openRounds: rounds, rates, backlog } = asked;
const constant = { peers, sink, numbers, seconds, rounds };
if (parts.includes('open')) wrong += await openPart({ ...constant, rates });
if (parts.includes('backlog')) wrong += await backlogPart({ ...constant, backlog });

for (const peer of peers) await peer.process.stop();
await sinkProcess.stop();
if (profile) printProfiles(node.profiles, numbers.next);
console.log(`\nload ${load()} after`);
if (wrong > 0) {
  console.error(`${wrong} calls were answered and lost, or arrived more than once.`);
  process.exitCode = 1;
}

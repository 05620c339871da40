import path from 'node:path';
import { HookClient } from './hook-client.mjs';
import { PeerProcess } from './peer-process.mjs';
import { nodeRedHome } from './peers-node.mjs';

/** It answers once the call is on the disk, and that is all it does. */
const KEEPS_ONLY = 'fsync-only';

/**
 * Starts the peers that can be had, in the given order.
 *
 * @returns {Promise<{ name: string, process: PeerProcess, sendsOn: boolean, connect: (connections: number) => HookClient }[]>}
 */
export async function startPeers(names, { node, sink, before }) {
  const peers = [];
  for (const name of names) {
    const args = [sink.callsUrl];
    if (name === 'node-red') {
      const home = nodeRedHome(node);
      if (home === undefined) continue;
      args.push(home);
    }
    const file = name === 'relay-before' ? path.resolve(before, 'test/bench/peers/relay.mjs') : undefined;
    const started = await PeerProcess.start(name, { args, file, node });
    peers.push({
      name,
      process: started,
      sendsOn: name !== KEEPS_ONLY,
      connect: (connections) => new HookClient(started.url, connections),
    });
  }
  return peers;
}

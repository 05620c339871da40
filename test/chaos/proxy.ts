import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { closeAfterTest } from '../acceptance-process/support/closing.js';

/** A way to a server that can be led elsewhere, cut, or left half-open. */
export interface Proxy {
  readonly port: number;
  /** Connections that are made from now on go to another server. */
  leadTo(port: number): void;
  /** Ends all connections, as a network that breaks does. */
  cut(): void;
  /**
   * From now on nothing passes in either direction, and nobody is told: the connections stay open, and new ones are taken and stay
   * silent.
   */
  goSilent(): void;
  /** Passes on again what comes on new connections; those that were left half-open stay so. */
  passOn(): void;
}

/** Passes on to a port of this machine what comes on another. */
export async function proxyTo(first: number): Promise<Proxy> {
  let target = first;
  let isSilent = false;
  const pairs = new Set<{ readonly sockets: readonly Socket[]; isHalfOpen: boolean }>();
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    const pair = { sockets: [client, upstream], isHalfOpen: isSilent };
    pairs.add(pair);
    const end = (): void => {
      // Whoever is left half-open is not told that the other has gone.
      if (pair.isHalfOpen) return;
      pairs.delete(pair);
      for (const socket of pair.sockets) socket.destroy();
    };
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      from.on('data', (data) => {
        if (!pair.isHalfOpen) to.write(data);
      });
      from.on('error', end).on('close', end);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = (): void => {
    for (const { sockets } of pairs) for (const socket of sockets) socket.destroy();
    pairs.clear();
  };
  closeAfterTest(() => {
    server.close();
    cut();
  });
  return {
    port: (server.address() as AddressInfo).port,
    leadTo: (port) => {
      target = port;
    },
    cut,
    goSilent: () => {
      isSilent = true;
      for (const pair of pairs) pair.isHalfOpen = true;
    },
    passOn: () => {
      isSilent = false;
    },
  };
}

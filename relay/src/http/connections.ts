import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Exchanges } from './exchanges.js';

export interface Connections {
  /** Closes whatever has not sent a whole request: nothing of it was taken in. */
  closeUnfinished(): void;
}

export interface ConnectionLimit {
  readonly most: number;
  readonly exchanges: Exchanges;
  /** Called for each connection that is let go for another, or refused. */
  readonly onFull: () => void;
}

/**
 * Bounds the open connections of a server. Where all places are taken, the connection that has waited longest without a
 * whole request is let go for the new one, first of those that have sent no request at all: ten thousand that say nothing
 * keep nobody out. Then one that fetches no answer. One that is being answered is never let go.
 */
export function limitConnections(server: Server, { most, exchanges, onFull }: ConnectionLimit): Connections {
  /** In order of their last change, the oldest first. */
  const silent = new Set<Socket>();
  const open = new Set<Socket>();

  server.on('connection', (socket: Socket) => {
    if (open.size >= most) {
      onFull();
      if (!makePlace()) {
        socket.destroy();
        return;
      }
    }
    open.add(socket);
    silent.add(socket);
    socket.once('close', () => forget(socket));
  });
  server.on('request', ({ socket }, response) => {
    silent.delete(socket);
    response.once('close', () => {
      if (open.has(socket) && exchanges.of(socket).length === 0) silent.add(socket);
    });
  });

  return {
    closeUnfinished: () => {
      for (const socket of [...silent, ...exchanges.unfinished]) socket.destroy();
    },
  };

  function makePlace(): boolean {
    const [longest] = silent.size > 0 ? silent : exchanges.unfinished;
    if (longest === undefined) {
      const unfetched = exchanges.letGoUnfetched();
      if (unfetched !== null) forget(unfetched);
      return unfetched !== null;
    }
    // It is closed only later, and its place is free at once.
    forget(longest);
    longest.destroy();
    return true;
  }

  function forget(socket: Socket): void {
    open.delete(socket);
    silent.delete(socket);
    exchanges.forget(socket);
  }
}

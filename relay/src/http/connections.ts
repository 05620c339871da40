import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

export interface Connections {
  /** Closes whatever has not sent a whole request: nothing of it was taken in. */
  closeUnfinished(): void;
}

export interface ConnectionLimit {
  readonly most: number;
  /** Called for each connection that is let go for another, or refused. */
  readonly onFull: () => void;
}

/**
 * Bounds the open connections of a server. Where all places are taken, the connection that has waited longest without a
 * whole request is let go for the new one, first of those that have sent no request at all: ten thousand that say nothing
 * keep nobody out. One that is being answered is never let go.
 */
export function limitConnections(server: Server, { most, onFull }: ConnectionLimit): Connections {
  /** In order of their last change, the oldest first. */
  const silent = new Set<Socket>();
  const asking = new Map<Socket, IncomingMessage>();
  const open = new Set<Socket>();

  server.on('connection', (socket: Socket) => {
    if (open.size >= most) {
      onFull();
      const [longest] = silent.size > 0 ? silent : unfinished();
      if (longest === undefined) {
        socket.destroy();
        return;
      }
      // It is closed only later, and its place is free at once.
      forget(longest);
      longest.destroy();
    }
    open.add(socket);
    silent.add(socket);
    socket.once('close', () => forget(socket));
  });
  server.on('request', (request, response) => {
    const { socket } = request;
    silent.delete(socket);
    if (!open.has(socket)) return;
    asking.set(socket, request);
    response.once('close', () => {
      asking.delete(socket);
      if (open.has(socket)) silent.add(socket);
    });
  });

  return {
    closeUnfinished: () => {
      for (const socket of [...silent, ...unfinished()]) socket.destroy();
    },
  };

  function forget(socket: Socket): void {
    open.delete(socket);
    silent.delete(socket);
    asking.delete(socket);
  }

  /** Those of which a request is still on its way. Whether anybody has read it to its end says nothing of that. */
  function unfinished(): Socket[] {
    return [...asking].flatMap(([socket, request]) => (request.complete ? [] : [socket]));
  }
}

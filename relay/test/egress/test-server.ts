import { createServer, type RequestListener, type Server } from 'node:http';
import {
  createServer as createSocketServer,
  type AddressInfo,
  type Server as SocketServer,
  type Socket,
} from 'node:net';

export interface RunningServer {
  readonly port: number;
  close(): Promise<void>;
}

/** A real HTTP server on 127.0.0.1 and a port of the system's choice. */
export function startHttp(listener: RequestListener): Promise<RunningServer> {
  const server = createServer(listener);
  return listen(server, () => server.closeAllConnections());
}

/** A server of bare sockets on 127.0.0.1. */
export function startSockets(onSocket: (socket: Socket) => void): Promise<RunningServer> {
  const sockets = new Set<Socket>();
  const server = createSocketServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    onSocket(socket);
  });
  return listen(server, () => sockets.forEach((socket) => socket.destroy()));
}

function listen(server: Server | SocketServer, dropConnections: () => void): Promise<RunningServer> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      const close = () =>
        new Promise<void>((closed) => {
          server.close(() => closed());
          dropConnections();
        });
      resolve({ port, close });
    });
  });
}

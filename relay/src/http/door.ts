import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConnectError } from '@convoso-connect/core';
import type { Unready } from './readiness.js';

/** A listening port. Until there is something to serve, callers are asked to come back. */
export interface Door {
  readonly port: number;
  serve(listener: RequestListener): void;
  /** Why it takes nothing in, or null when it does. */
  closing(): Unready | null;
  /** Takes no more connections in and lets the requests under way end; nothing the second time. */
  close(): Promise<void>;
}

/** Takes a port, with a server that no slow or silent client can hold on to for long. Port 0 is any free one. */
export async function openDoor(host: string, port: number): Promise<Door> {
  let listener: RequestListener = notYet;
  let closed: Promise<void> | null = null;
  const server = createServer(
    { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 5_000, maxHeaderSize: 32 * 1024 },
    (request, response) => listener(request, response),
  );
  await listening(server, host, port);
  return {
    port: (server.address() as AddressInfo).port,
    serve: (next) => {
      listener = next;
    },
    closing: () => (closed === null ? null : STOPPING),
    close: () => (closed ??= close(server)),
  };
}

/** For the moments in which a relay goes through what its last stop left behind. */
const notYet: RequestListener = (request, response) => {
  request.resume();
  response.writeHead(503, { 'content-type': 'application/json', 'retry-after': '1' });
  response.end(JSON.stringify({ success: false, error: STARTING }));
};

const STARTING = {
  code: 'STARTING',
  message: 'the relay is starting',
  remedy: 'Send it again in a moment.',
};

const STOPPING: Unready = {
  code: 'STOPPING',
  message: 'the relay is stopping',
  remedy: 'Send it again once it has been started.',
};

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(cannotListen(error, host, port)));
    server.listen(port, host, resolve);
  });
}

function cannotListen(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code !== 'EADDRINUSE') return error;
  return new ConnectError(
    'PORT_IN_USE',
    `port ${port} on ${host} is in use`,
    'Stop what uses it, or start with another one: PORT=4781 npm start',
    { cause: error },
  );
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}

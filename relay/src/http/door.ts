import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { ConnectError } from '@convoso-connect/core';
import type { Log } from '../log.js';
import { limitConnections, type Connections } from './connections.js';
import { MOST_HEAD_BYTES, limitRequests, type Limits } from './limits.js';
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

/** What a server is that no slow or silent client can hold on to for long. */
const SERVER = {
  headersTimeout: 5_000,
  requestTimeout: 15_000,
  // Longer than nginx and most proxies keep a connection to the relay open, so that none is closed under their next call.
  keepAliveTimeout: 65_000,
  // How often all this is looked after: by itself the server does so only twice a minute.
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: MOST_HEAD_BYTES,
};

export interface DoorParts {
  readonly host: string;
  /** 0 is any free one. */
  readonly port: number;
  readonly limits: Limits;
  readonly log: Log;
}

/** Takes a port. */
export async function openDoor({ host, port, limits, log }: DoorParts): Promise<Door> {
  let listener: RequestListener = notYet;
  let closed: Promise<void> | null = null;
  const limited = limitRequests((request, response) => listener(request, response), limits);
  const server = createServer(SERVER, limited);
  const connections = limitConnections(server, {
    most: limits.connections,
    onFull: () => limits.connectionsFull(),
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => answerUnreadable(error, socket, limits));
  await listening(server, host, port);
  server.on('error', (error) => log.error({ err: error }, 'a connection could not be taken in'));
  return {
    port: (server.address() as AddressInfo).port,
    serve: (next) => {
      listener = next;
    },
    closing: () => (closed === null ? null : STOPPING),
    close: () => (closed ??= close(server, connections)),
  };
}

const UNREADABLE: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

/** What is no request as HTTP has it. One whose head is too long might be a call all the same, so that is told. */
function answerUnreadable(error: NodeJS.ErrnoException, socket: Duplex, limits: Limits): void {
  const code = error.code ?? '';
  if (code === 'HPE_HEADER_OVERFLOW') limits.headTooLong();
  if (code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  socket.end(`HTTP/1.1 ${UNREADABLE[code] ?? '400 Bad Request'}\r\nconnection: close\r\n\r\n`);
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

/** In milliseconds from the end on: for requests that are still being sent, and for answers that nobody fetches. */
const LAST_REQUESTS_MS = 2_000;
const LAST_ANSWERS_MS = 10_000;

/** A server that closes looks after no slow client any more, and one of them would keep the relay from ending for ever. */
function close(server: Server, connections: Connections): Promise<void> {
  return new Promise((resolve) => {
    const lastCalls = [
      setTimeout(() => connections.closeUnfinished(), LAST_REQUESTS_MS),
      setTimeout(() => server.closeAllConnections(), LAST_ANSWERS_MS),
    ];
    server.close(() => {
      for (const lastCall of lastCalls) clearTimeout(lastCall);
      resolve();
    });
    server.closeIdleConnections();
  });
}

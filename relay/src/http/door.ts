import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { ConnectError } from '@convoso-connect/core';
import type { Log } from '../log.js';
import { limitConnections, type Connections } from './connections.js';
import { Exchanges } from './exchanges.js';
import { MOST_HEAD_BYTES, PATIENCE, limitRequests, type Limits, type Patience } from './limits.js';
import type { Unready } from './readiness.js';

/** A listening port. Until there is something to serve, callers are asked to come back. */
export interface Door {
  readonly port: number;
  serve(listener: RequestListener): void;
  /** Why it takes nothing in, or null when it does. */
  closing(): Unready | null;
  /** Looks after answers that nobody fetches. To be called again and again. */
  beat(): void;
  /** Takes no more connections in and lets the requests under way end; nothing the second time. */
  close(): Promise<void>;
}

/** What a server is that no slow or silent client can hold on to for long. */
const SERVER = {
  // Longer than nginx and most proxies keep a connection to the relay open, so that none is closed under their next call.
  keepAliveTimeout: 65_000,
  maxHeaderSize: MOST_HEAD_BYTES,
  // A call is taken in without one as well: nothing is inferred from it.
  requireHostHeader: false,
};

export interface DoorParts {
  readonly host: string;
  /** 0 is any free one. */
  readonly port: number;
  readonly limits: Limits;
  readonly log: Log;
  readonly patience?: Patience;
}

/** Takes a port. */
export async function openDoor({ host, port, limits, log, patience = PATIENCE }: DoorParts): Promise<Door> {
  let listener: RequestListener = notYet;
  let closed: Promise<void> | null = null;
  const exchanges = new Exchanges(patience.answerMs);
  const limited = limitRequests((request, response) => listener(request, response), { ...limits, exchanges });
  const timeouts = {
    headersTimeout: patience.headersMs,
    requestTimeout: patience.requestMs,
    connectionsCheckingInterval: patience.everyMs,
  };
  const server = createServer({ ...SERVER, ...timeouts }, limited);
  // Whatever a sender expects beside an answer, it is better taken in than told that it cannot be had.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  const connections = limitConnections(server, {
    most: limits.connections,
    exchanges,
    onFull: () => limits.connectionsFull(),
  });
  server.on('timeout', (socket: Socket) => {
    if (exchanges.of(socket).length > 0) limits.answerUnfetched();
    socket.destroy();
  });
  server.on('clientError', (error: ParserError, socket) => answerUnreadable(error, socket, limits));
  await listening(server, host, port);
  server.on('error', (error) => log.error({ err: error }, 'a connection could not be taken in'));
  return {
    port: (server.address() as AddressInfo).port,
    serve: (next) => {
      listener = next;
    },
    beat: () => exchanges.beat(),
    closing: () => (closed === null ? null : STOPPING),
    close: () => (closed ??= close(server, connections)),
  };
}

const UNREADABLE: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

/** What a parser says of what it could not read. */
interface ParserError extends NodeJS.ErrnoException {
  readonly reason?: string;
  readonly rawPacket?: Buffer;
}

/** What there is to know of who is on the other side. */
type Connection = Duplex & Partial<Pick<Socket, 'bytesRead' | 'remoteAddress'>>;

/** The first byte of what a client of TLS says. */
const TLS_HANDSHAKE = 0x16;

/** What is no request as HTTP has it might be a call all the same, so that it is told. */
function answerUnreadable(error: ParserError, socket: Connection, limits: Limits): void {
  const { code = '', reason = code, rawPacket } = error;
  if (code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  // A connection that has said nothing at all is nobody's call.
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT' && socket.bytesRead !== 0) limits.requestTooSlow();
  if (code === 'HPE_HEADER_OVERFLOW') limits.headTooLong();
  // A request that its sender broke off is no fault of how it is written.
  if (code.startsWith('HPE_') && code !== 'HPE_HEADER_OVERFLOW' && code !== 'HPE_INVALID_EOF_STATE')
    limits.unreadable({
      reason,
      from: socket.remoteAddress ?? 'an address unknown',
      isTls: rawPacket?.[0] === TLS_HANDSHAKE,
    });
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
  const because = { cause: error };
  if (error.code === 'EADDRINUSE')
    return new ConnectError(
      'PORT_IN_USE',
      `port ${port} on ${host} is in use`,
      `Stop what uses it, or start with another one: PORT=${otherPort(port)} npm start`,
      because,
    );
  if (error.code === 'EACCES' || error.code === 'EPERM')
    return new ConnectError(
      'PORT_NOT_ALLOWED',
      `the user that runs the relay may not listen on port ${port} of ${host}`,
      'Take a port from 1024 on, such as PORT=4780 npm start, and have a reverse proxy lead there.',
      because,
    );
  if (NO_SUCH_ADDRESS.has(error.code ?? ''))
    return new ConnectError(
      'BAD_HOST',
      `HOST is ${JSON.stringify(host)}, which is no address of this machine (${error.code})`,
      'Give 127.0.0.1 for this machine alone, 0.0.0.0 for all of its addresses, or one of them; no http:// and no port.',
      because,
    );
  return error;
}

/** One to try where another one is taken. */
export function otherPort(port: number): number {
  return port < 65_535 ? port + 1 : port - 1;
}

/** What the operating system says of an address to listen on that it does not have, or of a name that leads to none. */
const NO_SUCH_ADDRESS: ReadonlySet<string> = new Set([
  'EADDRNOTAVAIL',
  'EAFNOSUPPORT',
  'EAI_AGAIN',
  'EINVAL',
  'ENOTFOUND',
]);

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

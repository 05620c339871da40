import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closeAfterTest } from './closing.js';
import { eventually } from './eventually.js';

export interface ArrivedRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The body's own idempotency key, in the header. */
  readonly key: string;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** `silence`: the request is taken and never answered. `hang up`: its connection is cut in place of an answer. */
export type Behaviour = (request: ArrivedRequest, count: number) => Doing | Promise<Doing>;
type Doing = Reply | 'silence' | 'hang up';

export const ACCEPTED: Reply = { status: 200, body: '{"success":true}' };

export interface Destination {
  readonly url: string;
  readonly port: number;
  /** Everything that has arrived, in order. */
  readonly requests: readonly ArrivedRequest[];
  /** What arrived at one path. */
  at(path: string): readonly ArrivedRequest[];
  /** Waits until as many requests have arrived (at the path, where one is given), and no more. */
  received(count: number, path?: string): Promise<readonly ArrivedRequest[]>;
  /** From here on it behaves like this. */
  behave(behaviour: Behaviour): void;
  close(): Promise<void>;
}

/** A real HTTP server on this machine that remembers what it got. */
export async function destination(behaviour: Behaviour = () => ACCEPTED): Promise<Destination> {
  const requests: ArrivedRequest[] = [];
  let current = behaviour;
  const server = createServer((incoming, response) => {
    void arrived(incoming).then(async (request) => {
      requests.push(request);
      const reply = await current(request, requests.length);
      if (reply === 'silence') return;
      if (reply === 'hang up') return void incoming.socket.destroy();
      response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
      response.end(reply.body ?? '');
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const at = (path: string) => requests.filter((request) => request.path === path);
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  closeAfterTest(close);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    at,
    received: (count, path) =>
      eventually(() => {
        const those = path === undefined ? requests : at(path);
        // Without `expect`, which prints all of them at every look, and that takes longer than it takes them to arrive.
        if (those.length === count) return those;
        const where = path === undefined ? '' : ` at ${path}`;
        throw new Error(`${those.length} requests have arrived${where}, and ${count} are waited for`);
      }),
    behave: (next) => {
      current = next;
    },
    close,
  };
}

async function arrived(incoming: IncomingMessage): Promise<ArrivedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const { method = '', url = '', headers } = incoming;
  const body = Buffer.concat(chunks).toString('utf8');
  const key = headers['idempotency-key'];
  return {
    method,
    url,
    path: url.split('?')[0] ?? '',
    headers,
    body,
    key: typeof key === 'string' ? key : '',
  };
}

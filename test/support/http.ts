import { request, type Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { PATIENCE_MS } from './in-time.js';

export interface Sending {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
  /** Default: a connection of its own, closed after the answer. */
  readonly agent?: Agent;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** One real HTTP exchange. Unlike fetch it sends any header and adds none, so Content-Type can be absent or a lie. */
export function send(
  url: string,
  { method = 'GET', headers = {}, body, agent }: Sending = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const outgoing = request(url, { method, headers: { ...length, ...headers }, agent: agent ?? false });
    outgoing.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      );
      response.on('error', reject);
    });
    outgoing.on('error', reject);
    // eslint-disable-next-line no-restricted-syntax -- nobody waits for this: it ends a wait that would never end
    outgoing.setTimeout(PATIENCE_MS, () => {
      const silence = `nothing was heard for ${String(PATIENCE_MS / 1000)} s from ${method} ${url}`;
      outgoing.destroy(new Error(silence));
    });
    outgoing.end(body);
  });
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closeAfterTest } from './closing.js';

/** What an indiscreet system answers: everything that it was sent, in different ways of going wrong. */
export const ANSWERS: Readonly<
  Record<string, (response: ServerResponse, echo: string, url: string) => void>
> = {
  json: (response, echo) => response.end(echo),
  form: (response, echo) => response.end(echo),
  query: (response, echo) => response.end(echo),
  basic: (response, echo) => response.end(echo),
  html: (response, echo) => response.end(`<html><p>${echo}</p></html>`),
  failing: (response, echo) => response.writeHead(500).end(echo),
  denied: (response, echo) => response.writeHead(401).end(echo),
  busy: (response, echo) => response.writeHead(503, { 'retry-after': '600' }).end(echo),
  moved: (response, echo, url) => response.writeHead(302, { location: `${url}&moved` }).end(echo),
  cut: (response) => response.destroy(),
};

export interface Echoed {
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/**
 * A destination that tells back whatever it gets, and what else it knows; the first part of an endpoint's path says how.
 */
export async function indiscreetDestination(known: Readonly<Record<string, string>> = {}) {
  const requests: Echoed[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { url = '', headers } = request;
      const echoed = { url, headers, body: Buffer.concat(chunks).toString('utf8') };
      requests.push(echoed);
      const id = url.slice(1).split(/[/?]/)[0] ?? '';
      ANSWERS[id]?.(response, JSON.stringify({ success: echoed, known }), url);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closeAfterTest(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

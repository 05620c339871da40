import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { send } from '../../src/connect/send.js';

/** What a request comes to at a server that answers like this, if it is given this many milliseconds. */
async function sentTo(listener: RequestListener, milliseconds: number) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${String(port)}/`;
  try {
    return await send({ method: 'GET', url, headers: [] }, Date.now() + milliseconds);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const LONG = 60_000;
const SHORT = 100;

describe('a request to an endpoint', () => {
  it('is given up at its deadline, and may have been processed', async () => {
    const sent = await sentTo(() => undefined, SHORT);
    expect(sent).toMatchObject({ kind: 'failed', failure: 'timeout', reached: 'maybe-sent' });
  });

  it('is given up at its deadline in the middle of an answer, too', async () => {
    const sent = await sentTo((_request, response) => {
      response.writeHead(200);
      response.write('{"begun":');
    }, SHORT);
    expect(sent).toMatchObject({ kind: 'failed', failure: 'timeout', reached: 'maybe-sent' });
  });

  it('fails as interrupted where the connection is cut before or within the answer', async () => {
    const before = await sentTo((request) => request.socket.destroy(), LONG);
    const within = await sentTo((request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"begun":', () => request.socket.destroy());
    }, LONG);
    for (const sent of [before, within]) {
      expect(sent).toMatchObject({ kind: 'failed', failure: 'interrupted', reached: 'maybe-sent' });
    }
  });

  it('keeps the beginning of an answer that is too long', async () => {
    const sent = await sentTo((_request, response) => response.end('x'.repeat(3_000_000)), LONG);
    expect(sent).toMatchObject({ kind: 'answered', status: 200, truncated: true });
  });

  it('reads an answer without a body', async () => {
    const sent = await sentTo((_request, response) => response.writeHead(204).end(), LONG);
    expect(sent).toMatchObject({ kind: 'answered', status: 204, body: '', truncated: false });
  });
});

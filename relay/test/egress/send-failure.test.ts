import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import type { AddressLookup } from '../../src/egress/guarded-agent.js';
import { connectionIdle, endAll, openAgent, send, serveHttp, serveSockets } from './sending.js';
import { startSockets } from './test-server.js';

afterEach(endAll);

describe('a request that surely was not sent', () => {
  it('is one to a port where nobody listens', async () => {
    const server = await startSockets(() => undefined);
    await server.close();
    const outcome = await send(openAgent(), { url: `http://127.0.0.1:${server.port}/` });
    expect(outcome).toEqual(
      expect.objectContaining({
        kind: 'failed',
        failure: 'connect',
        reached: 'not-sent',
        code: 'ECONNREFUSED',
        message: expect.stringContaining('ECONNREFUSED'),
      }),
    );
  });

  it('names every address tried when none of several answers', async () => {
    const server = await startSockets(() => undefined);
    await server.close();
    const lookup: AddressLookup = async () => [
      { address: '127.0.0.1', family: 4 },
      { address: '127.0.0.2', family: 4 },
    ];
    const url = `http://crm.example.test:${server.port}/`;
    const outcome = await send(openAgent(2_000, lookup), { url });
    expect(outcome).toEqual(
      expect.objectContaining({ failure: 'connect', reached: 'not-sent', code: 'ECONNREFUSED' }),
    );
    expect(outcome.kind === 'failed' && outcome.message).toMatch(/127\.0\.0\.1.*127\.0\.0\.2/);
  });

  it('is one whose TLS handshake meets a plain HTTP server', async () => {
    const requests: unknown[] = [];
    const origin = await serveHttp((request) => requests.push(request));
    const outcome = await send(openAgent(), { url: origin.replace('http:', 'https:') });
    expect(outcome).toEqual(expect.objectContaining({ kind: 'failed', failure: 'tls', reached: 'not-sent' }));
    expect(requests).toEqual([]);
  });

  it('is one whose peer hangs up during the TLS handshake', async () => {
    const { port } = await serveSockets((socket) => socket.once('data', () => socket.destroy()));
    const outcome = await send(openAgent(), { url: `https://127.0.0.1:${port}/` });
    expect(outcome).toEqual(expect.objectContaining({ kind: 'failed', failure: 'tls', reached: 'not-sent' }));
  });

  it('is one whose TLS handshake never ends', async () => {
    const { port } = await serveSockets(() => undefined);
    const outcome = await send(openAgent(100), { url: `https://127.0.0.1:${port}/` });
    expect(outcome).toEqual(
      expect.objectContaining({ failure: 'connect', reached: 'not-sent', code: 'UND_ERR_CONNECT_TIMEOUT' }),
    );
  });

  it('is one that timed out before it was connected, even when the connection comes later', async () => {
    const requests: unknown[] = [];
    const origin = await serveHttp((request, response) => {
      requests.push(request);
      response.end();
    });
    let answerLookup: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (answerLookup = resolve));
    const lookup: AddressLookup = async () => {
      await held;
      return [{ address: '127.0.0.1', family: 4 }];
    };
    const agent = openAgent(5_000, lookup);
    const url = origin.replace('127.0.0.1', 'crm.example.test');
    const outcome = await send(agent, { url, timeoutMs: 50 });
    expect(outcome).toEqual(
      expect.objectContaining({ failure: 'timeout', reached: 'not-sent', code: 'TIMEOUT' }),
    );

    answerLookup();
    const next = await send(agent, { url });
    expect(next).toEqual(expect.objectContaining({ kind: 'answered', status: 200 }));
    expect(requests).toHaveLength(1);
  });

  it.each([
    ['a URL that is none', { url: 'crm.example.test/calls' }],
    ['a protocol other than HTTP', { url: 'ftp://127.0.0.1/' }],
    [
      'a header with a line break',
      { url: 'http://127.0.0.1/', headers: [{ name: 'X-A', value: 'a\r\nX-B: b' }] },
    ],
    ['a header name that is no token', { url: 'http://127.0.0.1/', headers: [{ name: 'X A', value: 'a' }] }],
    [
      'a header that HTTP keeps for itself',
      { url: 'http://127.0.0.1/', headers: [{ name: 'Transfer-Encoding', value: 'chunked' }] },
    ],
  ])('is %s', async (_what, sending) => {
    const outcome = await send(openAgent(), sending);
    expect(outcome).toEqual(expect.objectContaining({ failure: 'invalid-request', reached: 'not-sent' }));
  });

  it('is one given to an agent that has been closed', async () => {
    const agent = openAgent();
    await agent.close();
    const outcome = await send(agent, { url: 'http://127.0.0.1/' });
    expect(outcome).toEqual(expect.objectContaining({ failure: 'interrupted', reached: 'not-sent' }));
  });
});

describe('a request that may have been processed', () => {
  it('is one that is never answered', async () => {
    let hungUp: Promise<unknown> = Promise.resolve();
    const origin = await serveHttp((request) => {
      hungUp = once(request.socket, 'close');
    });
    const outcome = await send(openAgent(), { method: 'POST', url: origin, body: 'a=1', timeoutMs: 1_000 });
    expect(outcome).toEqual(
      expect.objectContaining({ kind: 'failed', failure: 'timeout', reached: 'maybe-sent' }),
    );
    expect(outcome).not.toHaveProperty('partial');
    await hungUp;
  });

  it('is one whose connection is reset', async () => {
    const { port } = await serveSockets((socket) => socket.once('data', () => socket.resetAndDestroy()));
    const outcome = await send(openAgent(), {
      method: 'POST',
      url: `http://127.0.0.1:${port}/`,
      body: 'a=1',
    });
    expect(outcome).toEqual(
      expect.objectContaining({ kind: 'failed', failure: 'interrupted', reached: 'maybe-sent' }),
    );
  });

  it('is one whose kept connection is closed instead of answered', async () => {
    const { port } = await serveSockets((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');
        socket.once('data', () => socket.destroy());
      });
    });
    const agent = openAgent();
    const url = `http://127.0.0.1:${port}/`;
    expect((await send(agent, { url })).kind).toBe('answered');
    await connectionIdle();
    const outcome = await send(agent, { method: 'POST', url, body: 'a=1' });
    expect(outcome).toEqual(expect.objectContaining({ failure: 'interrupted', reached: 'maybe-sent' }));
  });

  it('is one answered with something that is not HTTP', async () => {
    const { port } = await serveSockets((socket) =>
      socket.once('data', () => socket.end('SSH-2.0-test\r\n')),
    );
    const outcome = await send(openAgent(), { url: `http://127.0.0.1:${port}/` });
    expect(outcome).toEqual(expect.objectContaining({ failure: 'interrupted', reached: 'maybe-sent' }));
  });

  it('keeps what had come of an answer that stalls or breaks off', async () => {
    const head = 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nbegun';
    const stalling = await serveSockets((socket) => socket.once('data', () => socket.write(head)));
    const breaking = await serveSockets((socket) => socket.once('data', () => socket.end(head)));
    const agent = openAgent();

    const stalled = await send(agent, { url: `http://127.0.0.1:${stalling.port}/`, timeoutMs: 1_000 });
    const partial = expect.objectContaining({ status: 200, body: 'begun' });
    expect(stalled).toEqual(expect.objectContaining({ failure: 'timeout', reached: 'maybe-sent', partial }));
    const broken = await send(agent, { url: `http://127.0.0.1:${breaking.port}/` });
    expect(broken).toEqual(
      expect.objectContaining({ failure: 'interrupted', reached: 'maybe-sent', partial }),
    );
  });

  it('has nothing of an answer when only early hints came', async () => {
    const hints = 'HTTP/1.1 103 Early Hints\r\nlink: </a.css>\r\n\r\n';
    const { port } = await serveSockets((socket) => socket.once('data', () => socket.end(hints)));
    const outcome = await send(openAgent(), { url: `http://127.0.0.1:${port}/` });
    expect(outcome).toEqual(expect.objectContaining({ failure: 'interrupted', reached: 'maybe-sent' }));
    expect(outcome).not.toHaveProperty('partial');
  });
});

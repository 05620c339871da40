import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { connectionIdle, endAll, openAgent, send, serveHttp } from './sending.js';

afterEach(endAll);

describe('an answered request', () => {
  it('arrives with exactly the method, path, headers and body given', async () => {
    let received: { line: string; headers: string[]; body: string } | undefined;
    const origin = await serveHttp((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        received = { line: `${request.method} ${request.url}`, headers: request.rawHeaders, body };
        response.writeHead(201, { 'X-Answer': 'yes', 'Set-Cookie': ['a=1', 'b=2'] }).end('{"vid":"é"}');
      });
    });
    const outcome = await send(openAgent(), {
      method: 'POST',
      url: `${origin}/calls?src=convoso&name=Test%20Lead#part`,
      headers: [
        { name: 'Content-Type', value: 'application/json' },
        { name: 'X-Twice', value: '1' },
        { name: 'X-Twice', value: '2' },
      ],
      body: '{"name":"Tést"}',
    });

    expect(received?.line).toBe('POST /calls?src=convoso&name=Test%20Lead');
    expect(received?.body).toBe('{"name":"Tést"}');
    const sent = received?.headers.join('\n') ?? '';
    expect(sent).toContain('Content-Type\napplication/json\nX-Twice\n1\nX-Twice\n2');
    expect(outcome).toEqual(
      expect.objectContaining({ kind: 'answered', status: 201, body: '{"vid":"é"}', truncated: false }),
    );
    const headers = outcome.kind === 'answered' ? outcome.headers : {};
    expect(headers['x-answer']).toBe('yes');
    expect(headers['set-cookie']).toBe('a=1, b=2');
  });

  it('A4: is read in the charset that its answer declares', async () => {
    const origin = await serveHttp((_, response) => {
      response.writeHead(200, { 'content-type': 'text/plain; charset=ISO-8859-1' });
      response.end(Buffer.from('Jos\u00e9', 'latin1'));
    });
    expect(await send(openAgent(), { url: origin })).toMatchObject({ kind: 'answered', body: 'José' });
  });

  it('takes a redirect for the answer and does not follow it', async () => {
    const paths: (string | undefined)[] = [];
    const origin = await serveHttp((request, response) => {
      paths.push(request.url);
      response.writeHead(302, { location: '/inside' }).end('moved');
    });
    const outcome = await send(openAgent(), { url: `${origin}/start` });
    expect(outcome).toEqual(expect.objectContaining({ kind: 'answered', status: 302, body: 'moved' }));
    expect(outcome.kind === 'answered' && outcome.headers['location']).toBe('/inside');
    expect(paths).toEqual(['/start']);
  });

  it('has an empty body where the status has none', async () => {
    const origin = await serveHttp((_request, response) => response.writeHead(204).end());
    const outcome = await send(openAgent(), { method: 'POST', url: origin, body: 'a=1' });
    expect(outcome).toEqual(
      expect.objectContaining({ kind: 'answered', status: 204, body: '', truncated: false }),
    );
  });

  it('is the final one, not the early hints before it', async () => {
    const origin = await serveHttp((_request, response) => {
      response.writeEarlyHints({ link: '</style.css>; rel=preload' }, () =>
        response.writeHead(200).end('final'),
      );
    });
    const outcome = await send(openAgent(), { url: origin });
    expect(outcome).toEqual(expect.objectContaining({ kind: 'answered', status: 200, body: 'final' }));
  });

  it('keeps hostile header names as plain names', async () => {
    const origin = await serveHttp((_request, response) => {
      response.writeHead(200, ['__proto__', 'a', '__proto__', 'b', 'constructor', 'c']).end();
    });
    const outcome = await send(openAgent(), { url: origin });
    const headers = outcome.kind === 'answered' ? outcome.headers : {};
    expect(Object.getPrototypeOf(headers)).toBeNull();
    expect(headers['__proto__']).toBe('a, b');
    expect(headers.constructor).toBe('c');
  });

  it('does not send user and password of the URL', async () => {
    let headers: string[] = [];
    const origin = await serveHttp((request, response) => {
      headers = request.rawHeaders;
      response.end();
    });
    await send(openAgent(), { url: origin.replace('//', '//user:hunter22@') });
    expect(headers.length).toBeGreaterThan(0);
    expect(headers.join(' ').toLowerCase()).not.toMatch(/authorization|hunter22|user/);
  });

  it('takes its duration from the clock it is given', async () => {
    const origin = await serveHttp((_request, response) => response.end());
    const times = [1_000, 1_250];
    const outcome = await send(openAgent(), { url: origin, now: () => times.shift() ?? 9_999 });
    expect(outcome.durationMs).toBe(250);
  });

  it('shares a connection with the request before it', async () => {
    const sockets = new Set<Socket>();
    const origin = await serveHttp((request, response) => {
      sockets.add(request.socket);
      response.end('ok');
    });
    const agent = openAgent();
    await send(agent, { url: origin });
    await connectionIdle();
    await send(agent, { url: origin });
    expect(sockets.size).toBe(1);
  });
});

describe('an answer that is too much', () => {
  it('is cut at the limit, and an endless one is hung up on', async () => {
    let hungUp: Promise<unknown> = Promise.resolve();
    const origin = await serveHttp((_request, response) => {
      hungUp = once(response, 'close');
      const pour = () => {
        while (!response.destroyed && response.write('x'.repeat(16_384)));
      };
      response.on('drain', pour);
      pour();
    });
    const outcome = await send(openAgent(), { url: origin, maxResponseBytes: 100_000 });
    expect(outcome).toEqual(expect.objectContaining({ kind: 'answered', status: 200, truncated: true }));
    expect(outcome.kind === 'answered' && outcome.body).toBe('x'.repeat(100_000));
    await hungUp;
  });

  it('is not called cut when it fits to the byte', async () => {
    const origin = await serveHttp((_request, response) => response.end('x'.repeat(1_000)));
    const outcome = await send(openAgent(), { url: origin, maxResponseBytes: 1_000 });
    expect(outcome).toEqual(expect.objectContaining({ body: 'x'.repeat(1_000), truncated: false }));
  });

  it('is not cut through a character', async () => {
    const origin = await serveHttp((_request, response) => response.end('éé'));
    const outcome = await send(openAgent(), { url: origin, maxResponseBytes: 3 });
    expect(outcome).toEqual(expect.objectContaining({ body: 'é', truncated: true }));
  });

  it('is asked for uncompressed, whatever the configured headers say, and never inflated', async () => {
    let asked: string | undefined;
    const bomb = gzipSync(Buffer.alloc(20_000_000));
    const origin = await serveHttp((request, response) => {
      asked = request.headers['accept-encoding'];
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    });
    const headers = [{ name: 'Accept-Encoding', value: 'gzip' }];
    const outcome = await send(openAgent(), { url: origin, headers, maxResponseBytes: 65_536 });
    expect(asked).toBe('identity');
    expect(outcome).toEqual(expect.objectContaining({ kind: 'answered', status: 200 }));
    expect(outcome.kind === 'answered' ? outcome.body.length : Infinity).toBeLessThanOrEqual(bomb.length);
  });
});

import { createServer, request as ask, Agent, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { Exchanges } from '../../src/http/exchanges.js';
import { createLimits, limitRequests } from '../../src/http/limits.js';
import { createLog } from '../../src/log.js';
import { turnsUntil } from '../turns-until.js';

interface Answered {
  readonly status: number | undefined;
  readonly retryAfter: string | undefined;
  readonly text: string;
}

function get(port: number, agent: Agent): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const asked = ask({ port, host: '127.0.0.1', agent }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (piece: string) => (text += piece));
      answer.on('end', () =>
        resolve({ status: answer.statusCode, retryAfter: answer.headers['retry-after'], text }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}

describe('C7: requests under way', () => {
  it('are 1,000 at most; 100 more are answered 503 with Retry-After, which the log says once', async () => {
    const lines: string[] = [];
    const log = createLog({ readable: false, level: 'info', to: { write: (line) => void lines.push(line) } });
    const limits = createLimits({ log, now: () => 0 });
    const held: ServerResponse[] = [];
    let allHeld: () => void = () => undefined;
    const full = new Promise<void>((resolve) => (allHeld = resolve));
    const listener = limitRequests(
      (_request, response) => {
        held.push(response);
        if (held.length === 1_000) allHeld();
      },
      { ...limits, exchanges: new Exchanges(10_000) },
    );
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const agent = new Agent({ keepAlive: false });

    const first = Array.from({ length: 1_000 }, () => get(port, agent));
    await full;
    const refused = await Promise.all(Array.from({ length: 100 }, () => get(port, agent)));
    expect(held).toHaveLength(1_000);
    for (const { status, retryAfter, text } of refused) {
      expect([status, retryAfter]).toEqual([503, '5']);
      expect(JSON.parse(text)).toMatchObject({ success: false, error: { code: 'BUSY' } });
    }
    for (const response of held) response.end('well');
    for (const { status } of await Promise.all(first)) expect(status).toBe(200);

    // Whoever comes afterwards finds room again.
    const next = get(port, agent);
    await turnsUntil(() => held.length > 1_000);
    held.at(-1)?.end('well');
    expect((await next).status).toBe(200);
    expect(lines.filter((line) => line.includes('1000 were under way at once'))).toHaveLength(1);
    await new Promise((closed) => server.close(closed));
  });
});

describe('a limit that was met', () => {
  it('is told by its number a minute later, also where it is never met again', () => {
    const lines: string[] = [];
    const log = createLog({ readable: false, level: 'info', to: { write: (line) => void lines.push(line) } });
    let now = 0;
    const limits = createLimits({ log, now: () => now });
    limits.requestsFull();
    limits.requestsFull();
    expect(lines).toHaveLength(1);

    now = 59_999;
    limits.beat();
    expect(lines).toHaveLength(1);

    now = 60_000;
    limits.beat();
    limits.beat();
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('2 requests were answered 503');
  });
});

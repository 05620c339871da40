import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { BodyBudget } from '../../src/http/body-budget.js';
import { hookRoute } from '../../src/http/hook-route.js';
import { createLog } from '../../src/log.js';

describe('C7: a body that was given up, because too much was being sent at once', () => {
  it('is taken in no more when its end comes all the same: its sender was asked to come again', async () => {
    const takenIn: string[] = [];
    const route = hookRoute({
      answer: ({ body }) => {
        takenIn.push(String(body));
        return Promise.resolve({ status: 200, contentType: 'application/json', body: '{"success":true}' });
      },
      log: createLog({ readable: false, level: 'silent' }),
      maxBodyBytes: () => 10_000,
      bodies: new BodyBudget({ most: 1_000, onFull: () => undefined }),
      trustProxy: () => 0,
      carriesKey: () => false,
      otherwise: (_request, response) => response.end(),
    });
    const server = createServer(route);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const send = (body: string): Promise<string> => {
      const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
      socket.write(
        `POST /hooks/main HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
      return text(socket);
    };

    expect(await send(`lead_id=42&note=${'x'.repeat(1_200)}`)).toMatch(/^HTTP\/1\.1 503 [^]*BUSY/);
    expect(await send('lead_id=43')).toMatch(/^HTTP\/1\.1 200 /);
    await new Promise((closed) => server.close(closed));
    expect(takenIn).toEqual(['lead_id=43']);
  });
});

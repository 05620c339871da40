import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { closeAfterTest } from '../support/closing.js';
import { config, endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { runRelay } from '../support/relay.js';
import { only } from '../support/reports.js';

const OK = 'HTTP/1.1 200 OK\r\n';
const JSON_HEAD = `${OK}content-type: application/json\r\nconnection: close\r\n`;
const whole = (head: string, body: string | Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${head}content-length: ${body.length}\r\n\r\n`), Buffer.from(body)]);

/** What systems that are broken, or mean ill, answer, to the byte. */
const ANSWERS: readonly (string | Buffer)[] = [
  // No HTTP at all.
  '',
  '\0\0\0\0',
  '220 mail.example.test ESMTP\r\n',
  'SSH-2.0-OpenSSH_9.2\r\n',
  Buffer.from('1503010002022a', 'hex'),
  '{"success":true}',
  // Status lines that are none.
  'HTTP/1.1 99 Low\r\n\r\n',
  'HTTP/1.1 1000 High\r\n\r\n',
  'HTTP/1.1 two hundred\r\n\r\n',
  'HTTP/9.9 200 OK\r\ncontent-length: 0\r\n\r\n',
  // Lengths that contradict themselves.
  `${OK}content-length: 5\r\ncontent-length: 6\r\n\r\nhello!`,
  `${OK}content-length: -1\r\n\r\nhello`,
  `${OK}content-length: 99999999999999999999\r\n\r\nhello`,
  `${OK}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n`,
  `${OK}content-length: 500\r\nconnection: close\r\n\r\ncut off`,
  `${OK}transfer-encoding: chunked\r\n\r\nzz\r\nhello\r\n`,
  `${OK}transfer-encoding: chunked\r\n\r\nffffffffffffffff\r\nhello`,
  `${OK}transfer-encoding: chunked\r\n\r\n5\r\nhello`,
  // Headers that no reader should take.
  `${OK}no colon here\r\n\r\n`,
  `${OK}x-nul: a\0b\r\ncontent-length: 0\r\n\r\n`,
  `${OK}x-long: ${'a'.repeat(200_000)}\r\n\r\n`,
  `${OK}${'x-many: 1\r\n'.repeat(5_000)}\r\n`,
  `${OK}__proto__: polluted\r\nconstructor: polluted\r\ncontent-length: 0\r\n\r\n`,
  // Statuses with meanings of their own.
  'HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n',
  'HTTP/1.1 100 Continue\r\n\r\n'.repeat(1_000),
  'HTTP/1.1 204 No Content\r\ncontent-length: 5\r\nconnection: close\r\n\r\nhello',
  'HTTP/1.1 302 Found\r\ncontent-length: 0\r\n\r\n',
  'HTTP/1.1 401 Unauthorized\r\nwww-authenticate: \u00ff\r\ncontent-length: 0\r\n\r\n',
  // Bodies that are larger, deeper or other than they look.
  whole(`${JSON_HEAD}content-encoding: gzip\r\n`, gzipSync(Buffer.alloc(10_000_000))),
  whole(`${JSON_HEAD}content-encoding: br\r\n`, 'not compressed at all'),
  whole(JSON_HEAD, 'x'.repeat(5_000_000)),
  whole(JSON_HEAD, '['.repeat(60_000)),
  whole(JSON_HEAD, '{"__proto__":{"success":true},"constructor":{"prototype":{}}}'),
  whole(JSON_HEAD, Buffer.from('7b2273756363657373223a22ff fe c3 28 22 7d'.replaceAll(' ', ''), 'hex')),
  whole(`${OK}content-type: text/xml\r\n`, '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>'),
  whole(`${OK}content-type: text/html; charset=utf-16\r\n`, '\ufeff<title>\u001b[2J</title>'),
  whole(`${OK}content-type: text/plain\r\n`, `${'code=7&'.repeat(5_000)}message=Lead not found`),
];

/** Answers each request by the number at the end of its path, and ends the connection. */
async function hostile(): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', (request) => {
      const [, number = ''] = /^\w+ \/a(\d+)/.exec(request.toString('latin1')) ?? [];
      socket.end(ANSWERS[Number(number)] ?? '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closeAfterTest(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it('37 hostile answers each end one attempt with its reason, and hold up nothing else', async () => {
  expect(ANSWERS).toHaveLength(37);
  const url = await hostile();
  const crm = await destination();
  const endpoints = [
    ...ANSWERS.map((_answer, index) => endpoint(`a${index}`, { url }, { retry: 'never' })),
    endpoint('crm', crm),
  ];
  const relay = await runRelay({ config: config({ endpoints }) });

  const report = await relay.settled(await relay.post(callOf(1)));

  expect(report.actions).toHaveLength(ANSWERS.length + 1);
  for (const { attempts, endpointId, state } of report.actions) {
    const { outcome, status, reason } = only(attempts);
    expect({ endpointId, ended: ['done', 'dead'].includes(state) }).toEqual({ endpointId, ended: true });
    if (outcome !== 'delivered') expect({ endpointId, status, reason }).toMatchObject({ reason: /./ });
  }
  expect(({} as Record<string, unknown>)['success']).toBeUndefined();
  const next = await relay.settled(await relay.post(callOf(2)));
  expect(next.actions.find(({ endpointId }) => endpointId === 'crm')?.state).toBe('done');
  expect(crm.requests).toHaveLength(2);
});

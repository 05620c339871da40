import { cpSync, mkdtempSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { leaveWhereabouts, whereaboutsIn } from '../../src/access/whereabouts.js';
import { relayExamined } from '../../src/cli/doctor-relay.js';
import { relayStandingIn, relayStandingText, standingByStore } from '../../src/cli/relay-standing.js';

const HOUR = 60 * 60_000;

describe('when a relay that runs no more was last seen', () => {
  it.each([
    [
      'by its last call, where that is later than the word that it left: it was killed',
      HOUR,
      HOUR + 59_000,
      HOUR + 59_000,
    ],
    ['by the word that it left, where no call has come since', HOUR, HOUR - 1, HOUR],
    ['by its last call, where it has left no word', null, HOUR, HOUR],
    ['at no time, where there is neither', null, null, null],
  ])('is told %s', async (_how, leftAt, calledAt, lastSeenAt) => {
    const reader = { ask: () => Promise.resolve(calledAt) } as never;
    const standing = { kind: 'stopped', lastSeenAt: leftAt } as const;
    expect(await standingByStore(standing, { dataFolder: 'data' }, reader)).toEqual({
      kind: 'stopped',
      lastSeenAt,
    });
  });
});

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

/** The data folder of a relay that answers so when it is asked whether it is ready. */
async function folderOfRelay(status: number, readiness: object): Promise<string> {
  const server = createServer(({ url }, response) => {
    response.writeHead(url === '/readyz' ? status : 200, { connection: 'close' });
    response.end(JSON.stringify(url === '/readyz' ? readiness : {}));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const folder = mkdtempSync(path.join(os.tmpdir(), 'relay-standing-'));
  const { port } = server.address() as AddressInfo;
  leaveWhereabouts(folder, { url: `http://127.0.0.1:${port}`, token: 'token-of-this-run' });
  return folder;
}

const FULL = { code: 'STORE_FULL', reason: 'the disk is full', remedy: 'Make room on the disk.' };

describe('a relay that answers every call with 503', () => {
  it('is told to take nothing in, with why; doctor once called nothing broken', async () => {
    const dataFolder = await folderOfRelay(503, { status: 'not ready', ...FULL });
    const standing = await relayStandingIn(dataFolder);
    expect(standing).toEqual({
      kind: 'unready',
      why: { message: 'the disk is full', remedy: 'Make room on the disk.' },
    });
    expect(relayStandingText(standing, 'UTC')).toBe(
      'The relay takes no call in: the disk is full. Make room on the disk.',
    );
    expect(await relayExamined({ dataFolder })).toEqual([
      {
        check: 'relay',
        title: 'Relay',
        standing: 'broken',
        message: 'it takes no call in: the disk is full',
        remedy: 'Make room on the disk.',
      },
    ]);
  });

  it('is none that is ready', async () => {
    const dataFolder = await folderOfRelay(200, { status: 'ready' });
    expect(await relayStandingIn(dataFolder)).toEqual({ kind: 'running' });
    expect(await relayExamined({ dataFolder })).toMatchObject([{ standing: 'fine' }]);
  });
});

it('the word that a relay left is no word in a copy of its folder', async () => {
  const folder = await folderOfRelay(200, { status: 'ready' });
  const copy = path.join(mkdtempSync(path.join(os.tmpdir(), 'relay-standing-')), 'copy');
  cpSync(folder, copy, { recursive: true });
  expect(whereaboutsIn(folder)).not.toBeNull();
  expect(whereaboutsIn(copy)).toBeNull();
  expect(await relayStandingIn(copy)).toEqual({ kind: 'stopped', lastSeenAt: null });
});

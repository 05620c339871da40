import { readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { callOf, form } from '../support/calls.js';
import { eventually } from '../support/eventually.js';
import { send } from '../support/http.js';
import { acceptedId } from '../support/relay.js';
import { ofEmbedded } from '../support/embedded.js';
import { SmallFileSystem, mayMount } from './file-system.js';
import { KEY, crmConfig, refusal, start, type Crm } from './relays.js';

const canMount = mayMount();

let crm: Crm['crm'];
let document: object;

beforeEach(async () => {
  ({ crm, document } = await crmConfig());
});

/** Takes all the room that there is, but for so many bytes. */
function fill(folder: string, left = 0): { empty(): void } {
  const file = path.join(folder, 'ballast');
  for (const bytes of [1_048_576, 4_096]) {
    try {
      for (;;) writeFileSync(file, Buffer.alloc(bytes), { flag: 'a' });
    } catch {
      // No more of this size.
    }
  }
  truncateSync(file, statSync(file).size - left);
  return { empty: () => rmSync(file) };
}

ofEmbedded('whose database is on the disk of the folder').describe('B7: a disk that is full', () => {
  it('ends a first start in its own words, and leaves nothing that keeps a later one from starting', async () => {
    if (!canMount) return;
    const { folder } = new SmallFileSystem(8);
    const ballast = fill(folder);
    expect(await refusal(folder)).toMatchObject({
      code: 'STORE_FULL',
      message: expect.stringContaining('the disk is full'),
      remedy: expect.stringContaining('Make room'),
    });
    ballast.empty();
    const relay = await start(folder, { config: document });
    await relay.settled(await relay.post(callOf(1, 1)));
    await relay.stop();
  });

  it('ends a later start in its own words', async () => {
    if (!canMount) return;
    const { folder } = new SmallFileSystem(8);
    await (await start(folder, { config: document })).stop();
    const before = readdirSync(folder).sort();
    const ballast = fill(folder);
    expect(await refusal(folder)).toMatchObject({ code: 'STORE_FULL' });
    ballast.empty();
    expect(
      readdirSync(folder)
        .filter((name) => !/-(wal|shm|journal)$/.test(name))
        .sort(),
    ).toEqual(before);
    await (await start(folder)).stop();
  });

  it('makes a running relay not ready in its own words, loses none of 83 and more that it acknowledged, and is over by itself', async () => {
    if (!canMount) return;
    const { folder } = new SmallFileSystem(16);
    const relay = await start(folder, { config: document });
    const ballast = fill(folder, 12 * 1_048_576);
    const acknowledged: string[] = [];
    for (let number = 1; ; number += 1) {
      const body = form({ ...callOf(number, number), notes: 'x'.repeat(2_000) });
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const answer = await relay.hook('main', { body, headers });
      if (answer.status !== 200) {
        expect([answer.status, answer.headers['retry-after']]).toEqual([503, '5']);
        break;
      }
      acknowledged.push(acceptedId(answer));
    }
    const readyz = () => send(`${relay.url}/readyz`, { headers: { authorization: `Bearer ${KEY}` } });
    const told = await readyz();
    expect([told.status, JSON.parse(told.text)]).toEqual([
      503,
      expect.objectContaining({
        code: 'STORE_FULL',
        reason: expect.stringContaining('the disk is full'),
        remedy: expect.stringContaining('Make room'),
      }),
    ]);

    ballast.empty();

    await eventually(async () => {
      relay.running.wake();
      expect((await readyz()).status).toBe(200);
    });
    expect(acknowledged.length).toBeGreaterThanOrEqual(83);
    for (const id of acknowledged) await relay.settled(id);
    const keys = acknowledged.map((id) => `${id}-01`);
    expect(new Set(crm.requests.map(({ key }) => key))).toEqual(new Set(keys));
    await relay.stop();
  });

  it('lets a relay end, and the next start go on', async () => {
    if (!canMount) return;
    const { folder } = new SmallFileSystem(8);
    const relay = await start(folder, { config: document });
    await relay.settled(await relay.post(callOf(1, 1)));
    const ballast = fill(folder);
    await relay.stop();
    ballast.empty();
    const next = await start(folder);
    await next.settled(await next.post(callOf(2, 2)));
    expect(crm.requests).toHaveLength(2);
    await next.stop();
  });
});

describe('B7: a file system that is read-only', () => {
  it.each(['never used', 'used'])('ends the start on a folder that was %s in its own words', async (how) => {
    if (!canMount) return;
    const fileSystem = new SmallFileSystem(8);
    const { folder } = fileSystem;
    if (how === 'used') await (await start(folder, { config: document })).stop();
    await fileSystem.letGoOfClosedFiles();
    fileSystem.mountAgain('ro');
    expect(await refusal(folder)).toMatchObject({
      code: 'STORE_READ_ONLY',
      remedy: expect.stringContaining('read-write'),
    });
    fileSystem.mountAgain('rw');
    const relay = await start(folder, { config: document });
    await relay.settled(await relay.post(callOf(1, 1)));
    await relay.stop();
  });
});

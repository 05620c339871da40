import {
  appendFileSync,
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { Connection } from '../../relay/src/store/driver.js';
import { HandClock, HOUR } from '../support/clock.js';
import { callOf, form } from '../support/calls.js';
import { eventually } from '../support/eventually.js';
import { send, type Answer } from '../support/http.js';
import { ofEmbedded } from '../support/embedded.js';
import { tempFolder, type TestRelay } from '../support/relay.js';
import { isRunOnPostgres } from '../support/store.js';
import { KEY, copyFolder, crmConfig, databaseOf, refusal, start, type Crm } from './relays.js';

const ofFolder = ofEmbedded('where no database is in the folder');

let crm: Crm['crm'];
let document: object;
let folder: string;

beforeEach(async () => {
  ({ crm, document } = await crmConfig());
  folder = tempFolder();
});

/** A folder in which a relay has delivered one call, and ended. */
async function usedFolder(): Promise<void> {
  const relay = await start(folder, { config: document });
  await relay.settled(await relay.post(callOf(1, 1)));
  await relay.stop();
}

/** What a relay leaves that is killed, with a call that is acknowledged and on its way. */
async function crashedFolder(): Promise<string> {
  const relay = await start(folder, { config: document });
  const id = await relay.post(callOf(1, 1));
  await relay.settled(id);
  const left = tempFolder();
  copyFolder(folder, left);
  await relay.stop();
  return left;
}

async function numberOfCalls(relay: TestRelay): Promise<number> {
  const { text } = await relay.api('deliveries');
  return (JSON.parse(text) as { deliveries: unknown[] }).deliveries.length;
}

const ready = async (relay: TestRelay): Promise<Answer> =>
  send(`${relay.url}/readyz`, { headers: { authorization: `Bearer ${KEY}` } });

ofFolder.describe('B8: nothing starts from nothing unless told to', () => {
  it.each([
    ['deleted', 'STORE_MISSING', () => rmSync(databaseOf(folder))],
    ['emptied', 'STORE_EMPTIED', () => truncateSync(databaseOf(folder))],
    ['cut off', 'STORE_DAMAGED', () => truncateSync(databaseOf(folder), 8_192)],
    ['overwritten', 'STORE_DAMAGED', () => writeFileSync(databaseOf(folder), 'no database '.repeat(9_000))],
  ])(
    'a database that was %s ends the start with %s, and --new begins an empty one',
    async (_, code, spoil) => {
      await usedFolder();
      spoil();
      const before = readdirSync(folder).sort();

      const refused = await refusal(folder);

      expect(refused).toMatchObject({ code, remedy: expect.stringContaining('npm start -- --new') });
      expect(readdirSync(folder).sort()).toEqual(before);
      await refusal(folder, { beginning: 'as-is' });
      const anew = await start(folder, { beginning: 'new' });
      expect(await numberOfCalls(anew)).toBe(0);
      await anew.settled(await anew.post(callOf(2, 2)));
      await anew.stop();
      // What could not be used is kept, and the next start needs telling nothing.
      expect(existsSync(`${databaseOf(folder)}.aside-1`)).toBe(code !== 'STORE_MISSING');
      expect(await numberOfCalls(await start(folder))).toBe(1);
    },
  );

  it('--new leaves a database alone that can be used', async () => {
    await usedFolder();
    expect(await numberOfCalls(await start(folder, { beginning: 'new' }))).toBe(1);
    expect(readdirSync(folder).filter((name) => name.includes('aside'))).toEqual([]);
  });

  it('damage in the middle of the database is told as damage, with no stack', async () => {
    await usedFolder();
    const bytes = readFileSync(databaseOf(folder));
    bytes.fill(0xa5, 4_096);
    writeFileSync(databaseOf(folder), bytes);

    expect(await refusal(folder)).toMatchObject({ code: 'STORE_DAMAGED' });
    const anew = await start(folder, { beginning: 'new' });
    expect(await numberOfCalls(anew)).toBe(0);
  });

  it('B7: a data folder that is a file ends the start, and is said to be one', async () => {
    const file = path.join(folder, 'data');
    writeFileSync(file, 'no folder');
    expect(await refusal(file)).toMatchObject({
      code: 'BAD_DATA_FOLDER',
      message: `the data folder ${file} is a file`,
      remedy: expect.stringContaining('CONNECT_DATA'),
    });
    expect(readFileSync(file, 'utf8')).toBe('no folder');
  });

  it('a data folder that is a link to nothing ends the start, and is said to be one', async () => {
    const link = path.join(folder, 'data');
    symlinkSync(path.join(folder, 'gone'), link);
    expect(await refusal(link)).toMatchObject({
      code: 'BAD_DATA_FOLDER',
      message: `the data folder ${link} is a link to nothing`,
    });
  });

  it('a data folder inside of a file ends the start, and is said to be there', async () => {
    const file = path.join(folder, 'data');
    writeFileSync(file, 'no folder');
    expect(await refusal(path.join(file, 'inside'))).toMatchObject({
      code: 'BAD_DATA_FOLDER',
      message: `the data folder ${path.join(file, 'inside')} would be inside of a file`,
    });
  });

  it('a data folder where none can be made ends the start, which once hung for ever', async () => {
    // Where there is no /proc, its parent takes no folders either, or takes this one: the test is of Linux.
    if (!existsSync('/proc/self')) return;
    expect(await refusal('/proc/connect/data')).toMatchObject({
      code: 'BAD_DATA_FOLDER',
      message: 'the data folder /proc/connect/data cannot be made: /proc takes no folders',
      remedy: expect.stringContaining('CONNECT_DATA'),
    });
  });

  it('a lost write-ahead log ends the start after a crash, and --as-is goes on without it', async () => {
    const left = await crashedFolder();
    rmSync(databaseOf(left, '-wal'));

    const refused = await refusal(left);

    expect(refused).toMatchObject({ code: 'STORE_LOG_LOST', remedy: expect.stringContaining('--as-is') });
    expect(refused.message).toContain('connect.sqlite-wal');
    await refusal(left, { beginning: 'new' });
    await (await start(left, { beginning: 'as-is' })).stop();
    await start(left);
  });

  it('an emptied write-ahead log ends the start as well', async () => {
    const left = await crashedFolder();
    truncateSync(databaseOf(left, '-wal'));
    expect(['STORE_OLDER', 'STORE_DAMAGED']).toContain((await refusal(left)).code);
  });

  it('a crash alone is recovered from without a word, with all that was acknowledged', async () => {
    const left = await crashedFolder();
    const relay = await start(left);
    expect(await numberOfCalls(relay)).toBe(1);
  });

  it('a database older than it was ends the start, and --as-is takes it', async () => {
    await usedFolder();
    const backup = readFileSync(databaseOf(folder));
    await (await start(folder)).stop();
    writeFileSync(databaseOf(folder), backup);

    expect(await refusal(folder)).toMatchObject({
      code: 'STORE_OLDER',
      message: expect.stringContaining('knows of 1 starts, and the folder of 2'),
    });
    await (await start(folder, { beginning: 'as-is' })).stop();
    await start(folder);
  });

  it.each(['', 'not what belongs here\n'])('a mark that holds "%s" is written anew', async (text) => {
    await usedFolder();
    writeFileSync(path.join(folder, 'connect.mark'), text);
    await (await start(folder)).stop();
    expect(readFileSync(path.join(folder, 'connect.mark'), 'utf8')).toMatch(/^openings 2, log gone +\n$/);
    writeFileSync(path.join(folder, 'connect.mark'), text);
    rmSync(databaseOf(folder));
    expect(await refusal(folder)).toMatchObject({ code: 'STORE_MISSING' });
  });
});

describe('B7, B8: the lock of a data folder', () => {
  const lockFile = (): string => path.join(folder, 'relay.lock');

  it('keeps a second relay out', async () => {
    await start(folder, { config: document });
    expect(await refusal(folder)).toMatchObject({
      code: 'DATA_FOLDER_IN_USE',
      message: expect.stringContaining('another relay is running'),
    });
  });

  it('keeps it out after it was deleted under a running relay, which puts it back', async () => {
    const relay = await start(folder, { config: document });
    rmSync(lockFile());
    // A database in the folder is locked itself; one elsewhere is kept by the lock alone, which is put back at once.
    if (!isRunOnPostgres())
      expect(await refusal(folder)).toMatchObject({
        code: 'DATA_FOLDER_IN_USE',
        message: expect.stringContaining('another program has the database'),
      });
    rmSync(lockFile(), { force: true });

    relay.running.wake();

    expect(existsSync(lockFile())).toBe(true);
    expect(await refusal(folder)).toMatchObject({
      message: expect.stringContaining('another relay is running'),
    });
    await relay.settled(await relay.post(callOf(1, 1)));
  });

  it('that another relay has taken meanwhile ends the one that lost it', async () => {
    const relay = await start(folder, { config: document });
    rmSync(lockFile());
    const other = new Connection(lockFile());
    other.exec('begin exclusive');

    relay.running.wake();

    expect(await relay.running.lost).toMatchObject({ code: 'LOCK_LOST' });
    const refused = await relay.hook('main', { body: form(callOf(1, 1)) });
    expect(refused.status).toBe(503);
    expect(JSON.parse((await ready(relay)).text)).toMatchObject({ code: 'LOCK_LOST' });
    other.close();
  });

  it('is mended by the next start where it was damaged', async () => {
    await usedFolder();
    writeFileSync(lockFile(), 'scribbled over '.repeat(1_000));
    const relay = await start(folder);
    expect(await numberOfCalls(relay)).toBe(1);
    expect(await refusal(folder)).toMatchObject({ code: 'DATA_FOLDER_IN_USE' });
  });
});

ofFolder.describe('B8: a database that is taken from under a running relay', () => {
  it.each([
    ['deleted', ['']],
    ['deleted with its log', ['', '-wal', '-shm']],
    ['left without its log', ['-wal']],
  ] as const)('and %s stops intake, and is whole again at the next start', async (_, parts) => {
    const relay = await start(folder, { config: document });
    await relay.settled(await relay.post(callOf(1, 1)));
    for (const part of parts) rmSync(databaseOf(folder, part));

    relay.running.wake();

    const told = await ready(relay);
    expect([told.status, JSON.parse(told.text)]).toEqual([
      503,
      expect.objectContaining({ code: 'STORE_REPLACED', remedy: expect.stringContaining('Stop the relay') }),
    ]);
    const refused = await relay.hook('main', { body: form(callOf(2, 2)) });
    expect([refused.status, refused.headers['retry-after']]).toEqual([503, '5']);
    await relay.stop();
    const next = await start(folder);
    expect(await numberOfCalls(next)).toBe(1);
    await next.settled(await next.post(callOf(3, 3)));
    expect(crm.requests).toHaveLength(2);
  });

  it.each([
    ['emptied', 0],
    ['cut off', 8_192],
  ])('and %s where it stands stops intake, and the next start says what is wrong', async (_, length) => {
    await usedFolder();
    const relay = await start(folder);
    truncateSync(databaseOf(folder), length);

    relay.running.wake();

    const told = await ready(relay);
    expect([told.status, JSON.parse(told.text)]).toEqual([
      503,
      expect.objectContaining({ code: 'STORE_CUT_OFF', remedy: expect.stringContaining('Stop the relay') }),
    ]);
    expect((await relay.hook('main', { body: form(callOf(2, 2)) })).status).toBe(503);
    await relay.stop();
    expect((await refusal(folder)).code).toMatch(/^STORE_(EMPTIED|DAMAGED)$/);
  });

  it.each([
    ['emptied', 0],
    ['cut off', 40_000],
  ])('with its log %s under it stops intake', async (_, length) => {
    await usedFolder();
    const relay = await start(folder);
    await relay.settled(await relay.post(callOf(2, 2)));
    relay.running.wake();
    expect((await ready(relay)).status).toBe(200);
    const log = databaseOf(folder, '-wal');
    expect(statSync(log).size).toBeGreaterThan(length);
    truncateSync(log, length);
    // An empty log is what SQLite itself leaves at times; that it goes on behind a hole shows with what is written next.
    if (length === 0) await relay.hook('main', { body: form(callOf(3, 3)) });

    relay.running.wake();

    const told = await ready(relay);
    expect([told.status, JSON.parse(told.text)]).toEqual([
      503,
      expect.objectContaining({
        code: 'STORE_CUT_OFF',
        reason: expect.stringContaining('connect.sqlite-wal'),
      }),
    ]);
    expect((await relay.hook('main', { body: form(callOf(4, 4)) })).status).toBe(503);
  });

  it('with a log that SQLite empties itself is none of that', async () => {
    const relay = await start(folder, { config: document });
    await relay.settled(await relay.post(callOf(1, 1)));
    relay.running.wake();
    const other = new Connection(databaseOf(folder));
    other.exec('pragma wal_checkpoint(truncate)');
    other.close();
    expect(statSync(databaseOf(folder, '-wal')).size).toBe(0);
    relay.running.wake();
    await relay.settled(await relay.post(callOf(2, 2)));

    relay.running.wake();

    expect((await ready(relay)).status).toBe(200);
  });

  it('and replaced by another is kept beside it', async () => {
    const relay = await start(folder, { config: document });
    await relay.post(callOf(1, 1));
    rmSync(databaseOf(folder));
    appendFileSync(databaseOf(folder), 'somebody else put this here');

    relay.running.wake();
    await relay.stop();

    expect(readFileSync(databaseOf(folder), 'utf8')).toBe('somebody else put this here');
    // It holds what the other held: names and numbers, for the relay's user alone.
    expect(statSync(`${databaseOf(folder)}.rescued`).mode & 0o777).toBe(0o600);
    const rescued = new Connection(`${databaseOf(folder)}.rescued`, { access: 'read' });
    expect(rescued.value('select count(*) from deliveries')).toBe(1);
    rescued.close();
  });
});

describe('a clock that is set back', () => {
  it('is told of while the relay runs, once', async () => {
    const clock = new HandClock();
    const relay = await start(folder, { config: document, clock });
    relay.advance(2 * HOUR);
    relay.advance(-2 * HOUR);
    relay.advance(1_000);

    const notice = await relay.notice('clock-set-back');

    expect(notice).toMatchObject({ key: 'clock', count: 1 });
    expect(notice.message).toContain('set back by 120 min');
    await eventually(async () => expect((await ready(relay)).status).toBe(200));
  });

  it('is told of at a start, by the calls that came later', async () => {
    const clock = new HandClock();
    clock.advance(3 * HOUR);
    const before = await start(folder, { config: document, clock });
    await before.post(callOf(1, 1));
    await before.stop();

    const relay = await start(folder);

    expect((await relay.notice('clock-set-back')).message).toContain('set back by 180 min');
  });
});

import { describe, expect, it } from '@jest/globals';
import { SqliteError } from '../../src/store/driver.js';
import type { Log } from '../../src/log.js';
import type { Notice } from '../../src/notify/notice.js';
import type { Teller } from '../../src/notify/teller.js';
import { LeaseLost } from '../../src/store/store-fault.js';
import type { CountedNotice } from '../../src/store/ports/notices.js';
import { Health, storeNotices } from '../../src/work/health.js';
import { mergedNotice } from '../../src/work/merged-notice.js';

const FULL = new SqliteError('database or disk is full', 'SQLITE_FULL');
const READ_ONLY = new SqliteError('attempt to write a readonly database', 'SQLITE_READONLY_DBMOVED');

/** One of several relays, as operators are told of it. */
const TELLER = { name: 'relay-b 12', home: 'folder-b' };

function health(teller: Teller | null = null, { isReached = true } = {}) {
  let now = 1_000;
  const lines: string[] = [];
  const told: (Notice & Partial<CountedNotice>)[] = [];
  const sent: Notice[] = [];
  const resolved: string[] = [];
  const write = (_about: unknown, message: string): void => void lines.push(message);
  const log = { error: write, info: write } as unknown as Log;
  return {
    lines,
    told,
    sent,
    resolved,
    later: (milliseconds: number) => (now += milliseconds),
    health: new Health({
      log,
      clock: { now: () => now },
      teller,
      tellNow: (notice) => {
        sent.push(notice);
        return Promise.resolve(isReached);
      },
      tell: (notice) => void told.push(notice),
      resolved: ({ key }) => void resolved.push(key),
    }),
  };
}

/** Network file systems give the one or the other for the same outage. */
const NOT_WRITTEN = new SqliteError('disk I/O error', 'SQLITE_IOERR_WRITE');
const NOT_SYNCED = new SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC');

const afterAll = () => new Promise((resolve) => setImmediate(resolve));

describe('a store that takes nothing', () => {
  it('is told once, with its true cause and the remedy, however often it is tried', async () => {
    const { health: state, lines, told } = health();
    for (let time = 0; time < 200; time++) state.failed('work', FULL);
    await afterAll();
    expect(lines).toEqual([
      'work has to wait: the disk is full (SQLITE_FULL). ' +
        'Make room on the disk that holds the data folder; the relay goes on by itself.',
    ]);
    expect(told).toMatchObject([{ key: 'store:STORE_FULL', kind: 'not-ready', isSent: true }]);
    expect(state.trouble).toMatchObject({ code: 'STORE_FULL', since: 1_000 });
  });

  it('is told with the name of the relay where there are others', async () => {
    const { health: state, lines, sent, told } = health(TELLER);
    state.failed('work', FULL);
    await afterAll();
    const message =
      'The work of the relay relay-b 12 has to wait: the disk is full (SQLITE_FULL). ' +
      'Make room on the disk that holds the data folder; the relay goes on by itself.';
    expect([...sent, ...told]).toMatchObject([{ message }, { message }]);
    expect(lines[0]).toMatch(/^work has to wait: the disk is full/);
  });

  it('is told under a key of its own where there are others, so that none of them ends it', async () => {
    const { health: state, told, resolved } = health(TELLER);
    state.failed('work', FULL);
    await afterAll();
    expect(told).toMatchObject([{ key: 'store:folder-b:STORE_FULL' }]);
    state.worked('work');
    expect(resolved).toEqual(['store:folder-b:STORE_FULL']);
    expect(storeNotices({ name: 'relay-a', home: 'folder-a' })).not.toBe(storeNotices(TELLER));
  });

  it('does not say that others took over where it was only not heard of', async () => {
    const { health: state, sent } = health();
    state.failed('work', new LeaseLost());
    await afterAll();
    expect(sent[0]?.message).toContain(
      'for longer than its lease; where others run, they take over what it held.',
    );
  });

  it('is told by the others alone where they have taken it for dead, and stands in its log', async () => {
    const { health: state, lines, sent, told } = health(TELLER);
    state.failed('work', new LeaseLost());
    state.worked('work');
    state.failed('work', new LeaseLost());
    await afterAll();
    expect([...sent, ...told]).toEqual([]);
    expect(lines[0]).toContain('for longer than its lease');
    expect(state.trouble).toMatchObject({ code: 'LEASE_LOST' });
  });

  it('is over as soon as something could be written, and that is told, too', () => {
    const { health: state, lines, resolved } = health();
    state.failed('work', FULL);
    expect(resolved).toEqual([]);
    state.worked('work');
    expect(state.trouble).toBeNull();
    expect(lines.at(-1)).toBe('the store takes what is written again');
    expect(resolved).toEqual(['store:STORE_FULL']);
  });

  it('is told as over also where the word of it arrives only when it is', async () => {
    const { health: state, told, resolved } = health();
    state.failed('work', FULL);
    state.worked('work');
    resolved.length = 0;
    await afterAll();
    expect(told).toHaveLength(1);
    expect(resolved).toEqual(['store:STORE_FULL']);
  });

  it('is not told again where it takes something now and then', async () => {
    const { health: state, lines, told, later } = health();
    for (let time = 0; time < 20; time++) {
      state.failed('work', FULL);
      state.worked('work');
      later(1_000);
    }
    await afterAll();
    expect(lines.filter((line) => line.startsWith('work has to wait'))).toHaveLength(1);
    expect(told.filter(({ isSent, isOnlyCounted }) => isSent !== true && isOnlyCounted !== true)).toEqual([]);
  });

  it('of which nobody could be told stays to be told, though it takes something now and then', async () => {
    const { health: state, told, later } = health(null, { isReached: false });
    state.failed('work', FULL);
    await afterAll();
    for (let time = 0; time < 20; time++) {
      state.worked('work');
      later(1_000);
      state.failed('work', FULL);
    }
    const [first, ...rest] = told.map((notice) => ({ count: 1, ...notice }));
    if (first === undefined) throw new Error('nothing was told');
    const merged = rest.reduce<CountedNotice>(mergedNotice, first);
    expect(merged).toMatchObject({ count: 21 });
    expect([merged.isSent, merged.isOnlyCounted]).not.toContain(true);
  });

  it('is told anew for another cause', () => {
    const { health: state, lines } = health();
    state.failed('work', FULL);
    state.failed('work', READ_ONLY);
    expect(lines).toHaveLength(2);
    expect(state.trouble?.code).toBe('STORE_READ_ONLY');
  });

  it('fills neither log nor mailbox where it fails now in one way and now in another', async () => {
    const { health: state, lines, told, later } = health();
    for (let time = 0; time < 1_000; time++) {
      state.failed('intake', NOT_WRITTEN);
      state.failed('intake', NOT_SYNCED);
      state.failed('work', FULL);
      later(250);
    }
    await afterAll();
    expect(lines).toHaveLength(2);
    expect(told.map(({ key, isSent }) => [key, isSent])).toEqual([
      ['store:STORE_UNREACHABLE', true],
      ['store:STORE_FULL', true],
    ]);
    expect(state.trouble).toMatchObject({ since: 1_000 });
  });

  it('fills neither where each error of the relay itself names something else', async () => {
    const { health: state, lines, told, later } = health();
    for (let time = 0; time < 1_000; time++) {
      state.failed('work', new Error(`delivery ${time} has no lead`));
      later(250);
    }
    await afterAll();
    expect(told).toHaveLength(1);
    // A developer sees some of them, a minute apart.
    expect(lines).toHaveLength(5);
  });

  it('does not leave it at the word that all is well, where it failed again soon after', () => {
    const { health: state, lines, told, later } = health();
    state.failed('work', FULL);
    state.worked('work');
    for (let time = 0; time < 1_000; time++) {
      state.failed('work', FULL);
      later(250);
    }
    expect(lines.map((line) => line.split(':')[0])).toEqual([
      'work has to wait',
      'the store takes what is written again',
      'work has to wait',
    ]);
    expect(told.length).toBeLessThanOrEqual(2);
  });

  it('is told once more after an hour where it comes and goes', () => {
    const { health: state, sent, later } = health();
    for (let time = 0; time < 90; time++) {
      state.failed('work', FULL);
      later(30_000);
      state.worked('work');
      later(20_000);
    }
    expect(sent.map(({ at }) => at)).toEqual([1_000, 1_000 + 73 * 50_000]);
  });

  it('leaves a notice to be stored, whose writing shows that it works again', async () => {
    const { health: state, told, later } = health();
    state.failed('work', FULL);
    state.worked('work');
    later(1_000);
    state.failed('work', FULL);
    await afterAll();
    expect(told).toHaveLength(2);
  });
});

import { describe, expect, it } from '@jest/globals';
import { Connection } from '../../src/store/driver.js';
import { GroupCommit, openLogSync } from '../../src/store/group-commit.js';
import { atOnce } from '../../src/store/sql/at-once.js';
import type { Connection as Transaction } from '../../src/store/sql/connection.js';
import { run } from '../../src/store/sql/many-rows.js';
import { rawOf, type Db } from '../../src/store/sqlite.js';
import { withDatabase } from './temp-database.js';

/** A disk that takes its time until it is told to be done, or to fail. */
class SlowDisk {
  readonly #waiting: { done: () => void; fail: (error: Error) => void }[] = [];
  begun = 0;

  readonly sync = (): Promise<void> => {
    this.begun += 1;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ done: resolve, fail: reject });
    });
  };

  done(): void {
    this.#waiting.shift()?.done();
  }

  fail(error: Error): void {
    this.#waiting.shift()?.fail(error);
  }
}

const write = (commits: GroupCommit, part: string): Promise<unknown> =>
  commits.transaction((tx) =>
    tx
      .insertInto('switches')
      .values({ part, active: null, configured: 1, reason: '', at: 0, reset_at: 0 })
      .execute(),
  );

const written = (db: Db) => db.selectFrom('switches').select('part').orderBy('part').execute();

const settled = async (promise: Promise<unknown>): Promise<string> => {
  let state = 'waiting';
  promise.then(
    () => (state = 'done'),
    () => (state = 'failed'),
  );
  await new Promise((resolve) => setImmediate(resolve));
  return state;
};

const SWITCH =
  "insert into switches (part, active, configured, reason, at, reset_at) values (?, null, 1, '', 0, 0)";

describe('statements of a transaction that is committed in a group', () => {
  it('are run at once, undone with it, and refused where somebody has kept it for later', async () => {
    await withDatabase(async (db) => {
      const commits = new GroupCommit(db, () => Promise.resolve());
      const kept: Transaction[] = [];
      const parts = ['endpoint:a', 'endpoint:b'];
      for (const part of parts) {
        const work = commits.transaction(async (tx) => {
          kept.push(tx);
          expect(atOnce(tx)).toBeDefined();
          const { numAffectedRows } = await run(tx, SWITCH, [part]);
          expect(numAffectedRows).toBe(1n);
          const { rows } = await run(tx, 'select part from switches where part = ?', [part]);
          expect(rows).toEqual([{ part }]);
          if (part === 'endpoint:b') throw new Error('the work fails');
        });
        if (part === 'endpoint:b') await expect(work).rejects.toThrow('the work fails');
        else await work;
      }
      for (const tx of kept) await expect(run(tx, SWITCH, ['endpoint:late'])).rejects.toThrow(/already/);
      expect(await written(db)).toEqual([{ part: 'endpoint:a' }]);
    });
  });

  it('fail under the name that the database gives to what is wrong', async () => {
    await withDatabase(async (db) => {
      const commits = new GroupCommit(db, () => Promise.resolve());
      const work = commits.transaction(async (tx) => {
        await run(tx, SWITCH, ['endpoint:a']);
        await run(tx, SWITCH, ['endpoint:a']);
      });
      await expect(work).rejects.toMatchObject({
        name: 'SqliteError',
        code: expect.stringMatching(/^SQLITE_CONSTRAINT/),
      });
      expect(await written(db)).toEqual([]);
    });
  });
});

describe('transactions that are committed in groups', () => {
  it('are seen at once, and said to be on the disk only when it has them', async () => {
    await withDatabase(async (db) => {
      const disk = new SlowDisk();
      const commits = new GroupCommit(db, disk.sync);
      await write(commits, 'endpoint:a');
      const synced = commits.synced();
      expect(await written(db)).toEqual([{ part: 'endpoint:a' }]);
      expect(await settled(synced)).toBe('waiting');
      disk.done();
      expect(await settled(synced)).toBe('done');
    });
  });

  it('are never covered by a sync that began before them, and share the next one', async () => {
    await withDatabase(async (db) => {
      const disk = new SlowDisk();
      const commits = new GroupCommit(db, disk.sync);
      await write(commits, 'endpoint:a');
      const first = commits.synced();
      await write(commits, 'endpoint:b');
      const second = commits.synced();
      await write(commits, 'endpoint:c');
      const third = commits.synced();

      disk.done();

      expect(await settled(first)).toBe('done');
      expect([await settled(second), await settled(third)]).toEqual(['waiting', 'waiting']);
      expect(disk.begun).toBe(2);
      disk.done();
      expect([await settled(second), await settled(third)]).toEqual(['done', 'done']);
    });
  });

  it('share the sync under way where nothing was committed since it began', async () => {
    await withDatabase(async (db) => {
      const disk = new SlowDisk();
      const commits = new GroupCommit(db, disk.sync);
      await write(commits, 'endpoint:a');
      await write(commits, 'endpoint:b');
      const both = [commits.synced(), commits.synced()];
      disk.done();
      await Promise.all(both);
      expect(disk.begun).toBe(1);
    });
  });

  it('are refused to all who wait for a sync that fails, and to nobody after it', async () => {
    await withDatabase(async (db) => {
      const disk = new SlowDisk();
      const commits = new GroupCommit(db, disk.sync);
      await write(commits, 'endpoint:a');
      const first = commits.synced();
      await write(commits, 'endpoint:b');
      const later = commits.synced();
      disk.fail(new Error('the disk is gone'));
      expect(await settled(first)).toBe('failed');
      disk.done();
      expect(await settled(later)).toBe('done');
    });
  });

  it('leave every other transaction of the connection with an fsync of its own', async () => {
    await withDatabase(async (db) => {
      const commits = new GroupCommit(db, () => Promise.resolve());
      const modeOf = (): unknown => rawOf(db).value('pragma synchronous');
      const within = await commits.transaction(() => Promise.resolve(modeOf()));
      const [NORMAL, FULL] = [1, 2];
      expect(within).toBe(NORMAL);
      expect(modeOf()).toBe(FULL);
      await expect(commits.transaction(() => Promise.reject(new Error('a bug')))).rejects.toThrow('a bug');
      expect(modeOf()).toBe(FULL);
    });
  });

  it('reach the disk through the log of the open database', async () => {
    await withDatabase(async (db) => {
      const log = openLogSync(db);
      const commits = new GroupCommit(db, log.sync);
      await write(commits, 'endpoint:a');
      await commits.synced();
      log.close();
      const other = new Connection(rawOf(db).file, { access: 'read' });
      expect(other.column('select part from switches')).toEqual(['endpoint:a']);
      other.close();
    });
  });
});

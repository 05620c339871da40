import { statSync } from 'node:fs';
import path from 'node:path';
import { setImmediate as nextTick } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { createLog } from '../../src/log.js';
import { LONG_LOG_PAGES, ThreadCheckpoints } from '../../src/store/checkpoints.js';
import { GroupCommit } from '../../src/store/group-commit.js';
import { CHECKPOINT_PAGES, rawOf, type Db } from '../../src/store/sqlite.js';
import { turnsUntil } from '../turns-until.js';
import { withDatabase } from './temp-database.js';

const log = createLog({ readable: false, level: 'silent' });
const entry = pathToFileURL(path.join(__dirname, 'checkpoint-entry.mjs'));
const PAGE = 4_096;

const pages = (db: Db, file: '' | '-wal'): number => statSync(`${rawOf(db).file}${file}`).size / PAGE;
const automatic = (db: Db): unknown => rawOf(db).value('pragma wal_autocheckpoint');

/** Writes about so many pages. */
async function write(commits: GroupCommit, part: string, count: number): Promise<void> {
  const reason = 'x'.repeat(count * PAGE);
  await commits.transaction((tx) =>
    tx
      .insertInto('switches')
      .values({ part, active: null, configured: 1, reason, at: 0, reset_at: 0 })
      .execute(),
  );
}

async function withCheckpoints(test: (db: Db, commits: GroupCommit) => Promise<void>): Promise<void> {
  await withDatabase(async (db) => {
    const checkpoints = new ThreadCheckpoints({ db, log, entry, everyMs: 1 });
    try {
      await test(db, new GroupCommit(db, () => Promise.resolve(), checkpoints));
    } finally {
      await checkpoints.close();
    }
  });
}

describe('checkpoints in a thread', () => {
  it('copy what is committed to the database, and begin the log anew once all of it is copied', async () => {
    await withCheckpoints(async (db, commits) => {
      await write(commits, 'large', 2 * LONG_LOG_PAGES);
      await turnsUntil(() => pages(db, '') >= 2 * LONG_LOG_PAGES);
      const held = pages(db, '-wal');
      // Each of these is a page at least. Were the log not begun anew, it would be longer by all of them.
      for (let part = 0; part < 1_000; part += 1) {
        await write(commits, `small ${part}`, 1);
        await nextTick();
      }
      expect(pages(db, '-wal')).toBeLessThan(held + 1_000);
    });
  });

  it('are made within commits again where their thread breaks off', async () => {
    await withCheckpoints(async (db, commits) => {
      expect(automatic(db)).toBeGreaterThan(CHECKPOINT_PAGES);
      rawOf(db).exec('pragma user_version = 13');
      await write(commits, 'one', 1);
      await turnsUntil(() => automatic(db) === CHECKPOINT_PAGES);
      await write(commits, 'two', 1);
      expect(await db.selectFrom('switches').select('part').execute()).toHaveLength(2);
    });
  });
});

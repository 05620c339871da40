import { statSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { GroupCommit } from '../../src/store/group-commit.js';
import { rawOf, type Db } from '../../src/store/sqlite.js';
import { storeFaultOf } from '../../src/store/store-fault.js';
import { StoreProbe } from '../../src/work/store-probe.js';
import { withDatabase } from '../store/temp-database.js';

/** A relay without a call for ten seconds: at each beat it looks for what is due, and may write. */
async function tenSeconds(db: Db, atBeat: (commits: GroupCommit) => Promise<unknown>): Promise<string[]> {
  const codes: string[] = [];
  let now = 0;
  const commits = new GroupCommit(db, () => Promise.resolve());
  const probe = new StoreProbe({
    commits,
    clock: { now: () => now },
    failed: (error) => void codes.push(storeFaultOf(error)?.code ?? String(error)),
    isKnownToFail: () => codes.length > 0,
  });
  for (let beat = 0; beat < 40; beat += 1) {
    await commits.transaction((tx) => tx.selectFrom('actions').select('id').execute());
    await atBeat(commits);
    probe.beat();
    await probe.stop();
    now += 250;
  }
  return codes;
}

async function locked<T>(db: Db, work: () => Promise<T>): Promise<T> {
  const other = new Database(rawOf(db).name);
  other.exec('begin immediate');
  try {
    return await work();
  } finally {
    other.exec('rollback');
    other.close();
  }
}

describe('a relay that has nothing to do but to look for what is due', () => {
  it('finds out that its store is locked', async () => {
    await withDatabase(async (db) => {
      expect(await locked(db, () => tenSeconds(db, () => Promise.resolve()))).toEqual(['STORE_BUSY']);
    });
  });

  it('finds nothing where all is well', async () => {
    await withDatabase(async (db) => {
      expect(await tenSeconds(db, () => Promise.resolve())).toEqual([]);
    });
  });

  it('writes, and leaves all as it is: after a kill the next start finds as many starts as there were', async () => {
    await withDatabase(async (db) => {
      const raw = rawOf(db);
      const heads = () =>
        ['user_version', 'application_id'].map((name) => raw.pragma(name, { simple: true }));
      raw.pragma('user_version = 7');
      const [before, logBefore] = [heads(), statSync(`${raw.name}-wal`).size];
      expect(await tenSeconds(db, () => Promise.resolve())).toEqual([]);
      expect(heads()).toEqual(before);
      expect(statSync(`${raw.name}-wal`).size).toBeGreaterThan(logBefore);
    });
  });

  it('writes nothing for that where it writes anyhow', async () => {
    await withDatabase(async (db) => {
      const raw = rawOf(db);
      raw.pragma('application_id = 7');
      const at = { active: null, configured: 1, reason: '', at: 0, reset_at: 0 };
      let part = 0;
      const codes = await tenSeconds(db, (commits) =>
        commits.transaction((tx) =>
          tx
            .insertInto('switches')
            .values({ part: `endpoint:${(part += 1)}`, ...at })
            .execute(),
        ),
      );
      expect([codes, raw.pragma('application_id', { simple: true })]).toEqual([[], 7]);
    });
  });
});

import { statSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Store } from '../../src/store/store.js';
import { Connection } from '../../src/store/driver.js';
import { rawOf, type Db } from '../../src/store/sqlite.js';
import { storeFaultOf } from '../../src/store/store-fault.js';
import { StoreProbe } from '../../src/work/store-probe.js';
import { withDatabase, storeOn } from '../store/temp-database.js';

/** A relay without a call for ten seconds: at each beat it looks for what is due, and may write. */
async function tenSeconds(db: Db, atBeat: (store: Store) => Promise<unknown>): Promise<string[]> {
  const codes: string[] = [];
  let now = 0;
  const store = storeOn(db);
  const probe = new StoreProbe({
    store,
    clock: { now: () => now },
    failed: (error) => void codes.push(storeFaultOf(error)?.code ?? String(error)),
    isKnownToFail: () => codes.length > 0,
  });
  for (let beat = 0; beat < 40; beat += 1) {
    await store.turn((unit) => unit.actions.find('none'));
    await atBeat(store);
    probe.beat();
    await probe.stop();
    now += 250;
  }
  return codes;
}

async function locked<T>(db: Db, work: () => Promise<T>): Promise<T> {
  const other = new Connection(rawOf(db).file);
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
      const heads = () => ['user_version', 'application_id'].map((name) => raw.value(`pragma ${name}`));
      raw.exec('pragma user_version = 7');
      const [before, logBefore] = [heads(), statSync(`${raw.file}-wal`).size];
      expect(await tenSeconds(db, () => Promise.resolve())).toEqual([]);
      expect(heads()).toEqual(before);
      expect(statSync(`${raw.file}-wal`).size).toBeGreaterThan(logBefore);
    });
  });

  it('writes nothing for that where it writes anyhow', async () => {
    await withDatabase(async (db) => {
      const raw = rawOf(db);
      raw.exec('pragma application_id = 7');
      const at = { active: null, configured: true, reason: '', at: 0, resetAt: 0 };
      let part = 0;
      const codes = await tenSeconds(db, (store) =>
        store.turn((unit) => unit.switches.save([{ part: `endpoint:${(part += 1)}`, ...at }])),
      );
      expect([codes, raw.value('pragma application_id')]).toEqual([[], 7]);
    });
  });
});

import { describe, expect, it } from '@jest/globals';
import { ConfigKeeper } from '../../src/config/config-keeper.js';
import { createLog } from '../../src/log.js';
import { recoverDeliveries } from '../../src/process/recover.js';
import { Repeats } from '../../src/process/repeats.js';
import { insertDeliveries } from '../../src/store/commands/deliveries.js';
import type { Db } from '../../src/store/sqlite.js';
import { withDatabase } from '../store/temp-database.js';

const log = createLog({ readable: false, level: 'silent' });

async function parts(db: Db) {
  const keeper = new ConfigKeeper({ db, clock: { now: () => 1_000 }, log, secrets: () => undefined });
  await keeper.accept(JSON.stringify({ version: 1, hooks: [{ id: 'main' }] }));
  return { db, log, config: () => keeper.current, revisions: keeper.revisions, repeats: new Repeats() };
}

/** Deliveries that earlier runs left behind, each with how often the relay stopped while working on it. */
async function leftBehind(db: Db, claims: Readonly<Record<string, number>>): Promise<void> {
  const rows = Object.keys(claims).map((id) => ({
    id,
    hook_id: 'main',
    received_at: 1_000,
    method: 'POST',
    query: '',
    headers: '{}',
    body: Buffer.from(`call_log_id=${id}&lead_id=1&status=NI`),
    remote_address: '127.0.0.1',
  }));
  await insertDeliveries(db, rows);
  for (const [id, count] of Object.entries(claims)) {
    await db.updateTable('deliveries').set({ claims: count }).where('id', '=', id).execute();
  }
}

describe('what an earlier run left behind', () => {
  it('is processed, but for a delivery with which the relay has stopped five times: that is set aside', async () => {
    await withDatabase(async (db) => {
      await leftBehind(db, { once: 1, poisoned: 5, fourth: 4, never: 0 });

      await recoverDeliveries(await parts(db));

      const rows = await db
        .selectFrom('deliveries')
        .select(['id', 'state', 'failure'])
        .orderBy('seq')
        .execute();
      expect(rows.map(({ id, state }) => [id, state])).toEqual([
        ['once', 'processed'],
        ['poisoned', 'dead'],
        ['fourth', 'processed'],
        ['never', 'processed'],
      ]);
      expect(rows[1]?.failure).toBe('the relay stopped 5 times while processing it');
    });
  });

  it('is counted as tried even where the work on it comes to nothing', async () => {
    await withDatabase(async (db) => {
      await leftBehind(db, { fatal: 2 });
      const config = () => {
        throw new Error('a bug');
      };

      await recoverDeliveries({ ...(await parts(db)), config });

      const rows = await db.selectFrom('deliveries').select(['claims', 'state', 'failure']).execute();
      expect(rows).toEqual([{ claims: 3, state: 'dead', failure: 'a bug' }]);
    });
  });
});

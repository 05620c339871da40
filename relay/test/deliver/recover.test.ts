import { describe, expect, it } from '@jest/globals';
import type { LiveConfig } from '../../src/config/live-config.js';
import { recoverCutOff } from '../../src/deliver/recover.js';
import { createLog } from '../../src/log.js';
import type { Db } from '../../src/store/sqlite.js';
import { action, occurrence, rowOf } from '../store/rows.js';
import { withDatabase, storeOn } from '../store/temp-database.js';
import { NO_STANDSTILL } from '../../src/store/ports/claims.js';
import type { Settlement } from '../../src/store/ports/attempts.js';

function recover(db: Db): Promise<void> {
  const live = { endpoints: new Map() } as unknown as LiveConfig;
  const log = createLog({ readable: false, level: 'silent' });
  const store = storeOn(db);
  const settle = async (settlements: readonly Settlement[]): Promise<void> => {
    await store.durably((unit) => unit.attempts.settle(settlements, { from: 'running' }));
  };
  return recoverCutOff({ store, live, log, now: 5, settle });
}

describe('an attempt that a stop of the relay cut off', () => {
  it('is found in the log by the phone and lead of its occurrence', async () => {
    await withDatabase(async (db) => {
      const about = { leadKey: 'lead:7', leadPhone: '7735550167' };
      await db
        .insertInto('occurrences')
        .values(rowOf(occurrence(about)))
        .execute();
      await db
        .insertInto('actions')
        .values(rowOf(action({ state: 'running', attempts: 2 })))
        .execute();

      await recover(db);

      expect(await db.selectFrom('attempts').selectAll().execute()).toMatchObject([
        {
          action_id: '01J0-01',
          number: 3,
          at: 5,
          phone: '7735550167',
          lead_key: 'lead:7',
          outcome: 'interrupted',
        },
      ]);
    });
  });

  it('is repeated before what stands behind it, however long the relay was away; after a minute that once passed it', async () => {
    await withDatabase(async (db) => {
      await db
        .insertInto('occurrences')
        .values(rowOf(occurrence({})))
        .execute();
      const head = action({ id: '01J0-01', state: 'running', dueAt: 1, holdUntil: 4 });
      const follower = action({ id: '01J0-02', state: 'waiting', dueAt: 2, nextAt: 2 });
      for (const each of [head, follower]) await db.insertInto('actions').values(rowOf(each)).execute();

      await recover(db);

      const candidates = await storeOn(db).turn((unit) =>
        unit.claims.candidates(head.target, {
          now: 5,
          limit: 10,
          leftOut: new Set(),
          standstill: NO_STANDSTILL,
        }),
      );
      expect(candidates.map(({ id, blocked }) => [id, blocked])).toEqual([
        ['01J0-02', true],
        ['01J0-01', false],
      ]);
    });
  });

  it('is found however many others were cut off with it', async () => {
    await withDatabase(async (db) => {
      await db
        .insertInto('occurrences')
        .values(rowOf(occurrence({})))
        .execute();
      for (let number = 1; number <= 450; number++) {
        const id = `01J0-${String(number).padStart(3, '0')}`;
        await db
          .insertInto('actions')
          .values(rowOf(action({ id, state: 'running' })))
          .execute();
      }

      await recover(db);

      const running = await db.selectFrom('actions').selectAll().where('state', '=', 'running').execute();
      expect(running).toEqual([]);
      expect(await db.selectFrom('attempts').select('id').execute()).toHaveLength(450);
    });
  });
});

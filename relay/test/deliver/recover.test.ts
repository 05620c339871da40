import { describe, expect, it } from '@jest/globals';
import type { LiveConfig } from '../../src/config/live-config.js';
import { recoverCutOff } from '../../src/deliver/recover.js';
import { createLog } from '../../src/log.js';
import { action, occurrence } from '../store/rows.js';
import { withDatabase } from '../store/temp-database.js';

describe('an attempt that a stop of the relay cut off', () => {
  it('is found in the log by the phone and lead of its occurrence', async () => {
    await withDatabase(async (db) => {
      const about = { lead_key: 'lead:7', lead_phone: '7735550167' };
      await db.insertInto('occurrences').values(occurrence(about)).execute();
      await db
        .insertInto('actions')
        .values(action({ state: 'running', attempts: 2 }))
        .execute();
      const live = { endpoints: new Map() } as unknown as LiveConfig;
      const log = createLog({ readable: false, level: 'silent' });

      await recoverCutOff(db, { live, log, now: 5 });

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
});

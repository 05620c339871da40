import { describe, expect, it } from '@jest/globals';
import { MIGRATIONS } from '../../src/store/migrations.js';
import { insertActions, findActions } from '../../src/store/sql/commands/actions.js';
import { rawOf } from '../../src/store/sqlite.js';
import { action } from './rows.js';
import { withDatabase } from './temp-database.js';

const NUMBER = '0021-whom-actions-stand-behind';

describe('what an earlier version parked behind another', () => {
  it('stands behind that one still, and everything else keeps its reason', () =>
    withDatabase(async (db) => {
      const parked = 'it waits for 01J0-01, which comes before it';
      await insertActions(db, [
        action({ id: '01J0-02', state: 'waiting', reason: parked }),
        action({
          id: '01J0-03',
          state: 'waiting',
          reason: 'answered 503; overtaken: 01J0-01, which comes before it',
        }),
        action({ id: '01J0-04', state: 'dead', reason: parked }),
      ]);
      rawOf(db).exec('alter table actions drop column stands_behind');

      await MIGRATIONS[NUMBER]?.up(db);

      const found = await findActions(db, ['01J0-02', '01J0-03', '01J0-04']);
      expect(found.map(({ reason, standsBehind }) => [reason, standsBehind])).toEqual([
        [null, '01J0-01'],
        ['answered 503; overtaken: 01J0-01, which comes before it', null],
        [parked, null],
      ]);
    }));
});

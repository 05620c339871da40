import { describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { CONVOSO_SAVES } from '../../src/deliver/targets.js';
import { insertActions } from '../../src/store/sql/commands/actions.js';
import { Cancelling } from '../../src/work/cancelling.js';
import { action } from '../store/rows.js';
import { withDatabase, storeOn } from '../store/temp-database.js';

describe('what waits of a workflow that loop protection switched off', () => {
  it('is cancelled though one of its actions refuses to be', async () => {
    await withDatabase(async (db) => {
      const ids = Array.from({ length: 9 }, (_, index) => `01K-0${index + 1}`);
      const saves = ids.map((id) =>
        action({
          id,
          workflowId: 'looping',
          target: CONVOSO_SAVES,
          type: 'FIELD',
          state: 'waiting',
        }),
      );
      await db.transaction().execute((tx) => insertActions(tx, saves));
      await sql`create trigger refusing before update on actions when old.id = '01K-04'
        begin select raise(abort, 'refused'); end`.execute(db);
      const cancelling = new Cancelling(storeOn(db));
      cancelling.add({ workflowId: 'looping', reason: 'it loops' });

      await cancelling.cancelIsolated();

      const states = await db.selectFrom('actions').select(['id', 'state']).orderBy('id').execute();
      expect(states.filter(({ state }) => state === 'cancelled').map(({ id }) => id)).toEqual(
        ids.filter((id) => id !== '01K-04'),
      );
      expect(cancelling.hasWork).toBe(false);
    });
  });
});

import { describe, expect, it } from '@jest/globals';
import { insertActions, reviveActions } from '../../src/store/commands/actions.js';
import { action } from './rows.js';
import { withDatabase } from './temp-database.js';

describe('actions that are to be played again', () => {
  it('are those that are still dead; whatever became of the others meanwhile stands', async () => {
    await withDatabase(async (db) => {
      const states = ['dead', 'waiting', 'running', 'done', 'flushed'] as const;
      const rows = states.map((state) =>
        action({ id: state, state, next_at: 5, give_up_at: 9, reason: 'why' }),
      );
      await db.transaction().execute((tx) => insertActions(tx, rows));

      const order = { now: 100, giveUpAt: () => 200 };
      const ids = [...states, 'gone'];
      const revive = () => db.transaction().execute((tx) => reviveActions(tx, ids, order));
      expect([await revive(), await revive()]).toEqual([1, 0]);

      const now = await db
        .selectFrom('actions')
        .select(['id', 'state', 'next_at', 'give_up_at', 'reason'])
        .orderBy('id')
        .execute();
      const asBefore = { next_at: 5, give_up_at: 9, reason: 'why' };
      expect(now).toEqual([
        { id: 'dead', state: 'waiting', next_at: 100, give_up_at: 200, reason: null },
        ...['done', 'flushed', 'running', 'waiting'].map((state) => ({ id: state, state, ...asBefore })),
      ]);
    });
  });
});

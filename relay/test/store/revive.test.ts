import { describe, expect, it } from '@jest/globals';
import { insertActions, reviveActions } from '../../src/store/sql/commands/actions.js';
import { action } from './rows.js';
import { withDatabase } from './temp-database.js';

describe('actions that are to be played again', () => {
  it('are those that are still dead and hold their lanes again; whatever became of the others meanwhile stands', async () => {
    await withDatabase(async (db) => {
      const states = ['dead', 'waiting', 'running', 'done', 'flushed'] as const;
      const rows = states.map((state) =>
        action({ id: state, state, nextAt: 5, giveUpAt: 9, holdUntil: 7, reason: 'why' }),
      );
      await db.transaction().execute((tx) => insertActions(tx, rows));

      const order = { now: 100, giveUpAt: () => 200 };
      const ids = [...states, 'gone'];
      const revive = () => db.transaction().execute((tx) => reviveActions(tx, ids, order));
      expect([await revive(), await revive()]).toEqual([1, 0]);

      const now = await db
        .selectFrom('actions')
        .select([
          'id',
          'state',
          'next_at as nextAt',
          'give_up_at as giveUpAt',
          'hold_until as holdUntil',
          'reason',
        ])
        .orderBy('id')
        .execute();
      const asBefore = { nextAt: 5, giveUpAt: 9, holdUntil: 7, reason: 'why' };
      expect(now).toEqual([
        { id: 'dead', state: 'waiting', nextAt: 100, giveUpAt: 200, holdUntil: null, reason: null },
        ...['done', 'flushed', 'running', 'waiting'].map((state) => ({ id: state, state, ...asBefore })),
      ]);
    });
  });
});

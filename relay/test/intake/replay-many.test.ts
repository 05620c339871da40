import { describe, expect, it } from '@jest/globals';
import { SqliteError } from '../../src/store/driver.js';
import { replayMany, type ReplayManyParts } from '../../src/intake/replay-many.js';
import {
  buryDelivery,
  insertDeliveries,
  unprocessedDeliveries,
} from '../../src/store/sql/commands/deliveries.js';
import { storeOn, withDatabase } from '../store/temp-database.js';

const ALL = { workflowId: null, target: null, reason: null, from: null, to: null };
const FULL = new SqliteError('database or disk is full', 'SQLITE_FULL');

const DELIVERY = {
  id: '01J1',
  hookId: 'main',
  receivedAt: 1,
  method: 'POST',
  query: '',
  headers: '{}',
  body: Buffer.from('lead_id=1'),
  remoteAddress: '127.0.0.1',
};

describe('an order to replay many', () => {
  it('has what it had played again by then processed, where the store fails in the middle of it', async () => {
    await withDatabase(async (db) => {
      await db.transaction().execute(async (tx) => {
        const [row] = await insertDeliveries(tx, [DELIVERY]);
        await buryDelivery(tx, row?.seq ?? 0, 'it broke');
      });
      const seen: string[][] = [];
      const looked: Promise<void>[] = [];
      const parts = {
        store: storeOn(db),
        reader: { ask: () => Promise.resolve({ actions: '', deliveries: '01J1', workflows: '01J2~all' }) },
        clock: { now: () => 5 },
        config: () => ({ endpoints: new Map() }),
        replay: { deadLetter: () => Promise.reject(FULL) },
        wake: () => {
          const look = unprocessedDeliveries(db, 10);
          looked.push(look.then((rows) => void seen.push(rows.map(({ id }) => id))));
        },
      } as unknown as ReplayManyParts;

      await expect(replayMany(parts, ALL)).rejects.toBe(FULL);

      await Promise.all(looked);
      expect(seen).toEqual([['01J1']]);
    });
  });
});

import { describe, expect, it } from '@jest/globals';
import { LastUses } from '../../src/access/last-uses.js';
import { NamedKeys } from '../../src/access/named-keys.js';
import type { Db } from '../../src/store/sqlite.js';
import { storeOn, withDatabase } from '../store/temp-database.js';

const MINUTE = 60_000;

async function keyOn(db: Db) {
  const counted = { writes: 0, fails: false };
  const store = storeOn(db);
  const durably: typeof store.durably = (work) => {
    counted.writes += 1;
    if (counted.fails) return Promise.reject(new Error('the disk is full'));
    return store.durably(work);
  };
  const keys = await NamedKeys.open({ keys: store.keys, durably });
  const { key } = await keys.create({ name: 'n8n', scopes: ['read'] }, 0);
  counted.writes = 0;
  const stored = async () => (await store.keys.all())[0]?.lastUsedAt ?? null;
  return { uses: new LastUses(keys), id: key.id, counted, stored };
}

describe('the last use of a key', () => {
  it('is written once a minute at most, however often it is used', () =>
    withDatabase(async (db) => {
      const { uses, id, counted, stored } = await keyOn(db);
      for (let now = 1; now <= MINUTE; now += 1_000) {
        uses.used(id, now);
        uses.beat(now);
      }
      await uses.stop(MINUTE);
      expect(counted.writes).toBe(2);
      expect(await stored()).toBe(59_001);
    }));

  it('is written later where the store did not take it, and fails nobody', () =>
    withDatabase(async (db) => {
      const { uses, id, counted, stored } = await keyOn(db);
      counted.fails = true;
      uses.used(id, 5);
      uses.beat(5);
      await uses.stop(6);
      expect(await stored()).toBeNull();

      counted.fails = false;
      await uses.stop(7);
      expect(await stored()).toBe(5);
    }));
});

import { describe, expect, it } from '@jest/globals';
import { MemoryStore } from '../../../src/store/memory/memory-store.js';
import { PostgresDatabase, whyNoPostgres } from '../postgres-database.js';
import { storeOn, withDatabase } from '../temp-database.js';
import { runStoreSuite } from './suite.js';

runStoreSuite({ name: 'the embedded store', onStore: (test) => withDatabase((db) => test(storeOn(db))) });

runStoreSuite({
  name: 'the store in memory',
  onStore: (test) => test(new MemoryStore().open()),
});

const absent = whyNoPostgres();
if (absent === null) {
  const database = new PostgresDatabase();
  runStoreSuite({
    name: 'the store in Postgres',
    onStore: (test) => database.withStore((store) => test(store)),
  });
} else {
  describe('the store in Postgres', () => {
    it(`is not tested here: ${absent}`, () => expect(absent).not.toBe(''));
  });
}

import { MemoryStore } from '../../../src/store/memory/memory-store.js';
import { storeOn, withDatabase } from '../temp-database.js';
import { runStoreSuite } from './suite.js';

runStoreSuite({ name: 'the embedded store', onStore: (test) => withDatabase((db) => test(storeOn(db))) });

runStoreSuite({
  name: 'the store in memory',
  onStore: (test) => test(new MemoryStore().open()),
});

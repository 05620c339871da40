import { expect, it } from '@jest/globals';
import { openPostgresReads } from '../../../src/store/postgres/open.js';
import { action } from '../rows.js';
import { describeOnPostgres } from './with-postgres.js';

describeOnPostgres('a question of several calls', (database) => {
  it('is answered as of one moment, whatever is stored between two of them', async () => {
    await database.withStore(async (store) => {
      const reads = await openPostgresReads(database.url);
      const [before, after] = await reads.snapshot(async (moment) => {
        const first = await moment.actions.ofOccurrence('01J1');
        await store.actions.add([action({ id: '01J1-01' })]);
        return [first, await moment.actions.ofOccurrence('01J1')];
      });
      expect([before, after]).toEqual([[], []]);
      expect(await reads.actions.ofOccurrence('01J1')).toHaveLength(1);
      await reads.close();
    });
  });
});

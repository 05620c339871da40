import { describe, expect, it } from '@jest/globals';
import { forgetPerson } from '../../src/forget/forget.js';
import { createLog } from '../../src/log.js';
import { buryDelivery, insertDeliveries } from '../../src/store/sql/commands/deliveries.js';
import { rawOf, type Db } from '../../src/store/sqlite.js';
import { withDatabase, storeOn } from '../store/temp-database.js';

const PHONE = '7735550199';
const DEAD = {
  id: '01J00000000000000000000001',
  hookId: 'main',
  receivedAt: 1_000,
  method: 'POST',
  query: '',
  headers: '{"content-type":"application/x-www-form-urlencoded"}',
  body: Buffer.from(`phone_number=${PHONE}&status=NI`),
  remoteAddress: '127.0.0.1',
};

/** Forgets the person; `meanwhile` happens once it is known what is to be removed, and before it is. */
function forget(db: Db, meanwhile: () => void) {
  const now = (): number => {
    meanwhile();
    return 2_000;
  };
  const log = createLog({ readable: false, level: 'silent' });
  const parts = {
    store: storeOn(db),
    clock: { now },
    log,
    fieldsOf: () => ({}),
    forgetRequests: () => undefined,
  };
  return forgetPerson(parts, { phone: PHONE }, 'refuse');
}

async function withDeadDelivery(test: (db: Db, seq: number) => Promise<void>): Promise<void> {
  await withDatabase(async (db) => {
    await db.transaction().execute(async (tx) => {
      const [stored] = await insertDeliveries(tx, [DEAD]);
      await buryDelivery(tx, stored?.seq ?? 0, 'why');
    });
    await test(db, 1);
  });
}

const counts = (db: Db) => {
  const count = (table: string) => rawOf(db).value(`select count(*) from ${table}`);
  return { deliveries: count('deliveries'), inbox: count('inbox') };
};

describe('a dead delivery of a person who is forgotten', () => {
  it('is removed', async () => {
    await withDeadDelivery(async (db) => {
      expect(await forget(db, () => undefined)).toMatchObject({ rows: { deliveries: 1 } });
      expect(counts(db)).toEqual({ deliveries: 0, inbox: 0 });
    });
  });

  it('stays with its place in the inbox where it is played again meanwhile, and that is said', async () => {
    await withDeadDelivery(async (db, seq) => {
      const playAgain = (): void => {
        rawOf(db).exec(
          `update deliveries set state = 'received'; insert or ignore into inbox (seq, claims, replayed_at) values (${seq}, 0, 1)`,
        );
      };
      await expect(forget(db, playAgain)).rejects.toMatchObject({ code: 'DELIVERY_UNPROCESSED' });
      expect(counts(db)).toEqual({ deliveries: 1, inbox: 1 });
    });
  });
});

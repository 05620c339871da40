import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Inbox, type UnprocessedDelivery } from '../../src/process/inbox.js';
import type { Store } from '../../src/store/store.js';
import { withDatabase, storeOn } from '../store/temp-database.js';
import { THE_RELAY } from '../work/holder.js';

let count = 0;

function deliveries(many: number, body = 'status=NI') {
  return Array.from({ length: many }, () => ({
    id: `delivery ${(count += 1)}`,
    hookId: 'main',
    receivedAt: 1_000,
    method: 'POST',
    query: '',
    headers: '{}',
    body: Buffer.from(body),
    remoteAddress: '127.0.0.1',
  }));
}

/** A turn: processes the oldest and stores new ones in one transaction. */
async function turn(store: Store, inbox: Inbox, { limit, arrive }: { limit: number; arrive: number }) {
  const oldest = await inbox.oldest(store, limit);
  const stored = await store.durably(async (unit): Promise<readonly UnprocessedDelivery[]> => {
    if (oldest.length > 0) {
      await unit.intake.markProcessed(oldest.map(({ seq }) => seq));
    }
    return unit.intake.add(deliveries(arrive));
  });
  inbox.processed(oldest);
  inbox.stored(stored);
}

/** Others store deliveries, and say so. */
async function others(store: Store, inbox: Inbox, many: number) {
  await store.durably((unit) => unit.intake.add(deliveries(many)));
  inbox.forget();
}

const anyStep = fc.oneof(
  fc.record({ limit: fc.integer({ min: 1, max: 5 }), arrive: fc.integer({ min: 0, max: 6 }) }),
  fc.record({ others: fc.integer({ min: 1, max: 3 }) }),
);

describe('the inbox', () => {
  it('always gives what the store would: the oldest deliveries that are not processed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { maxLength: 12 }), (steps) =>
        withDatabase(async (db) => {
          const store = storeOn(db);
          const inbox = new Inbox(THE_RELAY);
          for (const step of steps) {
            await ('others' in step ? others(store, inbox, step.others) : turn(store, inbox, step));
            const stored = await store.intake.unprocessed(5);
            expect((await inbox.oldest(store, 5)).map(({ id }) => id)).toEqual(stored.map(({ id }) => id));
          }
        }),
      ),
      { numRuns: 20 },
    );
  });

  it('leaves large bodies to the store, so that a crowd of them takes no memory', async () => {
    await withDatabase(async (db) => {
      const store = storeOn(db);
      const inbox = new Inbox(THE_RELAY);
      await inbox.oldest(store, 5);
      const large = deliveries(9, 'x'.repeat(1_000_000));
      inbox.stored(await store.durably((unit) => unit.intake.add(large.slice(0, 8))));
      inbox.stored(await store.durably((unit) => unit.intake.add(large.slice(8))));
      const known = await inbox.oldest(store, 9);
      expect(known).toHaveLength(8);
      inbox.processed(known);
      expect(inbox.mayHoldAny()).toBe(true);
    });
  });

  it('gives what was left for now neither again nor to whoever reads on, until it looks again: then in its place', async () => {
    await withDatabase(async (db) => {
      const store = storeOn(db);
      const inbox = new Inbox(THE_RELAY);
      const stored = await store.durably((unit) => unit.intake.add(deliveries(4)));
      const given = async () => {
        const oldest = await inbox.oldest(store, 5);
        return oldest.map(({ seq }) => stored.findIndex((each) => each.seq === seq));
      };
      const [first, , third] = await inbox.oldest(store, 5);
      inbox.leave([first, third].flatMap((row) => row ?? []));
      expect(await given()).toEqual([1, 3]);
      inbox.processed((await inbox.oldest(store, 5)).slice(0, 1));
      await store.durably((unit) => unit.intake.markProcessed([stored[1]?.seq ?? 0]));
      expect(await given()).toEqual([3]);
      inbox.lookAgain();
      expect(await given()).toEqual([0, 2, 3]);
    });
  });

  it('reads on past what was left for now', async () => {
    await withDatabase(async (db) => {
      const store = storeOn(db);
      const inbox = new Inbox(THE_RELAY);
      const stored = await store.durably((unit) => unit.intake.add(deliveries(203)));
      const most = await inbox.oldest(store, 200);
      inbox.leave(most);
      const rest = await inbox.oldest(store, 200);
      expect(rest.map(({ seq }) => seq)).toEqual(stored.slice(200).map(({ seq }) => seq));
      inbox.leave(rest);
      expect(inbox.mayHoldAny()).toBe(false);
      inbox.lookAgain();
      expect(await inbox.oldest(store, 300)).toHaveLength(203);
    });
  });

  it('does not read back what has just been stored', async () => {
    await withDatabase(async (db) => {
      const store = storeOn(db);
      const inbox = new Inbox(THE_RELAY);
      await inbox.oldest(store, 5);
      await turn(store, inbox, { limit: 5, arrive: 2 });
      await db.schema.dropTable('deliveries').execute();
      expect(await inbox.oldest(store, 5)).toHaveLength(2);
    });
  });

  it('leaves a crowd to the store instead of holding it in memory', async () => {
    await withDatabase(async (db) => {
      const store = storeOn(db);
      const inbox = new Inbox(THE_RELAY);
      await inbox.oldest(store, 5);
      await turn(store, inbox, { limit: 5, arrive: 8_001 });
      await db.schema.dropTable('deliveries').execute();
      await expect(inbox.oldest(store, 5)).rejects.toMatchObject({
        message: expect.stringContaining('deliveries'),
      });
    });
  });
});

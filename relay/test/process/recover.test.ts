import { describe, expect, it } from '@jest/globals';
import { ConfigKeeper } from '../../src/config/config-keeper.js';
import type { LiveConfig } from '../../src/config/live-config.js';
import { createLog } from '../../src/log.js';
import { Inbox } from '../../src/process/inbox.js';
import { OrderOfLeads } from '../../src/process/order-of-leads.js';
import { recoverDeliveries } from '../../src/process/recover.js';
import { Repeats } from '../../src/process/repeats.js';
import { insertDeliveries } from '../../src/store/sql/commands/deliveries.js';
import { deliverySummaries } from '../../src/store/sql/commands/delivery-lists.js';
import type { Db } from '../../src/store/sqlite.js';
import { Cancelling } from '../../src/work/cancelling.js';
import { Processing } from '../../src/work/processing.js';
import { Reporter } from '../../src/work/reporter.js';
import { Withheld } from '../../src/work/withheld.js';
import { THE_RELAY } from '../work/holder.js';
import { withDatabase, storeOn } from '../store/temp-database.js';

/** Nobody watches. */
const NO_ALARMS = { attempted: () => undefined };

const log = createLog({ readable: false, level: 'silent' });
const clock = { now: () => 1_000 };

async function recovery(db: Db, brokenConfig?: () => LiveConfig) {
  const store = storeOn(db);
  const keeper = new ConfigKeeper({ store, clock, log, secrets: () => undefined });
  await keeper.accept(JSON.stringify({ version: 1, hooks: [{ id: 'main' }] }));
  const config = brokenConfig ?? (() => keeper.current);
  const reporter = new Reporter({
    store,
    log,
    clock,
    config,
    names: () => new Map<string, string>(),
    alarms: NO_ALARMS,
  });
  const processing = new Processing({
    store,
    clock,
    config,
    revisions: keeper.revisions,
    repeats: new Repeats(),
    order: new OrderOfLeads({ clock, relay: { sharing: 'alone' } }),
    inbox: new Inbox(THE_RELAY),
    relay: THE_RELAY,
    reporter,
    withheld: new Withheld({ log, clock, tell: () => undefined }),
    cancelling: new Cancelling(store),
    lookAt: () => undefined,
    remember: () => undefined,
  });
  return { store, log, relay: THE_RELAY, processing };
}

/** Deliveries that earlier runs left behind, each with how often the relay stopped while working on it. */
async function leftBehind(db: Db, claims: Readonly<Record<string, number>>): Promise<void> {
  const rows = Object.keys(claims).map((id) => ({
    id,
    hookId: 'main',
    receivedAt: 1_000,
    method: 'POST',
    query: '',
    headers: '{}',
    body: Buffer.from(`call_log_id=${id}&lead_id=1&status=NI`),
    remoteAddress: '127.0.0.1',
  }));
  const stored = await db.transaction().execute((tx) => insertDeliveries(tx, rows));
  for (const { id, seq } of stored) {
    await db
      .updateTable('inbox')
      .set({ claims: claims[id] ?? 0 })
      .where('seq', '=', seq)
      .execute();
  }
}

describe('what an earlier run left behind', () => {
  it('is processed, but for a delivery with which the relay has stopped five times: that is set aside', async () => {
    await withDatabase(async (db) => {
      await leftBehind(db, { once: 1, poisoned: 5, fourth: 4, never: 0 });

      await recoverDeliveries(await recovery(db));

      const rows = (await deliverySummaries(db, { after: null, limit: 10 })).reverse();
      expect(rows.map(({ id, state }) => [id, state])).toEqual([
        ['once', 'processed'],
        ['poisoned', 'dead'],
        ['fourth', 'processed'],
        ['never', 'processed'],
      ]);
      expect(rows[1]?.failure).toBe('the relay stopped 5 times while processing it');
    });
  });

  it('is not counted as tried while it only waits for an earlier one about its lead', async () => {
    await withDatabase(async (db) => {
      await leftBehind(db, { later: 4 });
      const parts = await recovery(db);
      const processing = {
        orWithhold: (_row: unknown, work: () => Promise<void>) => work(),
        leaveBehind: () => Promise.resolve(true),
      } as unknown as Processing;

      await recoverDeliveries({ ...parts, processing });

      expect(await db.selectFrom('inbox').select('claims').execute()).toEqual([{ claims: 4 }]);
    });
  });

  it('is counted as tried before the work on it begins', async () => {
    await withDatabase(async (db) => {
      await leftBehind(db, { fatal: 2 });
      const parts = await recovery(db, () => {
        throw new Error('a bug');
      });
      let claims: unknown;
      const processing = {
        leaveBehind: () => Promise.resolve(false),
        setAside: () => Promise.reject(new Error('not to be given up yet')),
        orWithhold: (_row: unknown, work: () => Promise<void>) => work(),
        processIsolated: async () => {
          claims = await db.selectFrom('inbox').select('claims').execute();
        },
      } as unknown as Processing;

      await recoverDeliveries({ ...parts, processing });

      expect(claims).toEqual([{ claims: 3 }]);
    });
  });
});

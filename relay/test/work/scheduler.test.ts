import { describe, expect, it } from '@jest/globals';
import { ALONE } from '../../src/flow/among-relays.js';
import { flowSettingsOf } from '../../src/flow/flow-settings.js';
import { Flows } from '../../src/flow/flows.js';
import { ConfigKeeper } from '../../src/config/config-keeper.js';
import { attemptParts } from '../../src/deliver/attempt-parts.js';
import type { Sender } from '../../src/deliver/sender.js';
import type { Arrival } from '../../src/intake/arrivals.js';
import { createLog } from '../../src/log.js';
import { Repeats } from '../../src/process/repeats.js';
import { insertDeliveries } from '../../src/store/sql/commands/deliveries.js';
import { deliverySummaries } from '../../src/store/sql/commands/delivery-lists.js';
import type { Sync } from '../../src/store/group-commit.js';
import type { Db } from '../../src/store/sqlite.js';
import { Health } from '../../src/work/health.js';
import { StoredSecrets } from '../../src/seals/stored-secrets.js';
import type { Target } from '../../src/store/ports/target.js';
import { Subscriptions } from '../../src/subscriptions/subscriptions.js';
import { Registration } from '../../src/work/registration.js';
import { Reporter } from '../../src/work/reporter.js';
import { Scheduler } from '../../src/work/scheduler.js';
import { withDatabase, storeOn } from '../store/temp-database.js';
import { turnsUntil } from '../turns-until.js';
import type { NewDelivery } from '../../src/store/ports/intake.js';

/** Nobody watches. */
const NO_ALARMS = { attempted: () => undefined };

const CONFIG = {
  version: 1,
  adaptors: [{ id: 'call', fields: [{ section: 'callLog', field: 'call_log_id', mappedTo: 'call' }] }],
  endpoints: [{ id: 'crm', apiUrl: 'https://crm.example.test', requestMethod: 'POST', adaptorId: 'call' }],
  workflows: [
    {
      id: 'all',
      events: [{ type: 'DISPOSITION' }],
      actionSets: [{ id: 'now', actions: [{ id: 'post', type: 'INTEGRATION', endpointId: 'crm' }] }],
    },
  ],
  hooks: [{ id: 'main' }],
};

const ANSWERED = { kind: 'answered', status: 200, headers: {}, body: '{}', truncated: false, durationMs: 1 };

function delivery(number: number, more: Partial<NewDelivery> = {}): NewDelivery {
  return {
    id: `01J000000000000000000000${String(number).padStart(2, '0')}`,
    hookId: 'main',
    receivedAt: 1_000,
    method: 'POST',
    query: '',
    headers: '{}',
    body: Buffer.from(`call_log_id=${number}&lead_id=${number}&status=NI`),
    remoteAddress: '127.0.0.1',
    ...more,
  };
}

async function scheduler(
  db: Db,
  send: (body: string) => Promise<unknown>,
  sync: Sync = () => Promise.resolve(),
): Promise<Scheduler> {
  const log = createLog({ readable: false, level: 'silent' });
  const clock = { now: () => 2_000 };
  const stored = storeOn(db, { sync });
  const registration = await Registration.open({ store: stored, sharing: 'alone', home: '', clock, log });
  const keeper = new ConfigKeeper({ store: stored, clock, log, secrets: () => undefined });
  await keeper.accept(JSON.stringify(CONFIG));
  const sender = { send: (request: { body?: string }) => send(request.body ?? '') } as unknown as Sender;
  const { revisions } = keeper;
  const config = () => keeper.current;
  const seals = await StoredSecrets.open({
    ...{ dataFolder: '/no/secret/is/kept/here', store: stored },
    ...{ areOthers: false, now: () => clock.now() },
  });
  const isKeyOpen = () => true;
  const subscriptions = await Subscriptions.open({ store: stored, clock, log, config, seals, isKeyOpen });
  const settingsOf = (target: Target) => flowSettingsOf(config(), target, subscriptions);
  const flows = new Flows({ clock, settingsOf, halts: [], targets: () => [], relays: ALONE });
  const attempts = attemptParts({
    store: stored,
    clock,
    sender,
    random: () => 0.5,
    config,
    flows,
    relay: registration,
    useSecrets: () => keeper.useSecrets(),
  });
  const reporter = new Reporter({
    store: stored,
    log,
    clock,
    config,
    names: () => new Map(),
    alarms: NO_ALARMS,
  });
  const tell = reporter.tell.bind(reporter);
  const health = new Health({
    teller: null,
    log,
    clock,
    tell,
    resolved: () => undefined,
    tellNow: () => Promise.resolve(false),
  });
  const repeats = new Repeats();
  return new Scheduler({
    ...{ store: stored, registration, log, clock, config, revisions, repeats },
    ...{ attempts, flows, reporter, health, subscriptions, seals, isKeyOpen },
  });
}

/** Lets the scheduler do all there is to do. */
async function work(running: Scheduler): Promise<void> {
  running.wake();
  await running.idle();
}

/** Deliveries that stand in the store without having come through the scheduler. */
function store(db: Db, deliveries: readonly NewDelivery[]) {
  return db.transaction().execute((tx) => insertDeliveries(tx, deliveries));
}

const states = (db: Db) =>
  db.selectFrom('actions').select(['occurrence_id', 'state', 'reason']).orderBy('id').execute();

/** A call of the one lead as it was accepted, with what was read in it. */
function arrival(number: number): Arrival {
  const received = { call_log_id: String(number), lead_id: '1', status: 'NI' };
  const reading = { outcome: 'payload', records: [{ received, notes: [] }], event: null } as const;
  return { deliveries: [{ delivery: delivery(number), reading }] };
}

describe('what the scheduler takes in', () => {
  it('is on the disk before anyone is told so, and is then processed', async () => {
    await withDatabase(async (db) => {
      const running = await scheduler(db, () => Promise.resolve(ANSWERED));
      const received = () => db.selectFrom('deliveries').select('id').execute();
      const taking = [1, 2].map((number) => running.takeIn(arrival(number)));
      expect(await received()).toEqual([]);

      await Promise.all(taking);

      expect(await received()).toEqual([{ id: delivery(1).id }, { id: delivery(2).id }]);
      await running.idle();
      expect(await states(db)).toMatchObject([{ state: 'done' }, { state: 'done' }]);
    });
  });

  it('is answered, and anything sent for it, only once the disk has it', async () => {
    await withDatabase(async (db) => {
      const sent: string[] = [];
      const begun: (() => void)[] = [];
      const sync = (): Promise<void> => new Promise((resolve) => void begun.push(resolve));
      const send = (body: string) => {
        sent.push(body);
        return Promise.resolve(ANSWERED);
      };
      const running = await scheduler(db, send, sync);
      let isAnswered = false;
      const taking = running.takeIn(arrival(1)).then(() => (isAnswered = true));
      await turnsUntil(() => begun.length === 1);
      expect([isAnswered, sent]).toEqual([false, []]);

      begun.shift()?.();
      await taking;
      // The delivery is on the disk; that an attempt begins is not yet.
      await turnsUntil(() => begun.length === 1);
      expect(sent).toEqual([]);

      begun.shift()?.();
      await turnsUntil(() => sent.length === 1);
    });
  });

  it('is stored even where the turn that it came in fails', async () => {
    await withDatabase(async (db) => {
      const running = await scheduler(db, () => Promise.resolve(ANSWERED));
      await store(db, [delivery(1, { headers: 'no JSON' })]);
      running.wake();

      await running.takeIn(arrival(2));

      await running.idle();
      const deliveries = await deliverySummaries(db, { after: null, limit: 10 });
      expect(deliveries.map(({ id, state }) => ({ id, state })).reverse()).toEqual([
        { id: delivery(1).id, state: 'dead' },
        { id: delivery(2).id, state: 'processed' },
      ]);
    });
  });

  it('is refused where it cannot be stored', async () => {
    await withDatabase(async (db) => {
      const running = await scheduler(db, () => Promise.resolve(ANSWERED));
      await db.schema.dropTable('deliveries').execute();

      await expect(running.takeIn(arrival(1))).rejects.toMatchObject({
        message: expect.stringContaining('deliveries'),
      });
    });
  });
});

describe('the scheduler', () => {
  it('finds what others have left in the store once it is woken', async () => {
    await withDatabase(async (db) => {
      const running = await scheduler(db, () => Promise.resolve(ANSWERED));
      await running.takeIn(arrival(1));
      await running.idle();

      await store(db, [delivery(2)]);
      await work(running);

      expect(await states(db)).toMatchObject([{ state: 'done' }, { state: 'done' }]);
    });
  });

  it('performs the next of a lane where the first is skipped, without being woken again', async () => {
    await withDatabase(async (db) => {
      const running = await scheduler(db, () => new Promise(() => undefined));
      await running.takeIn(arrival(1));
      await running.takeIn(arrival(2));
      await running.idle();
      await db.updateTable('actions').set({ state: 'waiting', attempts: 0 }).execute();
      const first = `${delivery(1).id}%`;
      await db.updateTable('actions').set({ workflow_id: 'gone' }).where('id', 'like', first).execute();

      await work(await scheduler(db, () => Promise.resolve(ANSWERED)));

      expect(await states(db)).toMatchObject([{ state: 'skipped' }, { state: 'done' }]);
    });
  });

  it('sets a delivery aside that cannot be processed, keeps it, and gets the others through', async () => {
    await withDatabase(async (db) => {
      const poisoned = delivery(2, { headers: 'no JSON' });
      await store(db, [delivery(1), poisoned, delivery(3)]);
      await work(await scheduler(db, () => Promise.resolve(ANSWERED)));
      expect(await states(db)).toMatchObject([
        { occurrence_id: delivery(1).id, state: 'done' },
        { occurrence_id: delivery(3).id, state: 'done' },
      ]);
      const kept = await db.selectFrom('deliveries').selectAll().where('state', '=', 'dead').execute();
      expect(kept.map(({ id }) => id)).toEqual([poisoned.id]);
      expect(kept[0]?.failure).not.toBe('');
    });
  });

  it('ends an action among the dead letters whose attempt an error of our own broke off, and logs it', async () => {
    await withDatabase(async (db) => {
      await store(db, [delivery(1), delivery(2)]);
      const send = (body: string) =>
        body.includes('1') ? Promise.reject(new Error('a bug')) : Promise.resolve(ANSWERED);
      await work(await scheduler(db, send));
      const [first, second] = await states(db);
      expect(first?.state).toBe('dead');
      expect(first?.reason).toContain('a bug');
      expect(second?.state).toBe('done');
      const log = await db.selectFrom('attempts').select('outcome').orderBy('id').execute();
      expect(log.map(({ outcome }) => outcome).sort()).toEqual(['delivered', 'interrupted']);
    });
  });

  it('logs an attempt once, even where telling the operator of it fails', async () => {
    await withDatabase(async (db) => {
      await store(db, [delivery(1)]);
      const running = await scheduler(db, () => Promise.resolve({ ...ANSWERED, status: 400 }));
      await db.schema.dropTable('notifications').execute();
      await work(running);
      await work(running);
      expect(await states(db)).toMatchObject([{ state: 'dead' }]);
      expect(await db.selectFrom('attempts').selectAll().execute()).toHaveLength(1);
    });
  });

  it('prepares what it can where one action cannot be prepared', async () => {
    await withDatabase(async (db) => {
      await store(db, [delivery(1), delivery(2)]);
      const running = await scheduler(db, () => new Promise(() => undefined));
      await work(running);
      await db.updateTable('actions').set({ state: 'waiting' }).execute();
      await db
        .updateTable('actions')
        .set({ revision: 99 })
        .where('id', 'like', `${delivery(1).id}%`)
        .execute();
      const later = await scheduler(db, () => Promise.resolve(ANSWERED));
      await work(later);
      const [first, second] = await states(db);
      expect(first).toMatchObject({ state: 'dead', reason: expect.stringContaining('revision 99') });
      expect(second?.state).toBe('done');
    });
  });
});

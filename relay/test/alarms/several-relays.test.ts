import { describe, expect, it } from '@jest/globals';
import { Alarms } from '../../src/alarms/alarms.js';
import { ConfigKeeper } from '../../src/config/config-keeper.js';
import { noteLostRelays } from '../../src/alarms/lost-relays.js';
import { createLog } from '../../src/log.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import type { RegisteredRelay } from '../../src/store/ports/relays.js';
import { LeaseLost } from '../../src/store/store-fault.js';
import { attempt, endpoint } from '../store/rows.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const log = createLog({ readable: false, level: 'silent' });
const KEY = 'failing:crm:server-error';

const NOTHING_WAITS = { waiting: [], givenUp: [], overdue: [], unprocessedSince: null, turnedAway: [] };

/** Another one that is registered. */
const OTHER = {
  number: 2,
  name: 'relay 2',
  home: 'there',
  since: 0,
  knownSince: 0,
  unready: null,
  configRefusedAt: null,
  isHeard: true,
};

/** How one of several relays is registered, in the test's hand. */
interface Standing {
  number: number;
  leads: boolean;
  fleet: readonly RegisteredRelay[];
}

/** One store, and the alarms of relays that share it. */
async function sharing() {
  const clock = { at: 1_000_000_000, now: () => clock.at };
  const memory = new MemoryStore();
  const store = memory.open();
  const keeper = new ConfigKeeper({ store, clock, log, secrets: () => undefined });
  await keeper.accept(
    JSON.stringify({
      version: 1,
      hooks: [{ id: 'main' }],
      endpoints: [{ id: 'crm', apiUrl: 'https://crm.example.test/', requestMethod: 'GET' }],
      settings: { alarms: { hookSilentHours: 2 } },
    }),
  );
  const reader = {
    ask: () => Promise.resolve(NOTHING_WAITS),
    askJson: () => Promise.resolve(null),
    close: () => Promise.resolve(),
  } as never;
  const open = async (number: number, leads: boolean) => {
    const standing: Standing = { number, leads, fleet: [] };
    const within = (): Promise<void> =>
      standing.leads ? Promise.resolve() : Promise.reject(new LeaseLost());
    const relay = {
      ...{ name: `relay ${number}`, sharing: 'shared' as const, within },
      get number() {
        return standing.number;
      },
      get leads() {
        return standing.leads;
      },
      get fleet() {
        return standing.fleet;
      },
    };
    const alarms = await Alarms.open({
      ...{ store, relay, reader, clock, log },
      config: () => keeper.current,
      names: () => new Map<string, string>(),
      configRefusedAt: () => null,
      unready: () => null,
    });
    return { alarms, standing };
  };
  /** Failures that any relay has logged, ten seconds apart. */
  const fail = async (count: number): Promise<void> => {
    for (let failed = 0; failed < count; failed += 1) {
      clock.at += 10_000;
      const made = {
        target: endpoint('crm'),
        at: clock.at,
        durationMs: 0,
        status: 503,
        outcome: 'retry' as const,
      };
      await store.attempts.report([attempt(made)]);
    }
  };
  /** As many that went well. */
  const succeed = async (count: number): Promise<void> => {
    for (let sent = 0; sent < count; sent += 1) {
      clock.at += 10_000;
      const made = { target: endpoint('crm'), at: clock.at, durationMs: 0, outcome: 'delivered' as const };
      await store.attempts.report([attempt(made)]);
    }
  };
  return { clock, store, open, fail, succeed };
}

describe('alarms of several relays', () => {
  it('are told by the one that leads, and not by the others', async () => {
    const { store, open, fail } = await sharing();
    const first = await open(1, true);
    const second = await open(2, false);
    await fail(8);
    await second.alarms.look();
    expect(await store.alarms.all()).toEqual([]);
    await first.alarms.look();
    expect(await store.alarms.all()).toMatchObject([{ key: KEY, told: 'on' }]);
  });

  it('are read anew by one that leads again under another number, which repeats nothing', async () => {
    const { store, open, fail } = await sharing();
    const first = await open(1, true);
    await fail(3);
    await first.alarms.look();
    // It was taken for dead, and another one has led and gone before it looks again.
    const between = await open(2, true);
    await fail(5);
    await between.alarms.look();
    first.standing.number = 3;
    await first.alarms.look();
    expect(await store.alarms.all()).toMatchObject([{ key: KEY, told: 'on', count: 8 }]);
    expect(await store.notices.find('alarm:failing:crm:on')).toMatchObject({ count: 1 });
  });

  it('are told to be over by another one that leads by then, with all that was sent since', async () => {
    const { clock, store, open, fail, succeed } = await sharing();
    const first = await open(1, true);
    await fail(8);
    await first.alarms.look();
    await succeed(8);
    await first.alarms.look();
    expect(await store.alarms.all()).toMatchObject([{ key: KEY, told: 'on', resolvedAt: clock.at }]);
    const next = await open(2, true);
    await succeed(3);
    clock.at += 10 * MINUTE;
    await next.alarms.look();
    expect(await store.notices.find('alarm:failing:crm:over')).toMatchObject({
      message: expect.stringContaining('Since then 11 actions were sent, and nothing waits.') as unknown,
    });
  });

  it('count what failed between the last time that they were stored and the one that leads now', async () => {
    const { clock, store, open, fail, succeed } = await sharing();
    const first = await open(1, true);
    await fail(8);
    await first.alarms.look();
    expect(await store.alarms.all()).toMatchObject([{ key: KEY, told: 'on', count: 8 }]);
    // Seen by the first one, which stores counts once a minute alone, and is gone before that.
    await fail(3);
    await first.alarms.look();
    const next = await open(2, true);
    await succeed(8);
    clock.at += 10 * MINUTE;
    await next.alarms.look();
    expect(await store.notices.find('alarm:failing:crm:over')).toMatchObject({
      message: expect.stringContaining('and 11 attempts failed') as unknown,
    });
  });

  it('count what programs have sent by themselves, and nothing that they did long ago', async () => {
    const { clock, store, open } = await sharing();
    const { alarms } = await open(1, true);
    const target = { kind: 'elsewhere', id: 'n8n:HubSpot' } as const;
    const report = async (at: number, status: number | null): Promise<void> => {
      const made = { target, at, durationMs: 0, status, outcome: 'failed' as const };
      await store.attempts.report([attempt(made)]);
      await alarms.look();
    };
    for (let sent = 0; sent < 8; sent += 1) await report(clock.at - 25 * HOUR + sent * 10_000, 500);
    expect(await store.alarms.all()).toEqual([]);
    for (let sent = 0; sent < 8; sent += 1) {
      clock.at += 10_000;
      await report(clock.at, 500);
    }
    expect(await store.alarms.all()).toMatchObject([{ kind: 'failing', cause: 'server-error' }]);
  });

  it('are not stored by one that was taken for dead and does not know it yet', async () => {
    const { store, open, fail } = await sharing();
    const paused = await open(1, true);
    await fail(8);
    const leads = Object.getOwnPropertyDescriptor(paused.standing, 'leads');
    let asked = 0;
    // It leads for all that it knows when it looks, and not any more when it stores.
    Object.defineProperty(paused.standing, 'leads', { get: () => (asked += 1) === 1 });
    await paused.alarms.look();
    expect(await store.alarms.all()).toEqual([]);
    Object.defineProperty(paused.standing, 'leads', { ...leads, value: true });
    await paused.alarms.look();
    expect(await store.alarms.all()).toMatchObject([{ key: KEY }]);
  });

  it('tell of another one that is not ready, by what that says with each renewal', async () => {
    const { clock, store, open } = await sharing();
    const { alarms, standing } = await open(1, true);
    const other = { ...OTHER, since: clock.at };
    standing.fleet = [{ ...other, unready: { since: clock.at, message: 'The disk is full.' } }];
    clock.at += MINUTE;
    await alarms.look();
    expect(await store.alarms.all()).toMatchObject([
      { key: 'not-ready:relay 2', message: expect.stringContaining('The disk is full.') as unknown },
    ]);
    standing.fleet = [{ ...other, unready: null }];
    clock.at += 11 * MINUTE;
    await alarms.look();
    expect(await store.alarms.all()).toMatchObject([{ resolvedAt: clock.at }]);
  });

  it('tell of another one that cannot use the configuration, and that it can again', async () => {
    const { clock, store, open } = await sharing();
    const { alarms, standing } = await open(1, true);
    standing.fleet = [{ ...OTHER, configRefusedAt: clock.at }];
    clock.at += MINUTE;
    await alarms.look();
    expect(await store.alarms.all()).toMatchObject([
      {
        key: 'config-refused:relay 2',
        message: expect.stringContaining('The relay relay 2 cannot use') as unknown,
      },
    ]);
    standing.fleet = [OTHER];
    clock.at += 11 * MINUTE;
    await alarms.look();
    expect(await store.notices.find('alarm:config-refused:relay 2:over')).toMatchObject({ count: 1 });
  });

  it('tell of a relay that another one has found lost, once, and that it is back under another name', async () => {
    const { clock, store, open } = await sharing();
    const { alarms, standing } = await open(1, true);
    standing.fleet = [OTHER];
    await alarms.look();
    standing.fleet = [];
    const lost = { number: 2, name: 'relay 2', home: 'there', leaseUntil: clock.at };
    await store.durably((unit) => noteLostRelays(unit, [lost], () => clock.at - 15_000));
    for (let looks = 0; looks < 3; looks += 1) {
      clock.at += 5_000;
      await alarms.look();
    }
    const key = 'relay-lost:relay 2:there';
    expect(await store.alarms.all()).toMatchObject([{ key, told: 'on', resolvedAt: null }]);
    expect(await store.notices.find('alarm:relay-lost:relay 2:on')).toMatchObject({ count: 1 });
    standing.fleet = [{ ...OTHER, number: 4, name: 'relay 2b', since: clock.at }];
    clock.at += 5_000;
    await alarms.look();
    expect(await store.alarms.all()).toMatchObject([{ key, told: 'over', resolvedAt: clock.at }]);
    expect(await store.notices.find('alarm:relay-lost:relay 2:over')).toMatchObject({
      message: expect.stringContaining('It is back, as relay 2b.') as unknown,
    });
  });

  it('never stand there with no text, also of a relay that is lost again within ten minutes and not told of yet', async () => {
    const { clock, store, open } = await sharing();
    const { alarms, standing } = await open(1, true);
    const lost = { number: 2, name: 'relay 2', home: 'there', leaseUntil: 0 };
    for (let times = 0; times < 3; times += 1) {
      standing.fleet = [];
      await store.durably((unit) => noteLostRelays(unit, [lost], () => clock.at));
      for (let looks = 0; looks < 2; looks += 1) {
        clock.at += 5_000;
        await alarms.look();
        const [alarm] = await store.alarms.all();
        expect(alarm?.message).toContain('The relay relay 2 is not heard of, since ');
      }
      standing.fleet = [OTHER];
      clock.at += 5_000;
      await alarms.look();
    }
  });

  it('tell of a relay that is lost over and over every ten minutes at most', async () => {
    const { clock, store, open } = await sharing();
    const { alarms, standing } = await open(1, true);
    const lost = { number: 2, name: 'relay 2', home: 'there', leaseUntil: 0 };
    for (let minutes = 0; minutes < 30; minutes += 1) {
      standing.fleet = [];
      await store.durably((unit) => noteLostRelays(unit, [lost], () => clock.at));
      clock.at += MINUTE / 2;
      await alarms.look();
      standing.fleet = [{ ...OTHER, since: clock.at }];
      clock.at += MINUTE / 2;
      await alarms.look();
    }
    const told = await store.notices.page({ after: null, limit: 9 });
    const times = (of: string) =>
      told.find(({ key }) => key === `alarm:relay-lost:relay 2:${of}`)?.count ?? 0;
    expect(times('on') + times('over')).toBeGreaterThan(3);
    expect(times('on') + times('over')).toBeLessThan(6);
    const over = await store.notices.find('alarm:relay-lost:relay 2:over');
    expect(over?.message).toMatch(/ It is back\. It was back in between and lost again 9 times\.$/);
  });

  it('are one where relays have the same name, as containers may, and one of them is not ready', async () => {
    const { clock, store, open } = await sharing();
    const { alarms, standing } = await open(1, true);
    const { at } = clock;
    const other = { ...OTHER, name: 'relay 1', since: at };
    standing.fleet = [
      { ...other, unready: { since: at, message: 'The disk is full.' } },
      { ...other, number: 3, unready: null },
    ];
    clock.at += MINUTE;
    await alarms.look();
    const [begun] = await store.alarms.all();
    clock.at += 11 * MINUTE;
    await alarms.look();
    expect(await store.alarms.all()).toMatchObject([{ key: 'not-ready:relay 1', toldAt: begun?.toldAt }]);
    expect(await store.notices.page({ after: null, limit: 5 })).toEqual([]);
  });

  it('say of no hook that it is silent whose calls come to another relay', async () => {
    const { clock, store, open } = await sharing();
    const { alarms } = await open(1, true);
    alarms.arrived('main', clock.at);
    const hour = async (): Promise<void> => {
      clock.at += HOUR;
      await alarms.look();
    };
    await hour();
    const body = Buffer.from('lead_id=1');
    const request = { method: 'POST', query: '', headers: '{}', body, remoteAddress: '127.0.0.1' };
    await store.intake.add([{ id: '01J1', hookId: 'main', receivedAt: clock.at, ...request }]);
    await hour();
    expect(await store.alarms.all()).toEqual([]);
    await hour();
    expect(await store.alarms.all()).toMatchObject([{ key: 'hook-silent:main' }]);
  });
});

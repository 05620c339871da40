import { describe, expect, it } from '@jest/globals';
import { LEASE_MS, RENEWED_EVERY_MS } from '../../relay/src/work/lease.js';
import { describeOnPostgres } from '../../relay/test/store/postgres/with-postgres.js';
import type { PostgresDatabase } from '../../relay/test/store/postgres-database.js';
import { openMemoryStore, MemoryStore } from '../../relay/src/store/memory/memory-store.js';
import { openPostgres } from '../../relay/src/store/postgres/open.js';
import type { OpenStore } from '../../relay/src/store/opened-store.js';
import type { Store } from '../../relay/src/store/store.js';
import { openFailing } from '../acceptance-turns/failing-store.js';
import { callOf } from '../support/calls.js';
import { closeAfterTest } from '../support/closing.js';
import { HandClock, MINUTE, SECOND } from '../support/clock.js';
import { config, endpoint, workflow } from '../support/config.js';
import { ACCEPTED, destination } from '../support/destination.js';
import { runRelay, type TestRelay } from '../support/relay.js';
import { CUT, NOTHING, ONLY_INTAKE, Unreachable, type Way } from './two-relays.js';

const DOWN = { status: 503 };

/** Shorter than a lease, so that whoever is heard of in each step is never taken for dead. */
const STEP = 2 * RENEWED_EVERY_MS;

/** A store that two relays share, and what the others do once nothing was heard of the first for longer than its lease. */
interface Ground {
  readonly clock: HandClock;
  readonly store: OpenStore;
  readonly takeForDead: () => Promise<void>;
  /** The same store as the first one has it, where that is another way. */
  readonly ofFirst?: OpenStore;
}

/** The store of a relay that can stand still: what it begins to write is written once it goes on. */
function standing(open: OpenStore): { store: OpenStore; standStill: () => void; goOn: () => void } {
  let goOn: () => void = () => undefined;
  let going = Promise.resolve();
  const store: OpenStore = async (opening) => {
    const opened = await open(opening);
    const store: Store = {
      ...opened.store,
      turn: (work) => going.then(() => opened.store.turn(work)),
      durably: (work) => going.then(() => opened.store.durably(work)),
      get writes() {
        return opened.store.writes;
      },
    };
    return { ...opened, store };
  };
  const standStill = (): void => {
    going = new Promise((resolve) => (goOn = resolve));
  };
  closeAfterTest(() => goOn());
  return { store, standStill, goOn: () => goOn() };
}

/** A way to the store that can be cut. */
function newWay(store: OpenStore): { readonly way: Way; readonly open: OpenStore } {
  const way: Way = { fails: NOTHING };
  // Before the relay ends, so that it does so in order.
  closeAfterTest(() => void (way.fails = NOTHING));
  const open = openFailing(store, (call) => {
    if (way.fails(call)) throw new Unreachable('the store is out of reach');
  });
  return { way, open };
}

/** Two relays with a CRM, and with operators who are told of alarms; the first of them leads, and sends nothing to the CRM. */
async function two(
  { clock, store, takeForDead, ofFirst = store }: Ground,
  named: 'from the start' | 'later' = 'from the start',
) {
  const crm = await destination();
  const ops = await destination();
  const telling = (alarms: object): object =>
    config({
      endpoints: [endpoint('crm', crm, { retry: 'never' }), endpoint('ops', ops, { postDataType: 'RAW' })],
      workflows: [workflow('all', ['crm'])],
      settings: { egress: { allow: ['127.0.0.0/8'] }, alarms },
    });
  const setUp = telling(named === 'later' ? {} : { endpointId: 'ops' });
  const [firstWay, secondWay] = [newWay(ofFirst), newWay(store)];
  const first = await runRelay({ config: setUp, store: firstWay.open, clock });
  const second = await runRelay({ config: setUp, store: secondWay.open, clock });
  /** Lets time pass, in steps in which these relays are heard of and look at everything. */
  const pass = async (milliseconds: number, relays: readonly TestRelay[]): Promise<void> => {
    for (let passed = 0; passed < milliseconds; passed += STEP) {
      clock.advance(STEP);
      for (const { running } of relays) running.wake();
      for (const { running } of relays) await running.settle();
    }
  };
  let calls = 0;
  /** A call every twenty seconds at the second one. */
  const callsFor = async (
    duration: number,
    relays: readonly TestRelay[] = [first, second],
  ): Promise<void> => {
    for (let passed = 0; passed < duration; passed += 20 * SECOND) {
      calls += 1;
      await second.settled(await second.post(callOf(calls, calls)));
      await pass(20 * SECOND, relays);
    }
  };
  const kinds = (): string[] =>
    ops.requests.map(({ body }) => String(Object.fromEntries(new URLSearchParams(body))['kind']));
  /** What is told besides that one is cut off from the store: it is alive, and says so, and the other one does as well. */
  const told = (): string[] => kinds().filter((kind) => kind !== 'not-ready' && kind !== 'relay-lost');
  const killFirst = async (): Promise<void> => {
    firstWay.way.fails = CUT;
    await takeForDead();
  };
  /** Names who is to be told of alarms, where nobody was. */
  const nameOps = async (): Promise<void> => {
    const headers = { 'content-type': 'application/json', 'if-match': '"1"' };
    const body = JSON.stringify(telling({ endpointId: 'ops' }));
    expect((await second.api('config', { method: 'PUT', headers, body })).status).toBe(200);
  };
  const ways = [firstWay.way, secondWay.way];
  const own = { ways, secondWay: secondWay.way };
  return { crm, ops, first, second, ...own, pass, callsFor, kinds, told, killFirst, nameOps };
}

function promises(ground: () => Promise<Ground>): void {
  it('an endpoint that fails only at the one that does not lead is told of once, and both show it', async () => {
    const { crm, first, second, pass, callsFor, told } = await two(await ground());
    crm.behave(() => DOWN);
    await callsFor(4 * MINUTE);
    expect(told()).toEqual(['failing']);
    for (const relay of [first, second]) {
      const { text } = await relay.api('alarms?state=open');
      expect(JSON.parse(text)).toMatchObject({ alarms: [{ kind: 'failing', about: 'crm' }] });
    }
    // What the alarm has told is not told for each action besides, whichever relay it failed at.
    const before = told().length;
    await callsFor(2 * MINUTE);
    expect(told()).toHaveLength(before);

    crm.behave(() => ACCEPTED);
    await callsFor(MINUTE);
    await pass(10 * MINUTE, [first, second]);
    expect(told()).toEqual(['failing', 'recovered']);
  });

  it('the next one that leads goes on with an alarm, repeats nothing, and tells of its end once', async () => {
    const { crm, second, pass, callsFor, told, killFirst } = await two(await ground());
    crm.behave(() => DOWN);
    await callsFor(3 * MINUTE);
    expect(told()).toEqual(['failing']);
    await killFirst();
    await callsFor(2 * MINUTE, [second]);
    expect(told()).toEqual(['failing']);
    crm.behave(() => ACCEPTED);
    await callsFor(MINUTE, [second]);
    await pass(10 * MINUTE, [second]);
    expect(told()).toEqual(['failing', 'recovered']);
  });
}

function inMemory(): Promise<Ground> {
  const clock = new HandClock();
  const memory = new MemoryStore(() => clock.now());
  const takeForDead = (): Promise<void> => {
    clock.advance(LEASE_MS + SECOND);
    return Promise.resolve();
  };
  return Promise.resolve({ clock, store: openMemoryStore(memory, 'shared'), takeForDead });
}

describe('alarms of two relays on one store', () => {
  promises(inMemory);

  it('that the one which does not lead is not ready is told by the other, and that it is ready again', async () => {
    const { first, second, secondWay, told, pass } = await two(await inMemory());
    const both = [first, second];
    secondWay.fails = ONLY_INTAKE;
    await second.post(callOf(1, 1));
    await pass(2 * MINUTE, both);
    const alarmOf = async (): Promise<unknown> => JSON.parse((await first.api('alarms')).text);
    expect(await alarmOf()).toMatchObject({ alarms: [{ kind: 'not-ready', state: 'open' }] });
    expect(JSON.parse((await first.api('status')).text)).toMatchObject({
      ready: true,
      alarms: [{ kind: 'not-ready' }],
    });
    secondWay.fails = NOTHING;
    await pass(12 * MINUTE, both);
    expect(await alarmOf()).toMatchObject({ alarms: [{ kind: 'not-ready', state: 'resolved' }] });
    expect(told()).toEqual(['not-ready-over']);
  });

  it('that one is not heard of is told once, with its name, and that it is back as soon as it is', async () => {
    const { ops, first, second, ways, pass, kinds } = await two(await inMemory());
    const [way] = ways;
    if (way === undefined) throw new Error('the first one has no way to the store');
    way.fails = CUT;
    await pass(5 * MINUTE, [second]);
    const lost = kinds().filter((kind) => kind === 'relay-lost');
    expect(lost).toHaveLength(1);
    const alarmsOf = async (state: string): Promise<unknown> =>
      JSON.parse((await second.api(`alarms?state=${state}`)).text);
    expect(await alarmsOf('open')).toMatchObject({ alarms: [{ kind: 'relay-lost' }] });
    way.fails = NOTHING;
    await pass(MINUTE, [first, second]);
    expect(kinds().filter((kind) => kind.startsWith('relay-lost'))).toEqual([
      'relay-lost',
      'relay-lost-over',
    ]);
    expect(await alarmsOf('open')).toMatchObject({ alarms: [] });
    const over = new URLSearchParams(ops.requests.at(-1)?.body).get('message');
    expect(over).toMatch(/^The relay \S+ \S{8} was not heard of since .+ It is back\.$/);
  });

  it('that one stood still is told by the others alone, and not by itself once it goes on', async () => {
    const ground = await inMemory();
    const { store, goOn, standStill } = standing(ground.store);
    const { ops, first, second, pass } = await two({ ...ground, ofFirst: store });
    standStill();
    const posted = first.post(callOf(1, 1));
    await pass(5 * MINUTE, [second]);
    goOn();
    await posted;
    await pass(3 * MINUTE, [first, second]);
    // Whoever gets one telling twice knows it by its key.
    const told = new Map(ops.requests.map(({ key, body }) => [key, new URLSearchParams(body).get('kind')]));
    expect([...told.values()]).toEqual(['relay-lost', 'relay-lost-over']);
    const { notifications } = JSON.parse((await second.api('notifications')).text) as {
      notifications: { kind: string }[];
    };
    expect(notifications.map(({ kind }) => kind)).not.toContain('not-ready');
  });

  it('that one was not heard of, and is back before anybody was named, is told to nobody later', async () => {
    const { first, second, ways, pass, kinds, nameOps } = await two(await inMemory(), 'later');
    const [way] = ways;
    if (way === undefined) throw new Error('the first one has no way to the store');
    way.fails = CUT;
    await pass(MINUTE, [second]);
    way.fails = NOTHING;
    await pass(MINUTE, [first, second]);
    await nameOps();
    await pass(12 * MINUTE, [first, second]);
    expect(kinds().filter((kind) => kind.startsWith('relay-lost'))).toEqual([]);
    const { alarms } = JSON.parse((await second.api('alarms')).text) as { alarms: object[] };
    expect(alarms).toMatchObject([{ kind: 'relay-lost', state: 'resolved' }]);
  });

  it('that one ends is no loss, and told to nobody', async () => {
    const { first, second, pass, kinds } = await two(await inMemory());
    await first.stop();
    await pass(5 * MINUTE, [second]);
    expect(kinds()).toEqual([]);
  });

  it('that the store does not do what they need each tells by its name, and each time under a key of its own', async () => {
    const { ops, first, second, ways, pass } = await two(await inMemory());
    const cut = async (call: number): Promise<void> => {
      for (const way of ways) way.fails = ONLY_INTAKE;
      await first.post(callOf(call, call));
      await second.post(callOf(call + 1, call + 1));
      await pass(MINUTE, [first, second]);
      for (const way of ways) way.fails = NOTHING;
      await pass(3 * MINUTE, [first, second]);
    };
    await cut(1);
    await cut(3);
    const bodies = ops.requests.map(({ body }) => new URLSearchParams(body));
    expect(bodies.map((body) => body.get('kind'))).toEqual(Array.from({ length: 4 }, () => 'not-ready'));
    for (const body of bodies)
      expect(body.get('message')).toMatch(/^The work of the relay \S+ \S{8} has to wait: /);
    expect(new Set(ops.requests.map(({ key }) => key)).size).toBe(4);
  });

  it('what somebody acknowledges at the one that does not lead reminds nobody', async () => {
    const { crm, first, second, pass, callsFor, told } = await two(await inMemory());
    crm.behave(() => DOWN);
    await callsFor(3 * MINUTE);
    const key = 'failing:crm:server-error';
    const answer = await second.api(`alarms/${key}/acknowledge`, { method: 'POST' });
    expect(answer.status).toBe(200);
    for (let reminders = 0; reminders < 2; reminders += 1) {
      await pass(35 * MINUTE, [first, second]);
      await callsFor(20 * SECOND);
    }
    expect(told()).toEqual(['failing']);
    expect(JSON.parse((await first.api('alarms')).text)).toMatchObject({
      alarms: [{ key, state: 'acknowledged' }],
    });
  });
});

describeOnPostgres('alarms of two relays on one Postgres', (database: PostgresDatabase) => {
  promises(async () => {
    await database.withStore(() => Promise.resolve());
    const store = openPostgres(database.url);
    const takeForDead = async (): Promise<void> => {
      await database.rows('delete from relays where number = (select min(number) from relays)');
    };
    return { clock: new HandClock(), store, takeForDead };
  });
});

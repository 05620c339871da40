import { describe, expect, it } from '@jest/globals';
import { Alarms } from '../../src/alarms/alarms.js';
import { ConfigKeeper } from '../../src/config/config-keeper.js';
import { createLog } from '../../src/log.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import { FolderFault } from '../../src/store/store-fault.js';
import type { Store } from '../../src/store/store.js';
import { attempt, endpoint } from '../store/rows.js';
import { THE_RELAY } from '../work/holder.js';

const MINUTE = 60_000;
const log = createLog({ readable: false, level: 'silent' });
const FULL = new FolderFault({ code: 'STORE_FULL', message: 'the disk is full', remedy: 'Make room.' });

/** A store that takes nothing while `isFull`. */
function failing(store: Store, state: { isFull: boolean }): Store {
  const unless = <Value>(call: () => Promise<Value>): Promise<Value> =>
    state.isFull ? Promise.reject(FULL) : call();
  return {
    ...store,
    turn: (work) => unless(() => store.turn(work)),
    durably: (work) => unless(() => store.durably(work)),
  };
}

async function watching() {
  const clock = { at: 1_000_000_000, now: () => clock.at };
  const memory = new MemoryStore();
  const state = { isFull: false };
  const store = failing(memory.open(), state);
  const keeper = new ConfigKeeper({ store: memory.open(), clock, log, secrets: () => undefined });
  await keeper.accept(
    JSON.stringify({
      version: 1,
      endpoints: [{ id: 'crm', apiUrl: 'https://crm.example.test/', requestMethod: 'GET' }],
    }),
  );
  const samples = { taken: 0, whenTaken: () => undefined as unknown };
  const reader = {
    ask: () => {
      samples.taken += 1;
      samples.whenTaken();
      const nothing = { waiting: [], givenUp: [], overdue: [], turnedAway: [] };
      return Promise.resolve({ ...nothing, unprocessedSince: null });
    },
    askJson: () => Promise.resolve(null),
    close: () => Promise.resolve(),
  } as never;
  const parts = {
    reader,
    clock,
    log,
    config: () => keeper.current,
    names: () => new Map<string, string>(),
    configRefusedAt: () => null,
    unready: () => null,
    relay: { ...THE_RELAY, leads: true, sharing: 'alone', name: 'here', fleet: [] } as const,
  };
  const alarms = await Alarms.open({ ...parts, store });
  const pass = async (milliseconds: number): Promise<void> => {
    clock.at += milliseconds;
    await alarms.look();
  };
  const fail = (): void => {
    const action = {
      id: 'a-01',
      state: 'waiting',
      nextAt: 0,
      reason: null,
      lane: 'lane',
      holder: null,
    } as const;
    const made = attempt({ target: endpoint('crm'), outcome: 'retry' });
    alarms.attempted({ attempt: made, action, end: 'not-reached' });
  };
  for (let n = 0; n < 6; n += 1) fail();
  return { memory: memory.open(), state, alarms, pass, fail, clock, samples };
}

const KEY = 'failing:crm:not-reached';

describe('alarms', () => {
  it('that the store does not take are stored, and told, once it does', async () => {
    const { memory, state, pass } = await watching();
    state.isFull = true;
    await pass(2 * MINUTE);
    expect(await memory.alarms.all()).toEqual([]);
    state.isFull = false;
    await pass(MINUTE);
    expect(await memory.alarms.all()).toMatchObject([{ key: KEY, told: 'on' }]);
    expect(await memory.notices.find('alarm:failing:crm:on')).toMatchObject({ count: 1 });
  });

  it('are not taken to be acknowledged where that could not be stored', async () => {
    const { memory, state, alarms, pass } = await watching();
    await pass(2 * MINUTE);
    state.isFull = true;
    await expect(alarms.acknowledge(KEY, 'n8n')).rejects.toBe(FULL);
    state.isFull = false;
    expect(await alarms.acknowledge(KEY, 'n8n')).toMatchObject({ before: { acknowledgedAt: null } });
    expect(await memory.alarms.all()).toMatchObject([{ acknowledgedBy: 'n8n' }]);
  });

  it('stay acknowledged by whoever was first', async () => {
    const { alarms, pass } = await watching();
    await pass(2 * MINUTE);
    await alarms.acknowledge(KEY, 'first');
    expect((await alarms.acknowledge(KEY, 'second')).after.acknowledgedBy).toBe('first');
  });

  it('are looked at anew where time was moved while the store was asked', async () => {
    const { alarms, clock, samples } = await watching();
    samples.whenTaken = () => {
      samples.whenTaken = () => undefined;
      clock.at += 10 * MINUTE;
    };
    alarms.beat();
    await alarms.stop();
    alarms.beat();
    await alarms.stop();
    expect(samples.taken).toBe(2);
    alarms.beat();
    await alarms.stop();
    expect(samples.taken).toBe(2);
  });

  it('count no attempt that the relay itself broke off, nor one that was refused', async () => {
    const { alarms, memory, pass, clock } = await watching();
    const action = {
      id: 'a-01',
      state: 'dead',
      nextAt: 0,
      reason: 'no',
      lane: 'lane',
      holder: null,
    } as const;
    for (let n = 0; n < 20; n += 1) {
      clock.at += 10_000;
      alarms.attempted({
        attempt: attempt({ target: endpoint('erp'), outcome: 'failed' }),
        action,
        end: 'refused',
      });
      alarms.attempted({ attempt: attempt({ target: endpoint('erp'), outcome: 'interrupted' }), action });
    }
    await pass(10 * MINUTE);
    expect((await memory.alarms.all()).map(({ about }) => about)).toEqual(['crm']);
  });
});

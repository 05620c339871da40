import { hostname } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import { createLog, type Log } from '../../src/log.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import type { Sharing } from '../../src/store/opened-store.js';
import { storeFaultOf } from '../../src/store/store-fault.js';
import { KNOWN_FOR_MS, LEASE_MS, RENEWED_EVERY_MS } from '../../src/work/lease.js';
import { Registration } from '../../src/work/registration.js';

const log = createLog({ readable: false, level: 'silent' });

/** A store whose clock is in the test's hand, and relays that register with it. */
function sharedStore() {
  let now = 1_000_000;
  const store = new MemoryStore(() => now).open();
  const register = (home: string, sharing: Sharing = 'shared', into: Log = log): Promise<Registration> =>
    Registration.open({ store, sharing, home, clock: { now: () => now }, log: into });
  /** Time passes in steps of a renewal, in which these are heard of. */
  const pass = async (milliseconds: number, heard: readonly Registration[]): Promise<void> => {
    for (let left = milliseconds; left > 0; left -= RENEWED_EVERY_MS) {
      now += RENEWED_EVERY_MS;
      for (const each of heard) {
        each.beat();
        await each.confirm().catch(() => undefined);
        // The unit of a renewal comes before this one.
        await store.relays.registered();
      }
    }
  };
  return { store, register, pass };
}

describe('the registration of a relay', () => {
  it('leads where it is the first, and another one only once that is gone', async () => {
    const { register, pass } = sharedStore();
    const first = await register('a');
    const second = await register('b');
    await pass(RENEWED_EVERY_MS, [first, second]);
    expect([first.leads, second.leads]).toEqual([true, false]);
    await pass(LEASE_MS + RENEWED_EVERY_MS, [second]);
    expect(second.leads).toBe(true);
  });

  it('has its share of the work once all others know of it, or are gone', async () => {
    const { register, pass } = sharedStore();
    const first = await register('a');
    expect(first.share).toEqual({ of: 1, index: 0 });
    const second = await register('b');
    await pass(RENEWED_EVERY_MS, [first, second]);
    expect([first.share, second.share]).toEqual([{ of: 2, index: 0 }, null]);
    await pass(KNOWN_FOR_MS, [first, second]);
    expect([first.share, second.share]).toEqual([
      { of: 2, index: 0 },
      { of: 2, index: 1 },
    ]);
    const third = await register('c');
    await first.stop();
    await second.stop();
    await pass(RENEWED_EVERY_MS, [third]);
    expect(third.share).toEqual({ of: 1, index: 0 });
  });

  it('has no share of the work while it has not heard of the others for so long that one of them counts it no more', async () => {
    const { register, pass } = sharedStore();
    const first = await register('a');
    await pass(KNOWN_FOR_MS, []);
    const second = await register('b');
    expect([first.share, second.share]).toEqual([null, null]);
    await pass(RENEWED_EVERY_MS, [first]);
    expect(first.share).toEqual({ of: 2, index: 0 });
  });

  it('does nothing as the leader after a pause longer than its lease, also before it has asked', async () => {
    const { store, register, pass } = sharedStore();
    const paused = await register('a');
    const other = await register('b');
    await pass(LEASE_MS + RENEWED_EVERY_MS, [other]);
    let beats = 0;
    paused.whileLeading({ beat: () => (beats += 1) }).beat();
    expect(beats).toBe(0);
    const within = store.turn((unit) => paused.within(unit));
    await expect(within).rejects.toMatchObject({ fault: { code: 'LEASE_LOST' } });
    const confirmed = await paused.confirm().catch((error: unknown) => storeFaultOf(error)?.code);
    expect(confirmed).toBe('LEASE_LOST');
    expect(paused.isLost).toBe(true);
    const before = paused.number;
    await paused.register();
    expect(paused.number).toBeGreaterThan(before);
    expect(paused.leads).toBe(false);
  });

  it('keeps what it holds as long as nobody ends it, however late it is', async () => {
    const { register, pass } = sharedStore();
    const alone = await register('a');
    await pass(3 * LEASE_MS, []);
    await alone.confirm();
    expect(alone.isLost).toBe(false);
    expect(alone.leads).toBe(true);
  });

  it('follows at once where it hears that others have come or gone', async () => {
    const memory = new MemoryStore(() => 1_000_000);
    const registered = async (home: string): Promise<Registration> => {
      const { store, onToldByOthers } = memory.openShared();
      const clock = { now: () => 1_000_000 };
      const registration = await Registration.open({ store, sharing: 'shared', home, clock, log });
      onToldByOthers(() => registration.renewNow());
      return registration;
    };
    const renewed = (of: Registration): Promise<void> => new Promise((done) => of.onRenewed(done));
    const first = await registered('a');
    const knows = renewed(first);
    const second = await registered('b');
    await knows;
    expect(first.share?.of).toBe(2);
    const leads = renewed(second);
    await first.stop();
    await leads;
    expect(second.leads).toBe(true);
  });

  it('says with each renewal why it is not ready', async () => {
    const { register, pass } = sharedStore();
    const [first, second] = [await register('a'), await register('b')];
    const full = { since: 5, message: 'the disk is full' };
    second.tells({ unready: () => full, configRefusedAt: () => null });
    await pass(RENEWED_EVERY_MS, [second]);
    await pass(RENEWED_EVERY_MS, [first, second]);
    expect(first.fleet).toMatchObject([{ unready: null }, { number: second.number, unready: full }]);
  });

  it('takes nobody for dead where the store was out of reach for itself as well, until they have had time to be heard of', async () => {
    const { store, register, pass } = sharedStore();
    const first = await register('a');
    const second = await register('b');
    // As after an outage of the store: nobody was heard of, and the first is so first.
    await pass(2 * LEASE_MS, []);
    await pass(RENEWED_EVERY_MS, [first]);
    await pass(RENEWED_EVERY_MS, [second, first]);
    await pass(LEASE_MS, [first, second]);
    expect([first.isLost, second.isLost]).toEqual([false, false]);
    expect(await store.alarms.all()).toEqual([]);
  });

  it('that was not heard of is noted by whoever takes it for dead, with when and by what it is known', async () => {
    const { store, register, pass } = sharedStore();
    const first = await register('a');
    await pass(RENEWED_EVERY_MS, [first]);
    await register('b');
    const stopped = await register('c');
    await stopped.stop();
    await pass(LEASE_MS + RENEWED_EVERY_MS, [first]);
    expect(await store.alarms.all()).toMatchObject([
      {
        ...{ kind: 'relay-lost', about: `${hostname()} b`, cause: 'b' },
        ...{ since: 1_000_000 + RENEWED_EVERY_MS, told: null },
      },
    ]);
  });

  it('that comes back after it had lost its lease, or is started again, is known since before another one was lost', async () => {
    const { store, register, pass } = sharedStore();
    const first = await register('a');
    const second = await register('b');
    await register('c');
    const knownSince = async (home: string) =>
      (await store.relays.registered()).find((each) => each.home === home)?.knownSince ?? Infinity;
    await pass(LEASE_MS + RENEWED_EVERY_MS, [first]);
    const lost = (await store.alarms.all()).map(({ since }) => since);
    expect(lost).toHaveLength(2);
    await second.register();
    expect(await knownSince('b')).toBeLessThanOrEqual(Math.min(...lost));
    await second.stop();
    await pass(RENEWED_EVERY_MS, [first]);
    await register('b');
    expect(await knownSince('b')).toBeLessThanOrEqual(Math.min(...lost));
    await register('d');
    expect(await knownSince('d')).toBeGreaterThan(Math.max(...lost));
  });

  it('need not wait for the lease of one that had its folder, which is dead', async () => {
    const { register } = sharedStore();
    const crashed = await register('a');
    const again = await register('a');
    expect(again.number).toBeGreaterThan(crashed.number);
    expect(again.leads).toBe(true);
  });

  it('tells in the log where the one before on its folder has not ended in order, and of no other', async () => {
    const { register } = sharedStore();
    const said: unknown[] = [];
    const warn = (about: object, text: string): void => void said.push({ ...about, text });
    const hearing = Object.assign(Object.create(log) as Log, { warn });
    for (const sharing of ['shared', 'alone'] as const) {
      await register('c', sharing);
      const crashed = await register('a', sharing);
      const again = await register('a', sharing, hearing);
      expect(said.splice(0)).toContainEqual({
        code: 'RELAY_DID_NOT_END',
        relay: { number: crashed.number, name: crashed.name },
        text: expect.stringContaining(
          `the relay ${crashed.name}, which was started on this data folder at 1970-`,
        ) as unknown,
      });
      await again.stop();
      await register('a', sharing, hearing);
      expect(said.splice(0)).toEqual([]);
    }
  });

  it('is called by its machine and its folder, so that one that crashes again and again is one to people', async () => {
    const { register } = sharedStore();
    const home = '5f0c1b7e-2a51-4c53-9d8e-0d6a3f1b2c44';
    const names = [(await register(home)).name, (await register(home)).name, (await register('b')).name];
    expect(names).toEqual([`${hostname()} 5f0c1b7e`, `${hostname()} 5f0c1b7e`, `${hostname()} b`]);
  });
});

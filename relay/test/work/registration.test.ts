import { describe, expect, it } from '@jest/globals';
import { createLog } from '../../src/log.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import type { Sharing } from '../../src/store/opened-store.js';
import { storeFaultOf } from '../../src/store/store-fault.js';
import { LEASE_MS, RENEWED_EVERY_MS, Registration } from '../../src/work/registration.js';

const log = createLog({ readable: false, level: 'silent' });

/** A store whose clock is in the test's hand, and relays that register with it. */
function sharedStore() {
  let now = 1_000_000;
  const store = new MemoryStore(() => now).open();
  const register = (home: string, sharing: Sharing = 'shared'): Promise<Registration> =>
    Registration.open({ store, sharing, home, clock: { now: () => now }, log });
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
    expect([first.share, second.share]).toEqual([
      { of: 2, index: 0 },
      { of: 2, index: 1 },
    ]);
    await pass(LEASE_MS + RENEWED_EVERY_MS, [second]);
    expect(second.leads).toBe(true);
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

  it('is refused beside another one where the store takes one at a time, and leaves nothing behind', async () => {
    const { store, register, pass } = sharedStore();
    const first = await register('a', 'one at a time');
    await expect(register('b', 'one at a time')).rejects.toMatchObject({ code: 'STORE_IN_USE' });
    expect((await store.relays.registered()).map(({ number }) => number)).toEqual([first.number]);
    await pass(LEASE_MS, []);
    expect((await register('b', 'one at a time')).leads).toBe(true);
  });

  it('need not wait for the lease of one that had its folder, which is dead', async () => {
    const { register } = sharedStore();
    const crashed = await register('a', 'one at a time');
    const again = await register('a', 'one at a time');
    expect(again.number).toBeGreaterThan(crashed.number);
    expect(again.leads).toBe(true);
  });
});

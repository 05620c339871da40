import { describe, expect, it } from '@jest/globals';
import { posting } from './posting.js';

const NOTICE = { key: 'store:STORE_BUSY', kind: 'not-ready', message: 'The database is busy.' };

describe('the key of a notification that is posted', () => {
  it('is another one for each incident that is told without the store', async () => {
    const { clock, keys, notifier } = await posting();
    const alone = notifier(1, 'alone');
    await alone.tellNow({ ...NOTICE, at: clock.at });
    await alone.tellNow({ ...NOTICE, at: clock.at + 1 });
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(2);
    expect(keys[0]).toMatch(/^notification-store:STORE_BUSY-/);
  });

  it('is another one from each of several relays that tell of the same moment', async () => {
    const { clock, keys, notifier } = await posting();
    for (const number of [1, 2]) await notifier(number, 'shared').tellNow({ ...NOTICE, at: clock.at });
    expect(new Set(keys).size).toBe(2);
  });

  it('is the same where it is posted again because one of its places did not take it', async () => {
    const { clock, store, keys, notifier, answerWith } = await posting();
    const alone = notifier(1, 'alone');
    answerWith(503);
    await alone.tellNow({ ...NOTICE, at: clock.at });
    await store.notices.record({ ...NOTICE, at: clock.at, isSent: false });
    await alone.sendAll();
    clock.at += 60_000;
    answerWith(200);
    await alone.sendAll();
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
  });

  it('is another one once what was stored is counted anew, as after its row was deleted', async () => {
    const first = await posting();
    const later = await posting();
    later.clock.at += 400 * 24 * 3_600_000;
    for (const { store, clock, notifier } of [first, later]) {
      await store.notices.record({ ...NOTICE, at: clock.at });
      await notifier(1, 'alone').sendAll();
    }
    expect(new Set([...first.keys, ...later.keys]).size).toBe(2);
  });
});

import { describe, expect, it } from '@jest/globals';
import { endOfLoss, noteLostRelays } from '../../src/alarms/lost-relays.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';

const HOUR = 60 * 60_000;
const LOST_AT = 1_000_000;
const lost = { about: 'relay of folder-b', since: LOST_AT, cause: 'folder-b' };

const relay = (home: string, since: number) => ({
  ...{ number: 1, name: `relay of ${home}`, home, since },
  ...{ unready: null, configRefusedAt: null, isHeard: true },
});

describe('a relay that is lost', () => {
  it('is waited for while only those are there that were there before', () => {
    expect(endOfLoss(lost, { fleet: [], now: LOST_AT })).toBeNull();
    expect(endOfLoss(lost, { fleet: [relay('folder-a', LOST_AT - 1)], now: LOST_AT + HOUR })).toBeNull();
  });

  it('is back with its folder, under whatever name', () => {
    const fleet = [relay('folder-a', 1), relay('folder-b', LOST_AT + 1)];
    expect(endOfLoss(lost, { fleet, now: LOST_AT + HOUR })).toBe('It is back.');
    const renamed = { ...lost, about: 'relay on another machine' };
    expect(endOfLoss(renamed, { fleet, now: LOST_AT + HOUR })).toBe('It is back, as relay of folder-b.');
  });

  it('is waited for no longer once another one was started, as in a new container', () => {
    const fleet = [relay('folder-a', 1), relay('folder-c', LOST_AT + 1)];
    expect(endOfLoss(lost, { fleet, now: LOST_AT + HOUR })).toContain('relay of folder-c has been started');
  });

  it('is waited for no longer than a day', () => {
    expect(endOfLoss(lost, { fleet: [], now: LOST_AT + 24 * HOUR })).toBeNull();
    expect(endOfLoss(lost, { fleet: [], now: LOST_AT + 24 * HOUR + 1 })).toContain('not waited for');
  });

  it('that was acknowledged, and came back, is news when it is lost again', async () => {
    const store = new MemoryStore().open();
    const note = (at: number): Promise<void> =>
      store.durably((unit) =>
        noteLostRelays(unit, [{ number: 2, name: 'b', home: 'folder-b', leaseUntil: at }], () => at),
      );
    await note(LOST_AT);
    await store.alarms.acknowledge('relay-lost:b:folder-b', { who: 'somebody', at: LOST_AT + 1 });
    await note(LOST_AT + HOUR);
    expect(await store.alarms.all()).toMatchObject([{ since: LOST_AT + HOUR, acknowledgedAt: null }]);
  });

  it('is noted with the text of its alarm: whoever lists it before the next look reads what it is about', async () => {
    const store = new MemoryStore().open();
    await store.durably((unit) =>
      noteLostRelays(unit, [{ number: 2, name: 'b', home: 'folder-b', leaseUntil: LOST_AT }], () => LOST_AT),
    );
    const [noted] = await store.alarms.all();
    expect(noted?.message).toMatch(/^The relay b is not heard of, since 1970-01-01T00:16:40.000Z: /);
  });
});

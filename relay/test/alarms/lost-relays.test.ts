import { describe, expect, it } from '@jest/globals';
import { endOfLoss, noteLostRelays } from '../../src/alarms/lost-relays.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';

const HOUR = 60 * 60_000;
const LOST_AT = 1_000_000;
const lost = { about: 'relay of folder-b', since: LOST_AT, cause: 'folder-b' };

/** One that works since then, on a folder that is known since then or since earlier. */
const relay = (home: string, since: number, knownSince = since) => ({
  ...{ number: 1, name: `relay of ${home}`, home, since, knownSince },
  ...{ unready: null, configRefusedAt: null, isHeard: true },
});

describe('a relay that is lost', () => {
  it('is waited for while only those are there that were there before', () => {
    expect(endOfLoss(lost, { losses: [lost], fleet: [], now: LOST_AT })).toBeNull();
    const fleet = [relay('folder-a', LOST_AT - 1)];
    expect(endOfLoss(lost, { losses: [lost], fleet, now: LOST_AT + HOUR })).toBeNull();
  });

  it('is back with its folder, under whatever name', () => {
    const fleet = [relay('folder-a', 1), relay('folder-b', LOST_AT + 1)];
    expect(endOfLoss(lost, { losses: [lost], fleet, now: LOST_AT + HOUR })).toBe('It is back.');
    const renamed = { ...lost, about: 'relay on another machine' };
    expect(endOfLoss(renamed, { losses: [renamed], fleet, now: LOST_AT + HOUR })).toBe(
      'It is back, as relay of folder-b.',
    );
  });

  it('is waited for no longer once another one was started, as in a new container', () => {
    const fleet = [relay('folder-a', 1), relay('folder-c', LOST_AT + 1)];
    expect(endOfLoss(lost, { losses: [lost], fleet, now: LOST_AT + HOUR })).toContain(
      'relay of folder-c has been started',
    );
  });

  it('is waited for still where another one only came back, which was there before: a restart, or a lease that it had lost', () => {
    const fleet = [relay('folder-a', LOST_AT + 60_000, LOST_AT - HOUR)];
    expect(endOfLoss(lost, { losses: [lost], fleet, now: LOST_AT + HOUR })).toBeNull();
  });

  it('is not back where only its own former registration is known', () => {
    const fleet = [relay('folder-b', LOST_AT)];
    expect(endOfLoss(lost, { losses: [lost], fleet, now: LOST_AT + 1 })).toBeNull();
  });

  it('is waited for still where the one that was started stands in for another that was lost', () => {
    const later = { about: 'relay of folder-c', since: LOST_AT + 1, cause: 'folder-c' };
    const losses = [lost, later];
    const fleet = [relay('folder-a', 1), relay('folder-d', LOST_AT + 2)];
    const ends = () => losses.map((each) => endOfLoss(each, { losses, fleet, now: LOST_AT + HOUR }));
    expect(ends()).toEqual([null, expect.stringContaining('relay of folder-d has been started')]);
    fleet.push(relay('folder-e', LOST_AT + 3));
    expect(ends()).not.toContain(null);
    // One that is back needs nobody in its place.
    fleet.splice(1, 2, relay('folder-c', LOST_AT + 2, 1), relay('folder-d', LOST_AT + 2));
    expect(ends()).toEqual([expect.stringContaining('relay of folder-d has been started'), 'It is back.']);
  });

  it('is waited for no longer than a day', () => {
    expect(endOfLoss(lost, { losses: [lost], fleet: [], now: LOST_AT + 24 * HOUR })).toBeNull();
    expect(endOfLoss(lost, { losses: [lost], fleet: [], now: LOST_AT + 24 * HOUR + 1 })).toContain(
      'not waited for',
    );
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

import { describe, expect, it } from '@jest/globals';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import { KNOWN_MS } from '../../src/store/ports/relays.js';
import type { Store } from '../../src/store/store.js';
import { storeOn, withDatabase } from './temp-database.js';

const LONG = 10 * KNOWN_MS;

type OnStore = (test: (store: Store, clock: { at: number }) => Promise<void>) => Promise<void>;

const STORES: readonly (readonly [string, OnStore])[] = [
  [
    'memory',
    (test) => {
      const clock = { at: 1_000_000 };
      return test(new MemoryStore(() => clock.at).open(), clock);
    },
  ],
  [
    'SQLite',
    (test) => {
      const clock = { at: 1_000_000 };
      return withDatabase((db) => test(storeOn(db, { now: () => clock.at }), clock));
    },
  ],
];

describe.each(STORES)('the data folder of a relay, in %s,', (_name, onStore) => {
  it('is forgotten a day after a relay was registered on it last, and no sooner', async () => {
    await onStore(async (store, clock) => {
      const register = (home: string) =>
        store.durably((unit) => unit.relays.register({ name: home, home, forMs: LONG }));
      const end = (number: number) => store.durably((unit) => unit.relays.end([number]));
      const knownSince = async (home: string) =>
        (await store.relays.registered()).find((relay) => relay.home === home)?.knownSince;
      await register('stays');
      const first = await register('ends');
      clock.at += 2 * KNOWN_MS;
      await end(first);
      clock.at += KNOWN_MS - 1;
      const second = await register('ends');
      expect(await knownSince('ends')).toBe(1_000_000);
      await end(second);
      clock.at += KNOWN_MS;
      await register('another');
      await register('ends');
      expect(await knownSince('ends')).toBe(clock.at);
      expect(await knownSince('stays')).toBe(1_000_000);
    });
  });
});

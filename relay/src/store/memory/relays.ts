import { KNOWN_MS, type Relays } from '../ports/relays.js';
import type { Sync } from './sync.js';
import { nextNumber, type Tables } from './tables.js';

/** `now` is the clock of the store. */
export function memoryRelays(tables: () => Tables, now: () => number): Sync<Relays> {
  const inOrder = () => [...tables().relays.values()].sort((a, b) => a.number - b.number);
  const end = (numbers: readonly number[]): void => {
    for (const number of numbers) {
      const { home = '' } = tables().relays.get(number) ?? {};
      const known = tables().homes.get(home);
      if (known !== undefined) tables().homes.set(home, { ...known, seenAt: now() });
      tables().relays.delete(number);
    }
    if (numbers.length === 0) return;
    for (const [seq, place] of tables().inbox)
      if (place.holder !== null && !tables().relays.has(place.holder))
        tables().inbox.set(seq, { ...place, holder: null });
  };
  const knowHome = (home: string): void => {
    const { homes } = tables();
    const registered = new Set(inOrder().map((relay) => relay.home));
    for (const [each, { seenAt }] of homes)
      if (seenAt <= now() - KNOWN_MS && !registered.has(each)) homes.delete(each);
    homes.set(home, { knownSince: homes.get(home)?.knownSince ?? now(), seenAt: now() });
  };
  return {
    registered: () =>
      inOrder().map(({ leaseUntil, ...relay }) => ({
        ...relay,
        knownSince: tables().homes.get(relay.home)?.knownSince ?? relay.since,
        isHeard: leaseUntil > now(),
      })),
    register: ({ name, home, forMs }) => {
      knowHome(home);
      const number = nextNumber(tables(), 'relays');
      tables().relays.set(number, {
        number,
        name,
        home,
        since: now(),
        unready: null,
        configRefusedAt: null,
        leaseUntil: now() + forMs,
      });
      return number;
    },
    renew: (number, { forMs, ...said }) => {
      const relay = tables().relays.get(number);
      if (relay === undefined) return false;
      tables().relays.set(number, { ...relay, ...said, leaseUntil: now() + forMs });
      return true;
    },
    end,
    endExpired: () => {
      const lost = inOrder()
        .filter(({ leaseUntil }) => leaseUntil <= now())
        .map(({ number, name, home, leaseUntil }) => ({ number, name, home, leaseUntil }));
      end(lost.map(({ number }) => number));
      return lost;
    },
  };
}

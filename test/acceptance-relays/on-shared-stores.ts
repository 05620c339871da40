import { describe } from '@jest/globals';
import { openPostgres } from '../../relay/src/store/postgres/open.js';
import { describeOnPostgres } from '../../relay/test/store/postgres/with-postgres.js';
import { KNOWN_FOR_MS, RENEWED_EVERY_MS } from '../../relay/src/work/lease.js';
import { SECOND, type HandClock } from '../support/clock.js';
import type { TestRelay } from '../support/relay.js';
import { SharedStore, type Way } from './two-relays.js';

/** Opens a store with nothing in it. */
export type OpenShared = () => Promise<SharedStore>;

/** Runs tests on each of the stores that relays can share: the one in memory, and Postgres where there is one. */
export function onSharedStores(name: string, tests: (open: OpenShared) => void): void {
  describe(`${name}, in memory`, () => tests(() => Promise.resolve(new SharedStore())));
  describeOnPostgres(`${name}, on Postgres`, (database) => {
    const shared = openPostgres(database.url);
    tests(async () => {
      await database.withStore(() => Promise.resolve());
      return new SharedStore(shared);
    });
  });
}

/** Some relays on one store. */
export interface Fleet {
  readonly shared: SharedStore;
  readonly relays: readonly TestRelay[];
  readonly ways: readonly Way[];
  relay(index: number): TestRelay;
}

/** Starts so many, and lets time pass until all of them know of each other. */
export async function fleet(shared: SharedStore, count: number, config: unknown): Promise<Fleet> {
  const relays: TestRelay[] = [];
  const ways: Way[] = [];
  for (let index = 0; index < count; index += 1) {
    const { relay, way } = await shared.run(config);
    relays.push(relay);
    ways.push(way);
  }
  await heard(shared.clock, relays);
  const relay = (index: number): TestRelay => {
    const found = relays[index % count];
    if (found === undefined)
      throw new Error(`${count} relays were started, and number ${index} is none of them`);
    return found;
  };
  return { shared, relays, ways, relay };
}

/** Lets time pass until each of them knows of all others, and all others of it. */
export async function heard(clock: HandClock, relays: readonly TestRelay[]): Promise<void> {
  for (let left = KNOWN_FOR_MS + RENEWED_EVERY_MS + SECOND; left > 0; left -= SECOND) {
    clock.advance(SECOND);
    for (const { running } of relays) running.wake();
    await settled(relays);
  }
}

/** Resolves when each of them has done what there was to do, the attempts that have begun included. */
export async function settled(relays: readonly TestRelay[]): Promise<void> {
  await Promise.all(relays.map(({ running }) => running.settle()));
}

import { expect, it } from '@jest/globals';
import { createLog } from '../../../src/log.js';
import { addressOf } from '../../../src/store/postgres/address.js';
import { Listener } from '../../../src/store/postgres/listener.js';
import { openPostgres, openPostgresStore } from '../../../src/store/postgres/open.js';
import type { StoreOpening } from '../../../src/store/opened-store.js';
import type { Store } from '../../../src/store/store.js';
import type { PostgresDatabase } from '../postgres-database.js';
import { action } from '../rows.js';
import { describeOnPostgres } from './with-postgres.js';

const log = createLog({ readable: false, level: 'silent' });

const SWITCH = { part: 'workflow:a', active: false, configured: true, reason: '', at: 1, resetAt: 0 };

/** How often a relay has heard that it is to look again, and a promise for each number of times. */
class Ears {
  heard = 0;
  readonly #waiting = new Map<number, () => void>();

  readonly hear = (): void => {
    this.heard += 1;
    this.#waiting.get(this.heard)?.();
  };

  times(number: number): Promise<void> {
    if (this.heard >= number) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.set(number, resolve));
  }
}

interface Two {
  /** The store of the one that changes something. */
  readonly store: Store;
  readonly own: Ears;
  readonly other: Ears;
}

/** Nobody listens to the database any more; a server takes a moment to end what was closed. */
async function eventuallyAlone(database: PostgresDatabase): Promise<void> {
  const listening = `select 1 from pg_stat_activity
    where datname = current_database() and application_name = 'convoso-connect listens'`;
  while ((await database.rows(listening)).length > 0);
}

/** Two relays on a database, as far as they hear of each other; both have looked once. */
async function withTwo(database: PostgresDatabase, test: (two: Two) => Promise<void>): Promise<void> {
  await database.withStore(() => Promise.resolve());
  const store = await openPostgresStore(database.url, log, 'one');
  const ears = { one: new Ears(), other: new Ears() };
  const listeners = (['one', 'other'] as const).map(
    (speaker) => new Listener({ address: addressOf(database.url), speaker, log, heard: ears[speaker].hear }),
  );
  await Promise.all([ears.one.times(1), ears.other.times(1)]);
  try {
    await test({ store, own: ears.one, other: ears.other });
  } finally {
    await Promise.all(listeners.map((each) => each.stop()));
    await store.close();
  }
}

describeOnPostgres('the store that a relay opens on a Postgres', (database) => {
  it('counts what it has written, by which those who follow the relay are told, and closes with its listener', async () => {
    await database.withStore(() => Promise.resolve());
    const opened = await openPostgres(database.url)({ log } as StoreOpening);
    const ears = new Ears();
    opened.onToldByOthers(ears.hear);
    await ears.times(1);
    await opened.store.turn((unit) => unit.actions.add([action({ id: '01J1-01' })]));
    expect(opened.store.writes).toBe(1);
    await opened.store.close();
    await eventuallyAlone(database);
  });
});

describeOnPostgres('who listens to the others on a Postgres', (database) => {
  it('hears once for each unit in which people changed something, and not of what one has changed itself', async () => {
    await withTwo(database, async ({ store, own, other }) => {
      await store.turn(async (unit) => {
        await unit.switches.save([SWITCH]);
        await unit.keys.delete('n8n');
      });
      await other.times(2);
      await store.switches.save([SWITCH]);
      await other.times(3);
      expect([own.heard, other.heard]).toEqual([1, 3]);
    });
  });

  it('hears nothing of units that came to nothing, nor of those that only decide and send', async () => {
    await withTwo(database, async ({ store, other }) => {
      const broken = store.turn(async (unit) => {
        await unit.switches.save([SWITCH]);
        throw new Error('it breaks');
      });
      await expect(broken).rejects.toThrow('it breaks');
      await store.turn(async (unit) => {
        await unit.actions.add([action({ id: '01J1-01' })]);
        await unit.switches.save([]);
        await unit.relays.endExpired();
      });
      await store.switches.save([SWITCH]);
      await other.times(2);
      expect(other.heard).toBe(2);
    });
  });

  it('is to look again as soon as it listens anew after its connection was ended, and hears on', async () => {
    await withTwo(database, async ({ store, other }) => {
      await database.rows(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and application_name = 'convoso-connect listens'`,
      );
      await other.times(2);
      await store.switches.save([SWITCH]);
      await other.times(3);
    });
  });
});

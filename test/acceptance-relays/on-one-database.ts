import { openPostgres } from '../../relay/src/store/postgres/open.js';
import type { OpenStore } from '../../relay/src/store/opened-store.js';
import { RENEWED_EVERY_MS } from '../../relay/src/work/lease.js';
import type { PostgresDatabase } from '../../relay/test/store/postgres-database.js';
import { HandClock, SECOND } from '../support/clock.js';
import { runRelay, type RelaySetup, type TestRelay } from '../support/relay.js';

/** Relays on one Postgres, each with a data folder of its own. */
export class OnOneDatabase {
  readonly clock = new HandClock();
  readonly #relays: TestRelay[] = [];
  readonly #store: OpenStore;

  private constructor(url: string) {
    this.#store = openPostgres(url);
  }

  /** On a database with nothing in it. */
  static async empty(database: PostgresDatabase): Promise<OnOneDatabase> {
    await database.withStore(() => Promise.resolve());
    return new OnOneDatabase(database.url);
  }

  async start(setup: RelaySetup): Promise<TestRelay> {
    const relay = await runRelay({ ...setup, store: this.#store, clock: this.clock });
    this.#relays.push(relay);
    return relay;
  }

  /** Lets as much time pass as a relay takes at most to hear of what others have changed. */
  soon(): void {
    this.clock.advance(RENEWED_EVERY_MS + SECOND);
    for (const { running } of this.#relays) running.wake();
  }
}

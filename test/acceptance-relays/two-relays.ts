import { setImmediate as nextTick } from 'node:timers/promises';
import { MemoryStore, openMemoryStore } from '../../relay/src/store/memory/memory-store.js';
import type { OpenStore } from '../../relay/src/store/opened-store.js';
import { openFailing } from '../acceptance-turns/failing-store.js';
import { closeAfterTest } from '../support/closing.js';
import { HandClock, SECOND } from '../support/clock.js';
import { runRelay, type RelaySetup, type TestRelay } from '../support/relay.js';

/** The way from a relay to the store: calls of which it says so fail as those of an unreachable database do. */
export interface Way {
  fails: (call: string) => boolean;
}

/** The relay is cut off from the store. */
export const CUT: Way['fails'] = () => true;

/** Deliveries are taken in, and not processed. */
export const ONLY_INTAKE: Way['fails'] = (call) => call === 'leads.load';

export const NOTHING: Way['fails'] = () => false;

export class Unreachable extends Error {
  readonly code = 'SQLITE_IOERR';
}

/** Lets time pass in steps in which these relays are heard of, and no others. */
export async function pass(
  { clock }: SharedStore,
  relays: readonly TestRelay[],
  milliseconds: number,
): Promise<void> {
  for (let left = milliseconds; left > 0; left -= SECOND) {
    clock.advance(SECOND);
    for (const { running } of relays) running.wake();
    await nextTick();
  }
}

/** The same store, of which a relay hears no word, as from a Postgres behind a pooler. */
export function unheard(open: OpenStore): OpenStore {
  return async (opening) => ({ ...(await open(opening)), onToldByOthers: () => undefined });
}

/** One store that any number of relays share, and their clock. That in memory goes by it as well. */
export class SharedStore {
  readonly clock = new HandClock();
  readonly #open: OpenStore;

  constructor(open?: OpenStore) {
    const memory = new MemoryStore(() => this.clock.now());
    this.#open = open ?? openMemoryStore(memory, 'shared');
  }

  /** Starts a relay that is taken for dead once its way to the store has been cut for longer than its lease. */
  async run(
    config: unknown,
    hears: (open: OpenStore) => OpenStore = (open) => open,
    setup: Pick<RelaySetup, 'log' | 'dataFolder'> = {},
  ): Promise<{ relay: TestRelay; way: Way }> {
    const way: Way = { fails: NOTHING };
    const store = openFailing(hears(this.#open), (call) => {
      if (way.fails(call)) throw new Unreachable('the store is out of reach');
    });
    // Before it ends, so that it does so in order.
    closeAfterTest(() => void (way.fails = NOTHING));
    const relay = await runRelay({ ...setup, config, store, clock: this.clock });
    return { relay, way };
  }
}

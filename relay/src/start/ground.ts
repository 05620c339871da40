import { openDoor, type Door } from '../http/door.js';
import { createLimits, type Limits } from '../http/limits.js';
import { InProcessReader } from '../reads/in-process-reader.js';
import type { Reader } from '../reads/reader.js';
import { ThreadReader } from '../reads/thread-reader.js';
import { lockFolder } from '../store/folder-lock.js';
import type { StoreWatch } from '../store/opened-store.js';
import { openRelayStore } from '../store/sqlite/folder-store.js';
import type { Store } from '../store/store.js';
import type { Start } from './options.js';
import { StoreTold } from './store-told.js';

export const DEFAULT_PORT = 4780;

/** What a relay stands on: its folder, its port and its store. */
export interface Ground {
  readonly limits: Limits;
  readonly door: Door;
  readonly store: Store;
  readonly watch: StoreWatch;
  readonly reader: Reader;
  readonly told: StoreTold;
}

/** Takes the data folder and the port, and opens the store. Throws where one of them cannot be had. */
export async function takeGround({ options, host, clock, log, closing }: Start): Promise<Ground> {
  const { dataFolder, reads, beginning = 'as-found', store: openStore = openRelayStore } = options;
  const lock = lockFolder(dataFolder);
  closing.add(() => lock.release());
  // The port is taken before anything is written or recovered: the sample names it, and a taken one ends the start.
  const limits = createLimits({ log, now: () => clock.now() });
  const door = await openDoor({ host, port: options.port ?? DEFAULT_PORT, limits, log });
  closing.add(() => door.close());
  const told = new StoreTold();
  const { store, watch, openReads } = await openStore({
    dataFolder,
    lock,
    beginning,
    log,
    threads: reads === 'in-process' ? 'none' : 'allowed',
    syncFailed: (error) => told.syncFailed(error),
    faulty: (fault) => told.faulty(fault),
  });
  closing.add(() => store.close());
  const reader =
    reads === 'in-process' ? new InProcessReader({ open: openReads }) : new ThreadReader({ dataFolder, log });
  closing.add(() => reader.close());
  return { limits, door, store, watch, reader, told };
}

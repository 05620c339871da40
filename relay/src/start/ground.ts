import { openDoor, type Door } from '../http/door.js';
import { createLimits, type Limits } from '../http/limits.js';
import { InProcessReader } from '../reads/in-process-reader.js';
import type { Reader } from '../reads/reader.js';
import { ThreadReader } from '../reads/thread-reader.js';
import { lockFolder } from '../store/folder-lock.js';
import { Registration } from '../work/registration.js';
import { nameOfFolder } from '../store/folder-name.js';
import type { StoreWatch } from '../store/opened-store.js';
import { openRelayStoreAt } from '../store/place.js';
import type { Store } from '../store/store.js';
import { DEFAULT_PORT, type Start } from './options.js';
import { withSample } from './port-in-use.js';
import { StoreTold } from './store-told.js';

/** What a relay stands on: its folder, its port and its store. */
export interface Ground {
  readonly limits: Limits;
  readonly door: Door;
  readonly store: Store;
  readonly registration: Registration;
  readonly watch: StoreWatch;
  readonly reader: Reader;
  readonly told: StoreTold;
}

/** Takes the data folder and the port, and opens the store. Throws where one of them cannot be had. */
export async function takeGround({ options, host, clock, log, closing, warnings }: Start): Promise<Ground> {
  const { dataFolder, databaseUrl, reads, beginning = 'as-found' } = options;
  const place = { dataFolder, databaseUrl };
  const openStore = options.store ?? openRelayStoreAt(place);
  const lock = lockFolder(dataFolder);
  closing.add(() => lock.release());
  // The port is taken before anything is written or recovered: the sample names it, and a taken one ends the start.
  const limits = createLimits({ log, now: () => clock.now() });
  const port = options.port ?? DEFAULT_PORT;
  const door = await openDoor({ host, port, limits, log }).catch((error: unknown) => {
    throw withSample(error, options, port);
  });
  closing.add(() => door.close());
  const told = new StoreTold();
  const { store, sharing, watch, onToldByOthers, openReads } = await openStore({
    dataFolder,
    lock,
    beginning,
    log,
    warn: warnings.add,
    now: () => clock.now(),
    threads: reads === 'in-process' ? 'none' : 'allowed',
    syncFailed: (error) => told.syncFailed(error),
    faulty: (fault) => told.faulty(fault),
  });
  closing.add(() => store.close());
  const home = sharing === 'alone' ? '' : nameOfFolder(dataFolder);
  const registration = await Registration.open({ store, sharing, home, clock, log });
  closing.add(() => registration.stop());
  onToldByOthers(() => registration.renewNow());
  const reader =
    reads === 'in-process' ? new InProcessReader(openReads) : new ThreadReader({ ...place, log });
  closing.add(() => reader.close());
  return { limits, door, store, registration, watch, reader, told };
}

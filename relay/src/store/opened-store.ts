import type { Log } from '../log.js';
import type { Warn } from '../start-warnings.js';
import type { FolderLock } from './folder-lock.js';
import type { Beginning } from './open-store.js';
import type { FolderFault } from './store-fault.js';
import type { ReadStore, Store } from './store.js';

/**
 * `alone`: whoever has this store open keeps all other relays from it, by a lock on its folder or because it is the process's own ·
 * `shared`: any number of relays work on it.
 */
export type Sharing = 'alone' | 'shared';

/** What a relay opens its store with. */
export interface StoreOpening {
  readonly dataFolder: string;
  /** The lock on the data folder, which this process holds. */
  readonly lock: FolderLock;
  readonly beginning: Beginning;
  readonly log: Log;
  /** Told what the person who starts it is to know. */
  readonly warn: Warn;
  /** Epoch milliseconds, of the process; a store that has a clock of its own goes by that. */
  readonly now: () => number;
  /** Whether threads can be started for what would keep the others waiting. */
  readonly threads: 'allowed' | 'none';
  /** Called where what was committed could not be made safe. */
  readonly syncFailed: (error: unknown) => void;
  /** Called once for what only a person can put right. */
  readonly faulty: (fault: FolderFault) => void;
}

/** Looks after what a store rests on while a relay runs. */
export interface StoreWatch {
  /** Why nothing more may be acknowledged; null while all is well. */
  readonly fault: FolderFault | null;
  beat(): void;
}

/** A store that a relay has opened. */
export interface OpenedStore {
  readonly store: Store;
  readonly sharing: Sharing;
  readonly watch: StoreWatch;
  /**
   * Has `listener` called when another relay was told something that is in the store now, as far as that is heard of: it is to look again.
   * What was not heard has to be found all the same. A store that nobody else has open tells nothing.
   */
  readonly onToldByOthers: (listener: () => void) => void;
  /** Opens what it holds for reading alone, in this thread. */
  readonly openReads: () => Promise<ReadStore>;
}

/** How a relay comes by its store. */
export type OpenStore = (opening: StoreOpening) => Promise<OpenedStore>;

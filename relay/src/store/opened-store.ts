import type { Log } from '../log.js';
import type { FolderLock } from './folder-lock.js';
import type { Beginning } from './open-store.js';
import type { FolderFault } from './store-fault.js';
import type { ReadStore, Store } from './store.js';

/** What a relay opens its store with. */
export interface StoreOpening {
  readonly dataFolder: string;
  /** The lock on the data folder, which this process holds. */
  readonly lock: FolderLock;
  readonly beginning: Beginning;
  readonly log: Log;
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
  readonly watch: StoreWatch;
  /** Opens what it holds for reading alone, in this thread. */
  readonly openReads: () => Promise<ReadStore>;
}

/** How a relay comes by its store. */
export type OpenStore = (opening: StoreOpening) => Promise<OpenedStore>;

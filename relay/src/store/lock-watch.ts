import type { Log } from '../log.js';
import { folderFaults } from './folder-faults.js';
import type { FolderLock } from './folder-lock.js';
import type { StoreWatch } from './opened-store.js';
import { fileFaultOf, type FolderFault } from './store-fault.js';

export interface LockWatchParts {
  readonly dataFolder: string;
  readonly lock: FolderLock;
  readonly log: Log;
  /** Called once where another program has taken the lock. */
  readonly tell: (fault: FolderFault) => void;
}

/** Looks whether this process still holds the lock on its data folder, and puts it back where somebody removed it. */
export class LockWatch implements StoreWatch {
  readonly #parts: LockWatchParts;
  #fault: FolderFault | null = null;
  #lastFailure = '';

  constructor(parts: LockWatchParts) {
    this.#parts = parts;
  }

  get fault(): FolderFault | null {
    return this.#fault;
  }

  beat(): void {
    if (this.#fault !== null) return;
    const { lock, log, dataFolder, tell } = this.#parts;
    try {
      const standing = lock.check();
      if (standing === 'lost') {
        const fault = folderFaults.lockLost(dataFolder);
        this.#fault = fault;
        log.error({ code: fault.fault.code }, `${fault.message}. ${fault.fault.remedy}`);
        tell(fault);
      }
      if (standing === 'restored') {
        const message = `relay.lock in ${dataFolder} had been removed, and was put back; leave it there: it keeps other relays out`;
        log.warn({ code: 'LOCK_RESTORED' }, message);
      }
    } catch (error) {
      const failure = fileFaultOf(error)?.message ?? String(error);
      if (failure === this.#lastFailure) return;
      this.#lastFailure = failure;
      log.error(
        { code: 'LOCK_NOT_RESTORED' },
        `relay.lock in ${dataFolder} is gone, and cannot be put back: ${failure}`,
      );
    }
  }
}

import type { FolderFault } from '../store/store-fault.js';

/** Who is to know of what the store tells by itself. */
export interface StoreListener {
  /** What was committed could not be made safe. */
  syncFailed(error: unknown): void;
  /** Something that only a person can put right. */
  faulty(fault: FolderFault): void;
}

/**
 * Hears what the store tells from the moment it is open, and keeps it until there is somebody who listens: those who do are
 * made of what the store holds.
 */
export class StoreTold implements StoreListener {
  #listener: StoreListener | null = null;
  #kept: ((listener: StoreListener) => void)[] = [];

  syncFailed(error: unknown): void {
    this.#tell((listener) => listener.syncFailed(error));
  }

  faulty(fault: FolderFault): void {
    this.#tell((listener) => listener.faulty(fault));
  }

  /** From now on this one is told, and at once whatever was kept. */
  listen(listener: StoreListener): void {
    this.#listener = listener;
    for (const tell of this.#kept.splice(0)) tell(listener);
  }

  #tell(tell: (listener: StoreListener) => void): void {
    if (this.#listener === null) this.#kept.push(tell);
    else tell(this.#listener);
  }
}

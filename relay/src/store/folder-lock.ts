import { statSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { ConnectError } from '@convoso-connect/core';
import { makeDataFolder } from './data-folder.js';
import { Connection } from './driver.js';
import { storeFaultOf } from './store-fault.js';

/**
 * `held`: as it was taken · `restored`: somebody had removed it, and it has been taken anew · `lost`: somebody had
 * removed it, and another program has taken the one in its place.
 */
export type LockStanding = 'held' | 'restored' | 'lost';

export interface FolderLock {
  /** Whether there was none before, so that having it says nothing about who else is at work in the folder. */
  readonly isNew: boolean;
  /** Says that nobody else is; from then on it is no new one. */
  confirm(): void;
  /** Looks whether the lock still stands in the folder, and puts it back where it can. */
  check(): LockStanding;
  release(): void;
}

const FILE_NAME = 'relay.lock';

/** What the file of a confirmed lock holds. */
const CONFIRMED = 1;

/**
 * Claims a data folder for this process: two relays on one folder would each deliver every call. The claim is a lock
 * on a file, so the operating system ends it with the process, however that ends.
 *
 * Throws a `ConnectError` (`DATA_FOLDER_IN_USE`) where another relay holds it, one (`BAD_DATA_FOLDER`) where it is a file or cannot be made, and the error of SQLite
 * or of the file system where the folder takes no lock.
 */
export function lockFolder(dataFolder: string): FolderLock {
  makeDataFolder(dataFolder);
  const file = path.join(dataFolder, FILE_NAME);
  let { lock, isNew, inode } = claim(file, dataFolder);
  return {
    isNew,
    confirm: () => {
      if (isNew) lock.exec(`begin; pragma user_version = ${CONFIRMED}; commit`);
    },
    check: () => {
      if (inodeOf(file) === inode) return 'held';
      try {
        const renewed = claim(file, dataFolder);
        lock.close();
        ({ lock, isNew, inode } = renewed);
        return 'restored';
      } catch (error) {
        if (error instanceof ConnectError) return 'lost';
        throw error;
      }
    },
    release: () => lock.close(),
  };
}

interface Claim {
  readonly lock: Connection;
  readonly isNew: boolean;
  readonly inode: number | null;
}

function claim(file: string, dataFolder: string): Claim {
  try {
    return lockFile(file);
  } catch (error) {
    const code = storeFaultOf(error)?.code;
    if (code === 'STORE_BUSY') throw inUse(dataFolder, error);
    if (code !== 'STORE_DAMAGED') throw error;
    // Whoever held it would have been told of first. Emptied where it is, it stays one and the same for all who claim it.
    truncateSync(file);
    return claim(file, dataFolder);
  }
}

function lockFile(file: string): Claim {
  const lock = new Connection(file, { waitMs: 0 });
  try {
    // In this mode the lock outlasts the transactions; a journal beside it would be one more file to lose.
    lock.exec('pragma locking_mode = exclusive');
    lock.exec('pragma journal_mode = memory');
    lock.exec('begin exclusive; commit');
    const isNew = lock.value('pragma user_version') !== CONFIRMED;
    return { lock, isNew, inode: inodeOf(file) };
  } catch (error) {
    lock.close();
    throw error;
  }
}

function inUse(dataFolder: string, cause: unknown): ConnectError {
  return new ConnectError(
    'DATA_FOLDER_IN_USE',
    `another relay is running on the data folder ${dataFolder}`,
    'Stop it first, or give this one a folder of its own with CONNECT_DATA.',
    { cause },
  );
}

/** Null where there is no such file. */
function inodeOf(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.ino ?? null;
}

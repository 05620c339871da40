import { setTimeout as wait } from 'node:timers/promises';
import { databaseFile } from './database-file.js';
import { sizeOf } from './examine-folder.js';
import { folderFaults } from './folder-faults.js';
import { readMark } from './folder-mark.js';

/** A relay that ends has its log removed by SQLite, and then writes into the folder that it is not needed: in milliseconds, on a slow disk. */
const MAY_TAKE = 2_000;
const LOOK_EVERY = 100;

/**
 * Throws a `FolderFault` (`STORE_LOG_LOST`) where the write-ahead log of a data folder is gone with what is nowhere else. To be asked by whoever
 * opens the database without being its relay: SQLite would make an empty log in its place, and the next start would miss nothing.
 */
export async function assertLogThere(dataFolder: string): Promise<void> {
  const log = `${databaseFile(dataFolder)}-wal`;
  for (let waited = 0; isLost(dataFolder, log); waited += LOOK_EVERY) {
    if (waited >= MAY_TAKE) throw folderFaults.logLost(log);
    await wait(LOOK_EVERY);
  }
}

function isLost(dataFolder: string, log: string): boolean {
  const mark = readMark(dataFolder);
  return mark !== null && mark !== 'damaged' && mark.log === 'needed' && sizeOf(log) === null;
}

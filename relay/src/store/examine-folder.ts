import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { databaseFile } from './database-file.js';
import { readMark, type FolderMark } from './folder-mark.js';
import { folderFaults } from './folder-faults.js';
import type { FolderFault } from './store-fault.js';

/**
 * `first`: nothing has ever been here · `used`: a database that can be opened, with what the folder remembers of it ·
 * else what is wrong.
 */
export type FolderState =
  | { readonly kind: 'first' }
  | { readonly kind: 'used'; readonly mark: FolderMark | null }
  | { readonly kind: 'faulty'; readonly mark: FolderMark | null; readonly fault: FolderFault };

/**
 * Looks at the files of a data folder, before anything opens its database: SQLite makes a new one in the place of one
 * that is gone or empty, without a word. Never call it while this process has the database open: closing another handle
 * of the file would end SQLite's locks on it.
 */
export function examineFolder(dataFolder: string): FolderState {
  const file = databaseFile(dataFolder);
  const found = readMark(dataFolder);
  const mark = found === 'damaged' ? null : found;
  const faulty = (fault: FolderFault): FolderState => ({ kind: 'faulty', mark, fault });
  const size = sizeOf(file);
  if (size === null || size === 0) {
    if (found === null) return { kind: 'first' };
    return faulty(size === null ? folderFaults.missing(file) : folderFaults.emptied(file));
  }
  const header = headerOf(file);
  if (!header.isSqlite) return faulty(folderFaults.damaged(file, 'it does not begin as a SQLite database'));
  const log = sizeOf(`${file}-wal`);
  if (log === null && mark?.log === 'needed') return faulty(folderFaults.logLost(`${file}-wal`));
  // With a log beside it the file may rightly be shorter: the rest of it is in the log.
  if ((log ?? 0) === 0 && size < header.bytes) {
    return faulty(folderFaults.damaged(file, `it has ${size} of ${header.bytes} bytes`));
  }
  return { kind: 'used', mark };
}

/** In bytes; null where there is no such file. */
export function sizeOf(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.size ?? null;
}

const HEADER_BYTES = 100;

/** What the header says of the file: whether it is one of SQLite's, and how long the whole is. */
function headerOf(file: string): { isSqlite: boolean; bytes: number } {
  const header = Buffer.alloc(HEADER_BYTES);
  const handle = openSync(file, 'r');
  try {
    readSync(handle, header, 0, HEADER_BYTES, 0);
  } finally {
    closeSync(handle);
  }
  const isSqlite = header.toString('latin1', 0, 16) === 'SQLite format 3\0';
  const written = header.readUInt16BE(16);
  const pageBytes = written === 1 ? 65_536 : written;
  return { isSqlite, bytes: pageBytes * header.readUInt32BE(28) };
}

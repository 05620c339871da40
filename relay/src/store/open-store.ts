import { existsSync, renameSync } from 'node:fs';
import { ConnectError } from '@convoso-connect/core';
import type { Log } from '../log.js';
import { databaseFile } from './database-file.js';
import { Connection } from './driver.js';
import { examineFolder, sizeOf } from './examine-folder.js';
import { folderFaults } from './folder-faults.js';
import type { FolderLock } from './folder-lock.js';
import { readMark, writeMark, type FolderMark } from './folder-mark.js';
import { openSqlite, rawOf, type Db } from './sqlite.js';
import { storeFaultOf } from './store-fault.js';

/**
 * What to do with a database that is not as it was left. `as-found`: refuse it · `new`: put one that cannot be used
 * aside, and begin with an empty one · `as-is`: go on with it, without what was lost.
 */
export type Beginning = 'as-found' | 'new' | 'as-is';

/** An open database, and how it is to be closed. */
export interface OpenDatabase {
  readonly db: Db;
  close(): Promise<void>;
}

/**
 * Opens the database of a data folder that this process has locked. Throws a `FolderFault` where it is gone, emptied,
 * damaged or older than it was, unless told what to do then; nothing is changed by what is refused.
 */
export async function openDatabase(
  dataFolder: string,
  { lock, beginning, log }: { lock: FolderLock; beginning: Beginning; log: Log },
): Promise<OpenDatabase> {
  const state = examineFolder(dataFolder);
  let mark = state.kind === 'first' ? null : state.mark;
  const beginAnew = (): void => {
    putAside(dataFolder, log);
    mark = null;
  };
  if (state.kind === 'faulty') {
    const { code, message } = state.fault.fault;
    const isLogLost = code === 'STORE_LOG_LOST';
    if (beginning !== (isLogLost ? 'as-is' : 'new')) throw state.fault;
    log.warn({ code }, `${message}; the relay starts all the same, as it was told to`);
    if (!isLogLost) beginAnew();
  }
  if (lock.isNew && state.kind !== 'first') assertNobodyElse(dataFolder);
  const db = await openSqlite(dataFolder).catch((error: unknown) => {
    // Damage in the middle of the file shows only when the tables are read.
    if (beginning !== 'new' || storeFaultOf(error)?.code !== 'STORE_DAMAGED') throw error;
    beginAnew();
    return openSqlite(dataFolder);
  });
  try {
    const openings = countOpening(dataFolder, db, { mark, beginning, log });
    lock.confirm();
    return { db, close: () => closeStore(dataFolder, db, { openings, log }) };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

function countOpening(
  dataFolder: string,
  db: Db,
  { mark, beginning, log }: { mark: FolderMark | null; beginning: Beginning; log: Log },
): number {
  const raw = rawOf(db);
  const held = Number(raw.value('pragma user_version'));
  const known = mark?.openings ?? 0;
  if (held < known) {
    const fault = folderFaults.older(databaseFile(dataFolder), { held, known });
    if (beginning !== 'as-is') throw fault;
    log.warn(
      { code: fault.fault.code },
      `${fault.message}; the relay starts all the same, as it was told to`,
    );
  }
  const openings = Math.max(held, known) + 1;
  raw.exec(`pragma user_version = ${openings}`);
  writeMark(dataFolder, { openings, log: 'needed' });
  return openings;
}

async function closeStore(
  dataFolder: string,
  db: Db,
  { openings, log }: { openings: number; log: Log },
): Promise<void> {
  await db.destroy();
  try {
    if (isLogGone(dataFolder)) writeMark(dataFolder, { openings, log: 'gone' });
  } catch (error) {
    log.warn(
      { err: error },
      'connect.mark could not be written: the next start may ask for npm start -- --as-is',
    );
  }
}

/** To be called by whoever has closed a database that they could write to, without a relay around them. */
export function settleMark(dataFolder: string): void {
  const mark = readMark(dataFolder);
  if (mark === null || mark === 'damaged' || mark.log === 'gone' || !isLogGone(dataFolder)) return;
  writeMark(dataFolder, { ...mark, log: 'gone' });
}

/** The last one to close a database empties its log into it, and removes it. */
function isLogGone(dataFolder: string): boolean {
  return sizeOf(`${databaseFile(dataFolder)}-wal`) === null;
}

/** In milliseconds: as long as a command may take that only reads. */
const OTHERS_MAY_TAKE = 2_000;

/**
 * A lock that was not there before keeps nobody out who came earlier. Whoever has a database in this journal mode open
 * holds a lock on it, which an exclusive one meets.
 */
function assertNobodyElse(dataFolder: string): void {
  const file = databaseFile(dataFolder);
  if (!existsSync(file)) return;
  const probe = new Connection(file, { waitMs: OTHERS_MAY_TAKE });
  try {
    probe.exec('pragma locking_mode = exclusive');
    probe.exec('begin exclusive; commit');
  } catch (error) {
    if (storeFaultOf(error)?.code !== 'STORE_BUSY') throw error;
    throw new ConnectError(
      'DATA_FOLDER_IN_USE',
      `another program has the database of ${dataFolder} open, and relay.lock was not there to tell whether it is a relay`,
      'End it first, or give this relay a folder of its own with CONNECT_DATA.',
      { cause: error },
    );
  } finally {
    probe.close();
  }
}

/** Keeps what cannot be used under another name; nothing is deleted. */
function putAside(dataFolder: string, log: Log): void {
  const file = databaseFile(dataFolder);
  let number = 1;
  while (['', '-wal', '-shm'].some((part) => existsSync(aside(file + part, number)))) number += 1;
  for (const part of ['', '-wal', '-shm']) {
    if (existsSync(file + part)) renameSync(file + part, aside(file + part, number));
  }
  log.warn(
    { code: 'STORE_PUT_ASIDE' },
    `an empty database is begun; what was there is kept as ${aside(file, number)}`,
  );
}

function aside(file: string, number: number): string {
  return `${file}.aside-${number}`;
}

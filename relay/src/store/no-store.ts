import { ConnectError } from '@convoso-connect/core';
import { examineFolder } from './examine-folder.js';
import { isOnPostgres } from './folder-mark.js';
import { emptyDatabase, hasStore, hasTablesAt, type StorePlace } from './place.js';

/** For commands that only read, or change what is there: throws where there is no store to look into, and makes nothing. */
export function assertStore(place: StorePlace): void {
  assertStoreOrNone(place);
  if (!hasStore(place)) throw neverStarted(place.dataFolder);
}

/**
 * The same for commands that do without one before the first start. Throws a `ConnectError` (`DATABASE_URL_MISSING`) where the relay of the
 * folder keeps its data elsewhere, and a `FolderFault` where the folder has held a database that is gone.
 */
export function assertStoreOrNone(place: StorePlace): void {
  const { dataFolder, databaseUrl } = place;
  if (databaseUrl !== undefined) return;
  if (isOnPostgres(dataFolder)) throw databaseUrlMissing(dataFolder);
  if (hasStore(place)) return;
  const state = examineFolder(dataFolder);
  if (state.kind === 'faulty') throw state.fault;
}

/** Throws where nothing was ever kept in a store that there is, before a command that changes what is there makes the tables. */
export async function assertTablesAt(place: StorePlace): Promise<void> {
  if (!(await hasTablesAt(place))) throw neverRunAt(place);
}

/** That no relay has ever run on a place, wherever that keeps its data. */
export function neverRunAt({ dataFolder, databaseUrl }: StorePlace): ConnectError {
  return databaseUrl === undefined ? neverStarted(dataFolder) : emptyDatabase(databaseUrl);
}

export function neverStarted(dataFolder: string): ConnectError {
  return new ConnectError(
    'NEVER_STARTED',
    `no relay has ever run on the data folder ${dataFolder}`,
    'Start one there: npm start. If another folder is meant, name it with CONNECT_DATA.',
  );
}

function databaseUrlMissing(dataFolder: string): ConnectError {
  return new ConnectError(
    'DATABASE_URL_MISSING',
    `the relay on the data folder ${dataFolder} keeps its data in a Postgres, and DATABASE_URL is not set`,
    'Set DATABASE_URL as it is set for the relay.',
  );
}

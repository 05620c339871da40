import { ConnectError } from '@convoso-connect/core';
import { iso } from '../iso.js';
import type { Log } from '../log.js';
import type { StartWarning } from '../start-warnings.js';
import { hasDatabase } from './database-file.js';
import type { FolderLock } from './folder-lock.js';
import { isOnPostgres, markOnPostgres, unmarkOnPostgres } from './folder-mark.js';
import { leftInFolder } from './left-in-folder.js';
import type { OpenedStore, OpenStore } from './opened-store.js';
import { addressOf } from './postgres/address.js';
import { FolderFault } from './store-fault.js';
import type { ReadStore, Store } from './store.js';

/** Where what the relay knows is kept: in an embedded database in the data folder, or in the Postgres of an address. */
export interface StorePlace {
  /** Holds the keys and the mark of the running relay, wherever the store is. */
  readonly dataFolder: string;
  /** `DATABASE_URL`, as in `postgres://USER:PASSWORD@HOST:5432/DATABASE`; absent for the embedded database. */
  readonly databaseUrl?: string | undefined;
}

/**
 * Whether there is a store to look into: a Postgres that is named always is one, and what a folder holds whose relay has gone to a Postgres
 * none any more.
 */
export function hasStore({ dataFolder, databaseUrl }: StorePlace): boolean {
  return databaseUrl !== undefined || (!isOnPostgres(dataFolder) && hasDatabase(dataFolder));
}

/** Whether relays with other data folders can have the store open as well. */
export function areOthersAt({ databaseUrl }: StorePlace): boolean {
  return databaseUrl !== undefined;
}

/** Opens the store for a command, which a relay may have open as well. */
export async function openStoreAt({ dataFolder, databaseUrl }: StorePlace): Promise<Store> {
  if (databaseUrl === undefined) return (await folder()).openFolderStore(dataFolder);
  return (await postgres()).openPostgresStore(databaseUrl, SILENT);
}

/**
 * Opens the store for a command that only looks, until that has: for reading alone, and nothing is made or brought up to date for it. Null to
 * `work` where nothing was ever kept there. Throws a `ConnectError` (`STORE_VERSION`) where another version has written it.
 */
export async function lookAt<Value>(
  place: StorePlace,
  work: (store: ReadStore | null) => Promise<Value>,
): Promise<Value> {
  const store = await openToLookAt(place);
  try {
    return await work(store);
  } finally {
    await store?.close();
  }
}

async function openToLookAt(place: StorePlace): Promise<ReadStore | null> {
  const { dataFolder, databaseUrl } = place;
  if (databaseUrl !== undefined) return (await postgres()).openPostgresToLook(databaseUrl);
  return hasStore(place) ? (await folder()).openToLook(dataFolder) : null;
}

/** Opens the store for the threads of a relay that has it open: for reading alone. */
export async function openReadsAt({ dataFolder, databaseUrl }: StorePlace): Promise<ReadStore> {
  if (databaseUrl === undefined) return (await folder()).openReadStore(dataFolder);
  return (await postgres()).openPostgresReads(databaseUrl);
}

/** Whether a store that there is has tables of the relay, of whichever version. */
export async function hasTablesAt({ dataFolder, databaseUrl }: StorePlace): Promise<boolean> {
  if (databaseUrl === undefined) return (await folder()).hasTables(dataFolder);
  return (await postgres()).hasTables(databaseUrl);
}

/** No relay has ever run on a database. */
export function emptyDatabase(databaseUrl: string): ConnectError {
  return new ConnectError(
    'STORE_EMPTY',
    `no relay has ever run on the database ${addressOf(databaseUrl).shown}`,
    'Start one on it: npm start. If another database is meant, name it with DATABASE_URL.',
  );
}

/** Opens the store for a command that has locked the folder against relays. Throws where it is not as it was left. */
export async function openLockedStoreAt(
  { dataFolder, databaseUrl }: StorePlace,
  { lock, log }: { readonly lock: FolderLock; readonly log: Log },
): Promise<Store> {
  if (databaseUrl !== undefined) return (await postgres()).openPostgresStore(databaseUrl, log);
  return (await folder()).openLockedStore(dataFolder, { lock, beginning: 'as-found', log });
}

/** How a relay opens the store of a place. */
export function openRelayStoreAt({ dataFolder, databaseUrl }: StorePlace): OpenStore {
  if (databaseUrl === undefined) return openInFolder;
  return async (opening) => {
    if (opening.beginning !== 'as-found') {
      throw new ConnectError(
        'BAD_BEGINNING',
        '--new and --as-is are for the database of a data folder, and DATABASE_URL names one elsewhere',
        'Leave them out. A Postgres is restored from its own backups.',
      );
    }
    const left = await leftInFolder(dataFolder);
    if (left?.waits === true) opening.warn(left);
    else if (left !== null) opening.log.warn({ code: left.code }, `${left.message}. ${left.remedy}`);
    const { openPostgres } = await postgres();
    const opened = await openPostgres(databaseUrl)(opening);
    return marked(opened, () => markOnPostgres(dataFolder));
  };
}

/** A relay whose DATABASE_URL was forgotten would begin with nothing, or with what was the latest long ago: only `--new` says that it is meant. */
const openInFolder: OpenStore = async (opening) => {
  const { dataFolder, beginning } = opening;
  const wasOnPostgres = isOnPostgres(dataFolder);
  if (wasOnPostgres && beginning !== 'new') {
    throw new ConnectError(
      'DATABASE_URL_MISSING',
      `the relay on the data folder ${dataFolder} kept its data in a Postgres, and DATABASE_URL is not set`,
      'Set DATABASE_URL as it was. To leave that database, and keep the data in the folder from now on: npm start -- --new',
    );
  }
  const { openRelayStore } = await folder();
  const opened = await openRelayStore(opening).catch((error: unknown) => {
    // The Postgres is left by word, and the folder asks for another one now, which is not to be refused for the Postgres.
    if (wasOnPostgres && error instanceof FolderFault) unmarkOnPostgres(dataFolder);
    throw error;
  });
  return marked(opened, async () => {
    if (wasOnPostgres) opening.warn(leftPostgres(dataFolder, await opened.store.intake.latestArrival()));
    unmarkOnPostgres(dataFolder);
  });
};

/** @param latest when the last call came in that the folder holds, in epoch milliseconds; null where it holds none */
function leftPostgres(dataFolder: string, latest: number | null): StartWarning {
  const from =
    latest === null
      ? 'which holds no call'
      : `whose last call came in at ${iso(latest)}: what is later it does not know`;
  return {
    code: 'POSTGRES_LEFT',
    message: `the relay kept its data in a Postgres, and goes on with the data in the folder ${dataFolder}, ${from}`,
    remedy:
      'What waits in the Postgres does not go out by this relay. To go back to it, stop this one, and start it with DATABASE_URL as it was.',
  };
}

/** What is open is closed again where the folder takes no mark. */
async function marked(opened: OpenedStore, mark: () => void | Promise<void>): Promise<OpenedStore> {
  try {
    await mark();
    return opened;
  } catch (error) {
    await opened.store.close();
    throw error;
  }
}

/** A store is loaded with its driver where it is needed: many a command only asks the running relay. */
const folder = () => import('./sqlite/folder-store.js');
const postgres = () => import('./postgres/open.js');

const SILENT = { warn: () => undefined };

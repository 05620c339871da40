import type { Log } from '../../log.js';
import { ThreadCheckpoints, WITHIN_COMMITS } from '../checkpoints.js';
import type { FolderLock } from '../folder-lock.js';
import { FolderWatch } from '../folder-watch.js';
import { openLogSync, type Sync } from '../group-commit.js';
import { assertLogThere } from '../lost-log.js';
import { openDatabase, settleMark, type Beginning } from '../open-store.js';
import type { OpenedStore, StoreOpening } from '../opened-store.js';
import { openSqlite, type Db } from '../sqlite.js';
import { openReadOnly, openToLook as openDatabaseToLook } from '../read-only.js';
import type { ReadStore, Store } from '../store.js';
import { readStoreOf, sqliteStore } from './sqlite-store.js';

export { hasTables } from '../read-only.js';

/** The store of a data folder for a command, which a relay may have open as well. */
export async function openFolderStore(dataFolder: string): Promise<Store> {
  await assertLogThere(dataFolder);
  const db = await openSqlite(dataFolder);
  const close = async (): Promise<void> => {
    await db.destroy();
    settleMark(dataFolder);
  };
  return sqliteStore({ db, sync: () => syncedOnce(db), close });
}

/** The store of a data folder for reading alone, beside a relay that may be writing to it. */
export async function openReadStore(dataFolder: string): Promise<ReadStore> {
  return readStoreOf(await openReadOnly(dataFolder));
}

/** The same for a command that looks: null where there are no tables yet, and makes none. */
export async function openToLook(dataFolder: string): Promise<ReadStore | null> {
  const db = await openDatabaseToLook(dataFolder);
  return db === null ? null : readStoreOf(db);
}

/** The store for a command that has locked the folder against relays. Throws where the folder is not as it was left. */
export async function openLockedStore(
  dataFolder: string,
  given: { readonly lock: FolderLock; readonly beginning: Beginning; readonly log: Log },
): Promise<Store> {
  const opened = await openDatabase(dataFolder, given);
  const { db } = opened;
  return sqliteStore({ db, sync: () => syncedOnce(db), close: () => opened.close() });
}

function syncedOnce(db: Db): Promise<void> {
  const log = openLogSync(db);
  return log.sync().finally(() => log.close());
}

/** Opens the embedded database of a data folder for a relay. */
export async function openRelayStore(opening: StoreOpening): Promise<OpenedStore> {
  const { dataFolder, lock, log, threads, syncFailed, faulty } = opening;
  const opened = await openDatabase(dataFolder, opening);
  const { db } = opened;
  const logSync = openLogSync(db);
  const checkpoints = threads === 'none' ? WITHIN_COMMITS : new ThreadCheckpoints({ db, log });
  const watch = new FolderWatch({ dataFolder, lock, db, log, tell: faulty });
  const sync: Sync = () =>
    logSync.sync().catch((error: unknown) => {
      syncFailed(error);
      throw error;
    });
  const closeAll = async (): Promise<void> => {
    try {
      watch.rescue();
      await checkpoints.close();
      logSync.close();
    } finally {
      await opened.close();
    }
  };
  return {
    store: sqliteStore({ db, sync, checkpoints, close: closeAll, now: opening.now }),
    // The lock on the folder proves it: whoever held anything before has ended.
    sharing: 'alone',
    watch,
    onToldByOthers: () => undefined,
    openReads: () => openReadStore(dataFolder),
  };
}

import { Kysely } from 'kysely';
import { Connection } from './driver.js';
import { folderFaults } from './folder-faults.js';
import { readMark } from './folder-mark.js';
import { assertLogThere } from './lost-log.js';
import { MIGRATIONS } from './migrations.js';
import { appliedMigrations } from './own-tables.js';
import type { Schema } from './schema.js';
import { databaseFile } from './database-file.js';
import { CACHE_KIB, dialectOf, type Db } from './sqlite.js';
import { assertSameVersion } from './table-version.js';

/** As {@link openToLook}, of a database that is known to have its tables. */
export async function openReadOnly(dataFolder: string): Promise<Db> {
  const db = await openToLook(dataFolder);
  if (db === null) throw new Error(`the database in ${dataFolder} has no tables to read`);
  return db;
}

/**
 * Opens the embedded database of a data folder for reading alone, beside a relay that may be writing to it: the
 * write-ahead log lets both go on at once. Each statement sees what was committed when it began.
 *
 * Null where it has no tables yet. Throws a `ConnectError` (`STORE_VERSION`) where the tables are not those of this version:
 * whoever only reads must not bring them up to date under a running relay. Throws a `FolderFault` where they are another
 * program's, or are gone, or the log is.
 */
export async function openToLook(dataFolder: string): Promise<Db | null> {
  await assertLogThere(dataFolder);
  const database = openFile(dataFolder);
  database.exec(`pragma query_only = on; pragma store.cache_size = -${CACHE_KIB}`);
  const db = new Kysely<Schema>({ dialect: dialectOf(database) });
  try {
    const applied = appliedIn(database, dataFolder);
    if (applied.size > 0) {
      assertSameVersion(applied, new Set(Object.keys(MIGRATIONS)), 'this data folder');
      return db;
    }
  } catch (error) {
    await db.destroy();
    throw error;
  }
  await db.destroy();
  return null;
}

/**
 * Whether a data folder has tables of the relay, of whichever version. Throws a `FolderFault` as {@link openToLook} does. A database that the
 * folder remembers is not opened for it: that would make a log in the place of one that was lost.
 */
export function hasTables(dataFolder: string): boolean {
  if (readMark(dataFolder) !== null) return true;
  const database = openFile(dataFolder);
  try {
    return appliedIn(database, dataFolder).size > 0;
  } finally {
    database.close();
  }
}

function openFile(dataFolder: string): Connection {
  return new Connection(databaseFile(dataFolder), { access: 'read', waitMs: 5_000 });
}

function appliedIn(database: Connection, dataFolder: string): ReadonlySet<string> {
  const file = databaseFile(dataFolder);
  const applied = appliedMigrations(database, { file, schema: 'store' });
  const mark = readMark(dataFolder);
  // A first start that is cut off has made no mark yet: with one, there were tables.
  if (applied.size === 0 && mark !== null && mark !== 'damaged')
    throw folderFaults.older(file, { held: 0, known: mark.openings });
  return applied;
}

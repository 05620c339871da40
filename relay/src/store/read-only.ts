import { Kysely } from 'kysely';
import { Connection } from './driver.js';
import { MIGRATIONS } from './migrations.js';
import type { Schema } from './schema.js';
import { databaseFile } from './database-file.js';
import { CACHE_KIB, dialectOf, type Db } from './sqlite.js';
import { assertSameVersion } from './table-version.js';

/**
 * Opens the embedded database of a data folder for reading alone, beside a relay that may be writing to it: the
 * write-ahead log lets both go on at once. Each statement sees what was committed when it began.
 *
 * Throws a `ConnectError` (`STORE_VERSION`) where the tables are not those of this version: whoever only reads must
 * not bring them up to date under a running relay.
 */
export async function openReadOnly(dataFolder: string): Promise<Db> {
  const database = new Connection(databaseFile(dataFolder), { access: 'read', waitMs: 5_000 });
  database.exec(`pragma query_only = on; pragma store.cache_size = -${CACHE_KIB}`);
  const db = new Kysely<Schema>({ dialect: dialectOf(database) });
  try {
    const applied = database.column<string>('select name from kysely_migration');
    assertSameVersion(new Set(applied), new Set(Object.keys(MIGRATIONS)), 'this data folder');
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

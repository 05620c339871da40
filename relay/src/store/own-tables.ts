import type { Connection } from './driver.js';
import { folderFaults } from './folder-faults.js';

/** Where Kysely writes down which migrations there were; it makes this table before any other. */
const MIGRATIONS_TABLE = 'kysely_migration';

/**
 * The migrations that the tables of a database have come through; none where there are no tables yet, as after a first start that was cut
 * off. Throws a `FolderFault` (`STORE_FOREIGN`) where all tables are another program's.
 *
 * @param schema how the connection knows the file: `store` where it only reads
 */
export function appliedMigrations(
  database: Connection,
  { file, schema }: { readonly file: string; readonly schema: 'main' | 'store' },
): ReadonlySet<string> {
  const tables = database.column<string>(
    `select name from ${schema}.sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\'`,
  );
  if (tables.length === 0) return new Set();
  if (!tables.includes(MIGRATIONS_TABLE)) throw folderFaults.foreign(file);
  return new Set(database.column<string>(`select name from ${schema}.${MIGRATIONS_TABLE}`));
}

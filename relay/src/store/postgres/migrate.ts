import { Kysely, Migrator, sql } from 'kysely';
import { migrationFailed } from '../migration-failed.js';
import { dialectOn, type Connected } from './connect.js';
import { POSTGRES_MIGRATIONS } from './migrations.js';
import { PostgresError } from './postgres-error.js';

/** Any number: that of the lock by which one relay at a time brings the tables up to date. */
const MIGRATION_LOCK = 5_550_100;

/**
 * Brings the tables up to date in one transaction, which begins with the lock: relays that are started at once on an empty database
 * would else each find it empty, and make the same tables. Whoever comes next sees all of it, or nothing where it failed. The lock ends
 * with the transaction, so that no session is relied on, and all takes one connection: relays that wait for the lock cannot take the
 * last one from the relay that has it.
 */
export async function migrate({ driver }: Connected, schema: string): Promise<void> {
  const connection = await driver.acquireConnection();
  try {
    await driver.beginTransaction(connection);
    const db = new Kysely<unknown>({
      dialect: dialectOn({
        init: done,
        acquireConnection: () => Promise.resolve(connection),
        // The transaction is there already, and around all of it.
        beginTransaction: done,
        commitTransaction: done,
        rollbackTransaction: done,
        releaseConnection: done,
        destroy: done,
      }),
    });
    await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(db);
    await migrateWithin(db, schema);
    await driver.commitTransaction(connection);
  } catch (error) {
    await driver.rollbackTransaction(connection);
    throw error;
  } finally {
    await driver.releaseConnection(connection);
  }
}

function done(): Promise<void> {
  return Promise.resolve();
}

async function migrateWithin(db: Kysely<unknown>, schema: string): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...POSTGRES_MIGRATIONS }) },
    migrationTableSchema: schema,
    disableTransactions: true,
  });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  throw migrationFailed(error, remedyOf(error));
}

/** What the database itself refuses is not about versions: the tables are not as any of them left them. */
function remedyOf(error: unknown): string {
  return error instanceof PostgresError
    ? 'Give the relay a database of its own, or an empty schema; nothing was changed. Where it had one, somebody changed its tables: restore them.'
    : 'Use the version of the relay that wrote this database, or a later one; nothing was changed.';
}

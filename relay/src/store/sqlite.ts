import { chmodSync } from 'node:fs';
import { ConnectError } from '@convoso-connect/core';
import { Kysely, Migrator, type SqliteDialect, type SqliteDatabase, type SqliteStatement } from 'kysely';
import { databaseFile } from './database-file.js';
import { makeDataFolder } from './data-folder.js';
import { Connection } from './driver.js';
import { migrationFailed } from './migration-failed.js';
import { MIGRATIONS } from './migrations.js';
import { appliedMigrations } from './own-tables.js';
import type { Schema } from './schema.js';
import type { Db } from './sql/connection.js';
import { SpeakingSqlite } from './sqlite/dialect.js';

export type { Db } from './sql/connection.js';

const FULL = 2;

/**
 * Twice SQLite's own: the same pages are written again and again, and each is copied from the log to the database once
 * for each checkpoint. More would make the one commit that copies them take too long.
 */
export const CHECKPOINT_PAGES = 2_000;

/** Room for what a busy minute touches; SQLite's own 2 MB are let go and taken anew with every large commit. */
export const CACHE_KIB = 16_000;

/**
 * Opens the embedded database of a data folder and brings its tables up to date.
 *
 * What is committed is on the disk: `synchronous=FULL` is set at every open and read back, because SQLite opens an
 * existing WAL database with the weaker NORMAL, which can lose acknowledged rows at a power cut.
 */
export async function openSqlite(dataFolder: string): Promise<Db> {
  makeDataFolder(dataFolder);
  const file = databaseFile(dataFolder);
  const database = new Connection(file);
  try {
    return await prepared(database, file);
  } catch (error) {
    database.close();
    throw error;
  }
}

async function prepared(database: Connection, file: string): Promise<Db> {
  // Nothing is changed in what is another program's.
  appliedMigrations(database, { file, schema: 'main' });
  // It holds the data of people: for this user's eyes only. SQLite makes its other files like this one.
  chmodSync(file, 0o600);
  database.exec('pragma journal_mode = WAL');
  database.exec('pragma synchronous = FULL');
  // While it waits for a lock SQLite holds up everything else in this process; who is refused tries again soon.
  database.exec('pragma busy_timeout = 25');
  // What is deleted is overwritten, as far as that costs no writing of its own; for the rest see erase.ts.
  database.exec('pragma secure_delete = FAST');
  database.exec(`pragma wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  database.exec(`pragma cache_size = -${CACHE_KIB}`);
  assertDurable(database);
  const db = new Kysely<Schema>({ dialect: dialectOf(database) });
  RAW.set(db, database);
  await migrate(db);
  return db;
}

const RAW = new WeakMap<Db, Connection>();

/** The connection behind a database, for what the query builder cannot do. */
export function rawOf(db: Db): Connection {
  const raw = RAW.get(db);
  if (raw === undefined) throw new Error('this database was not opened here');
  return raw;
}

function assertDurable(database: Connection): void {
  const synchronous = database.value('pragma synchronous');
  const journal = database.value('pragma journal_mode');
  if (synchronous === FULL && journal === 'wal') return;
  throw new ConnectError(
    'STORE_NOT_DURABLE',
    `SQLite runs with synchronous=${String(synchronous)}, journal_mode=${String(journal)} instead of FULL and wal`,
    'Put CONNECT_DATA on a local disk; network file systems cannot hold it.',
  );
}

/** How the query builder reaches a connection. */
export function dialectOf(connection: Connection): SqliteDialect {
  const database: SqliteDatabase = {
    close: () => connection.close(),
    prepare: (text) => (text === ROLLBACK ? rollbackOf(connection) : connection.prepare(text)),
  };
  return new SpeakingSqlite({ database });
}

const ROLLBACK = 'rollback';

/**
 * SQLite ends a transaction itself when the disk is full or fails. A rollback would then be an error of its own, which
 * would take the place of the one that tells what is wrong.
 */
function rollbackOf(connection: Connection): SqliteStatement {
  const run = () => {
    if (connection.inTransaction) connection.exec(ROLLBACK);
    return { changes: 0, lastInsertRowid: 0 };
  };
  return { reader: false, all: () => [], run, iterate: () => [][Symbol.iterator]() };
}

async function migrate(db: Db): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const remedy =
    'Use the version of the relay that wrote this data folder, or a later one; nothing was changed.';
  throw migrationFailed(error, remedy);
}

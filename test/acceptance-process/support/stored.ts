import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Connection } from '../../../relay/src/store/driver.js';

type Row = Readonly<Record<string, unknown>>;

/** The rows of a table, as they are on the disk. */
export function rowsOf(dataFolder: string, table: string): Row[] {
  return query(dataFolder, `select * from "${table}"`);
}

/** Changes what a relay that is stopped has stored, to what an earlier version may have left there. */
export function changeStored(dataFolder: string, sql: string, ...values: readonly string[]): void {
  const database = new Connection(path.join(dataFolder, 'connect.sqlite'));
  try {
    database.run(sql, ...values);
  } finally {
    database.close();
  }
}

/** Every row of every table as text, under the table's name; binary columns as the text that they hold. */
export function everyRow(dataFolder: string): { table: string; text: string }[] {
  const tables = query(dataFolder, `select name from store.sqlite_master where type = 'table'`);
  return tables.flatMap(({ name }) =>
    rowsOf(dataFolder, String(name)).map((row) => ({ table: String(name), text: textOf(row) })),
  );
}

/** The database's files as they lie on the disk: also what was deleted and not yet overwritten, and the log. */
export function databaseFiles(dataFolder: string): { file: string; bytes: Buffer }[] {
  return readdirSync(dataFolder)
    .filter((file) => file.startsWith('connect.sqlite'))
    .map((file) => ({ file, bytes: readFileSync(path.join(dataFolder, file)) }));
}

function query(dataFolder: string, sql: string): Row[] {
  const database = new Connection(path.join(dataFolder, 'connect.sqlite'), { access: 'read' });
  try {
    return database.rows(sql);
  } finally {
    database.close();
  }
}

function textOf(row: Row): string {
  return Object.values(row)
    .map((value) => (Buffer.isBuffer(value) ? value.toString('utf8') : String(value)))
    .join('\n');
}

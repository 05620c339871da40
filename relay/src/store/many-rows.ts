import { CompiledQuery, type Insertable, type Selectable, type Transaction, type Updateable } from 'kysely';
import type { Schema } from './schema.js';
import type { Db } from './sqlite.js';

/*
 * Statements over many rows at once, of texts, numbers, bytes and nulls. The query builder makes a node of every value,
 * which costs more than the statement itself; here the text depends on the count of rows alone. All rows have the
 * columns of the first.
 */

type Names<Table extends keyof Schema> = keyof Schema[Table] & keyof Selectable<Schema[Table]> & string;

/** Inserts rows; gives what the store made of the columns in `returning`, in no certain order. */
export async function insertAll<Table extends keyof Schema, Column extends Names<Table> = never>(
  db: Db | Transaction<Schema>,
  table: Table,
  rows: readonly Insertable<Schema[Table]>[],
  returning: readonly Column[] = [],
): Promise<Pick<Selectable<Schema[Table]>, Column>[]> {
  const [first] = rows;
  if (first === undefined) return [];
  const columns = Object.keys(first);
  const into = `insert into ${table} (${columns.join(', ')}) ${valuesText(columns, rows)}`;
  const text = returning.length === 0 ? into : `${into} returning ${returning.join(', ')}`;
  const query = CompiledQuery.raw(text, valuesOf(columns, rows));
  return (await db.executeQuery<Selectable<Schema[Table]>>(query)).rows;
}

/** Inserts rows, each in the place of the one that has its key already. */
export async function replaceAll<Table extends keyof Schema>(
  db: Db | Transaction<Schema>,
  table: Table,
  key: Names<Table>,
  rows: readonly Insertable<Schema[Table]>[],
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first);
  const settings = columns
    .filter((column) => column !== key)
    .map((column) => `${column} = excluded.${column}`);
  const text =
    `insert into ${table} (${columns.join(', ')}) ${valuesText(columns, rows)} ` +
    `on conflict (${key}) do update set ${settings.join(', ')}`;
  await db.executeQuery(CompiledQuery.raw(text, valuesOf(columns, rows)));
}

/** Updates rows, each found by its key. Both databases call the columns of a VALUES list column1, column2 and so on. */
export async function updateAll<Table extends keyof Schema>(
  tx: Transaction<Schema>,
  table: Table,
  key: Names<Table>,
  rows: readonly Updateable<Schema[Table]>[],
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first);
  const given = new Map(columns.map((column, index) => [column, `given.column${index + 1}`]));
  const settings = [...given]
    .filter(([column]) => column !== key)
    .map(([column, value]) => `${column} = ${value}`);
  const text =
    `update ${table} set ${settings.join(', ')} from (${valuesText(columns, rows)}) as given ` +
    `where ${table}.${key} = ${given.get(key) ?? ''}`;
  await tx.executeQuery(CompiledQuery.raw(text, valuesOf(columns, rows)));
}

function valuesText(columns: readonly string[], rows: readonly object[]): string {
  const row = `(${columns.map(() => '?').join(', ')})`;
  return `values ${Array<string>(rows.length).fill(row).join(', ')}`;
}

function valuesOf(columns: readonly string[], rows: readonly object[]): unknown[] {
  const values: unknown[] = [];
  for (const row of rows as readonly Record<string, unknown>[]) {
    for (const column of columns) values.push(row[column]);
  }
  return values;
}

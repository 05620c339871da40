import {
  CompiledQuery,
  type Insertable,
  type QueryResult,
  type Selectable,
  type Transaction,
  type Updateable,
} from 'kysely';
import type { Schema } from './schema.js';
import type { Db } from './sqlite.js';

/*
 * Statements over many rows at once, of texts, numbers, bytes and nulls. The query builder makes a node of every value,
 * which costs more than the statement itself; here the text depends on the count of rows alone. All rows have the
 * columns of the first.
 *
 * However many rows there are, they are cut into statements of at most 64 rows, far below the number of values that
 * either database takes in one. The sizes are powers of two, so that the few texts of a table are prepared once.
 */

type Names<Table extends keyof Schema> = keyof Schema[Table] & keyof Selectable<Schema[Table]> & string;
type Connection = Db | Transaction<Schema>;

const LARGEST_PIECE = 64;

/** Inserts rows; gives what the store made of the columns in `returning`, in no certain order. */
export async function insertAll<Table extends keyof Schema, Column extends Names<Table> = never>(
  db: Connection,
  table: Table,
  rows: readonly Insertable<Schema[Table]>[],
  returning: readonly Column[] = [],
): Promise<Pick<Selectable<Schema[Table]>, Column>[]> {
  const end = returning.length === 0 ? '' : ` returning ${returning.join(', ')}`;
  const start = `insert into ${table}`;
  return inPieces<Pick<Selectable<Schema[Table]>, Column>>(db, rows, start + end, (columns, values) => {
    return `${start} (${columns.join(', ')}) ${values}${end}`;
  });
}

/** Inserts rows, each in the place of the one that has its key already. */
export async function upsertAll<Table extends keyof Schema>(
  db: Connection,
  table: Table,
  key: Names<Table>,
  rows: readonly Insertable<Schema[Table]>[],
): Promise<void> {
  await inPieces(db, rows, `upsert ${table} ${key}`, (columns, values) => {
    const settings = columns
      .filter((column) => column !== key)
      .map((column) => `${column} = excluded.${column}`);
    return (
      `insert into ${table} (${columns.join(', ')}) ${values} ` +
      `on conflict (${key}) do update set ${settings.join(', ')}`
    );
  });
}

/** Updates rows, each found by its key. Both databases call the columns of a VALUES list column1, column2 and so on. */
export async function updateAll<Table extends keyof Schema>(
  db: Connection,
  table: Table,
  key: Names<Table>,
  rows: readonly Updateable<Schema[Table]>[],
): Promise<void> {
  await inPieces(db, rows, `update ${table} ${key}`, (columns, values) => {
    const given = (column: string): string => `given.column${columns.indexOf(column) + 1}`;
    const settings = columns
      .filter((column) => column !== key)
      .map((column) => `${column} = ${given(column)}`);
    return (
      `update ${table} set ${settings.join(', ')} from (${values}) as given ` +
      `where ${table}.${key} = ${given(key)}`
    );
  });
}

/** The rows whose column has one of these values. */
export async function selectByKeys<Table extends keyof Schema>(
  db: Connection,
  table: Table,
  column: Names<Table>,
  values: readonly (string | number)[],
): Promise<Selectable<Schema[Table]>[]> {
  if (values.length === 0) return [];
  const text = `select * from ${table} where ${column} in (select value from json_each(?))`;
  return (await run<Selectable<Schema[Table]>>(db, text, [JSON.stringify(values)])).rows;
}

/** Deletes the rows whose column has one of these values. */
export async function deleteByKeys<Table extends keyof Schema>(
  db: Connection,
  table: Table,
  column: Names<Table>,
  values: readonly (string | number)[],
): Promise<void> {
  if (values.length === 0) return;
  const text = `delete from ${table} where ${column} in (select value from json_each(?))`;
  await run(db, text, [JSON.stringify(values)]);
}

/** Runs a statement as it stands. Its text must not depend on any value, so that it is prepared once. */
export function run<Row>(
  db: Connection,
  text: string,
  values: readonly unknown[],
): Promise<QueryResult<Row>> {
  return db.executeQuery<Row>(CompiledQuery.raw(text, [...values]));
}

type TextOf = (columns: readonly string[], valuesText: string) => string;

/** The texts made so far, by what they do, their columns and their count of rows: long ones cost time to make. */
const TEXTS = new Map<string, string>();

/** `statement` stands for the text but for its columns and the count of rows. */
async function inPieces<Row>(
  db: Connection,
  rows: readonly object[],
  statement: string,
  textOf: TextOf,
): Promise<Row[]> {
  const [first] = rows;
  if (first === undefined) return [];
  const columns = Object.keys(first);
  const named = `${statement} ${columns.join()}`;
  const returned: Row[] = [];
  for (let at = 0, size = LARGEST_PIECE; at < rows.length; at += size) {
    while (size > rows.length - at) size /= 2;
    const piece = rows.slice(at, at + size);
    const name = `${named} ${size}`;
    const text = TEXTS.get(name) ?? textOf(columns, valuesText(columns, size));
    TEXTS.set(name, text);
    const result = await run<Row>(db, text, valuesOf(columns, piece));
    if (result.rows.length > 0) returned.push(...result.rows);
  }
  return returned;
}

function valuesText(columns: readonly string[], count: number): string {
  const row = `(${columns.map(() => '?').join(', ')})`;
  return `values ${Array<string>(count).fill(row).join(', ')}`;
}

function valuesOf(columns: readonly string[], rows: readonly object[]): unknown[] {
  const values: unknown[] = [];
  for (const row of rows as readonly Record<string, unknown>[]) {
    for (const column of columns) values.push(row[column]);
  }
  return values;
}

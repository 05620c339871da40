import {
  CompiledQuery,
  type Insertable,
  type QueryResult,
  type Selectable,
  type Transaction,
  type Updateable,
} from 'kysely';
import type { Target } from '../ports/target.js';
import type { Schema } from '../schema.js';
import type { Db } from '../sqlite.js';
import { keyOfTarget } from '../target-key.js';
import { columnOf, namedText, type Columns, type NamedRow, type Value } from './columns.js';

/*
 * Statements over many rows at once, of texts, numbers, bytes and nulls. The query builder makes a node of every value,
 * which costs more than the statement itself; here the text depends on the count of rows alone. All rows have the
 * columns of the first, each under the name of its property.
 *
 * However many rows there are, they are cut into statements of at most 64 rows, far below the number of values that
 * either database takes in one. The sizes are powers of two, so that the few texts of a table are prepared once.
 */

export type Connection = Db | Transaction<Schema>;

const LARGEST_PIECE = 64;

/** Inserts rows; gives what the store made of the columns in `returning`, in no certain order. */
export async function insertAll<Table extends keyof Schema, Column extends Columns<Table> = never>(
  db: Connection,
  table: Table,
  rows: readonly Readonly<Value<Insertable<Schema[Table]>>>[],
  returning: readonly Column[] = [],
): Promise<Pick<Selectable<Schema[Table]>, Column>[]> {
  const end = returning.length === 0 ? '' : ` returning ${returning.join(', ')}`;
  const start = `insert into ${table}`;
  const { returned } = await inPieces<Pick<Selectable<Schema[Table]>, Column>>(
    db,
    rows,
    start + end,
    (columns, values) => `${start} (${columns.join(', ')}) ${values}${end}`,
  );
  return returned;
}

/** Inserts rows, each in the place of the one that has its key already. */
export async function upsertAll<Table extends keyof Schema>(
  db: Connection,
  table: Table,
  key: Columns<Table>,
  rows: readonly Readonly<Value<Insertable<Schema[Table]>>>[],
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

/** Updates rows, each found by its key, and gives how many there were. Both databases call the columns of a VALUES list column1, column2 and so on. */
export async function updateAll<Table extends keyof Schema>(
  db: Connection,
  table: Table,
  key: Columns<Table>,
  rows: readonly Readonly<Value<Updateable<Schema[Table]>>>[],
  from: From = ANY,
): Promise<number> {
  const { changed } = await inPieces(db, rows, `update ${table} ${key} ${from.name}`, (columns, values) => {
    const given = (column: string): string => `given.column${columns.indexOf(column) + 1}`;
    const settings = columns
      .filter((column) => column !== key)
      .map((column) => `${column} = ${given(column)}`);
    return (
      `update ${table} set ${settings.join(', ')} from (${values}) as given ` +
      `where ${table}.${key} = ${given(key)}${from.condition}`
    );
  });
  return changed;
}

/** What state rows are in that an update is meant for; one in another stays as it is. */
export interface From {
  readonly name: string;
  readonly condition: string;
}

const ANY: From = { name: '', condition: '' };

// Without the plus SQLite would look through all that are in this state instead.
export const FROM_WAITING: From = { name: 'waiting', condition: " and +actions.state = 'waiting'" };
export const FROM_RUNNING: From = { name: 'running', condition: " and +actions.state = 'running'" };
export const FROM_DEAD: From = { name: 'dead', condition: " and +actions.state = 'dead'" };

/** These columns of the rows whose `key` has one of these values. */
export async function selectByKeys<Table extends keyof Schema, Column extends Columns<Table>>(
  db: Connection,
  table: Table,
  columns: readonly Column[],
  { key, values }: { readonly key: Columns<Table>; readonly values: readonly (string | number)[] },
): Promise<NamedRow<Pick<Selectable<Schema[Table]>, Column>>[]> {
  if (values.length === 0) return [];
  const text = `select ${namedText(columns)} from ${table} where ${key} in (select value from json_each(?))`;
  return (await run<NamedRow<Pick<Selectable<Schema[Table]>, Column>>>(db, text, [JSON.stringify(values)]))
    .rows;
}

/** Deletes the rows whose column has one of these values. */
export async function deleteByKeys<Table extends keyof Schema>(
  db: Connection,
  table: Table,
  column: Columns<Table>,
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

/** What the statements have returned, and how many rows they have changed. */
interface Pieces<Row> {
  readonly returned: Row[];
  readonly changed: number;
}

/** `statement` stands for the text but for its columns and the count of rows. */
async function inPieces<Row>(
  db: Connection,
  rows: readonly object[],
  statement: string,
  textOf: TextOf,
): Promise<Pieces<Row>> {
  const [first] = rows;
  if (first === undefined) return { returned: [], changed: 0 };
  const properties = Object.keys(first);
  const named = `${statement} ${properties.join()}`;
  const returned: Row[] = [];
  let changed = 0;
  for (let at = 0, size = LARGEST_PIECE; at < rows.length; at += size) {
    while (size > rows.length - at) size /= 2;
    const piece = rows.slice(at, at + size);
    const name = `${named} ${size}`;
    const text = TEXTS.get(name) ?? textOf(properties.map(columnOf), valuesText(properties, size));
    TEXTS.set(name, text);
    const result = await run<Row>(db, text, valuesOf(properties, piece));
    if (result.rows.length > 0) returned.push(...result.rows);
    changed += Number(result.numAffectedRows ?? 0n);
  }
  return { returned, changed };
}

function valuesText(properties: readonly string[], count: number): string {
  const row = `(${properties.map(() => '?').join(', ')})`;
  return `values ${Array<string>(count).fill(row).join(', ')}`;
}

function valuesOf(properties: readonly string[], rows: readonly object[]): unknown[] {
  const values: unknown[] = [];
  for (const row of rows as readonly Record<string, unknown>[]) {
    for (const property of properties) {
      values.push(cellOf(property, row[property]));
    }
  }
  return values;
}

/** SQLite knows no truth values, and keeps a target by its key. */
function cellOf(property: string, value: unknown): unknown {
  if (typeof value === 'boolean') return Number(value);
  return property === 'target' ? keyOfTarget(value as Target) : value;
}

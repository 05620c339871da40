import { CompiledQuery, type Insertable, type QueryResult, type Selectable, type Updateable } from 'kysely';
import type { Target } from '../ports/target.js';
import type { Schema } from '../schema.js';
import { atOnce } from './at-once.js';
import type { Connection } from './connection.js';
import { dialectOf, type Dialect } from './dialect.js';
import { keyOfTarget } from '../target-key.js';
import { columnOf, namedText, propertyOf, type Columns, type NamedRow, type Value } from './columns.js';

/*
 * Statements over many rows at once, of texts, numbers, bytes and nulls. The query builder makes a node of every value,
 * which costs more than the statement itself; here the text depends on the count of rows at most, and how rows are given
 * is for the database to say (`RowsGiven`). Where a statement waits for nobody (./at-once.ts), one for each row is quicker
 * than one for many. All rows have the columns of the first, each under the name of its property.
 */

export type { Connection } from './connection.js';

/** Inserts rows; gives what the store made of the columns in `returning`, in no certain order. */
export async function insertAll<Table extends keyof Schema, Column extends Columns<Table> = never>(
  db: Connection,
  table: Table,
  rows: readonly Readonly<Value<Insertable<Schema[Table]>>>[],
  returning: readonly Column[] = [],
): Promise<Pick<Selectable<Schema[Table]>, Column>[]> {
  const end = returning.length === 0 ? '' : ` returning ${returning.join(', ')}`;
  const { returned } = await inPieces<Pick<Selectable<Schema[Table]>, Column>>(
    db,
    { table, rows, statement: `insert into ${table}${end}` },
    insertionInto(table, end),
  );
  return returned;
}

/**
 * Inserts rows that the store numbers, and gives each with its number, in their order; `key` tells them apart. Where a statement is run at
 * once the database says the last number by itself, which costs half of what it does to have the row returned.
 */
export async function insertNumbered<
  Table extends keyof Schema,
  Row extends Readonly<Value<Insertable<Schema[Table]>>>,
>(
  db: Connection,
  table: Table,
  rows: readonly Row[],
  { key, number }: { readonly key: Columns<Table>; readonly number: Columns<Table> },
): Promise<(readonly [row: Row, number: number])[]> {
  const [first] = rows;
  const runAtOnce = atOnce(db);
  if (first !== undefined && runAtOnce !== undefined) {
    const properties = Object.keys(first);
    const text = textsOf(db, properties, {
      ...{ table, statement: `insert into ${table}` },
      textOf: insertionInto(table),
    })(1);
    return rows.map((row) => [row, Number(runAtOnce(text, cellsOf(properties, row)).insertId)]);
  }
  const returned = await insertAll(db, table, rows, [key, number]);
  const numbers = new Map(returned.map((row) => [row[key] as unknown, Number(row[number])]));
  return rows.map((row) => {
    const given = numbers.get((row as Record<string, unknown>)[propertyOf(key)]);
    if (given === undefined) throw new Error(`a row of ${table} was stored without a number`);
    return [row, given];
  });
}

function insertionInto(table: string, end = ''): TextOf {
  return (columns, values) => `insert into ${table} (${columns.join(', ')}) ${values}${end}`;
}

/**
 * Inserts rows, each in the place of the one that has its key already. Of those with one key, the last counts. `instead` has what a column
 * becomes there that is not just what is given, which is called `excluded`.
 */
export async function upsertAll<Table extends keyof Schema>(
  db: Connection,
  table: Table,
  key: Columns<Table>,
  rows: readonly Readonly<Value<Insertable<Schema[Table]>>>[],
  instead: { readonly [Column in Columns<Table>]?: string } = {},
): Promise<void> {
  const latest = new Map(rows.map((row) => [(row as Record<string, unknown>)[propertyOf(key)], row]));
  const upserted = { table, rows: [...latest.values()], statement: `upsert ${table} ${key}` };
  await inPieces(db, upserted, (columns, given) => {
    const settings = columns
      .filter((column) => column !== key)
      .map((column) => `${column} = ${instead[column as Columns<Table>] ?? `excluded.${column}`}`);
    return (
      `insert into ${table} (${columns.join(', ')}) ${given} ` +
      `on conflict (${key}) do update set ${settings.join(', ')}`
    );
  });
}

/** Updates rows, each found by its key, and gives how many there were. */
export async function updateAll<Table extends keyof Schema>(
  db: Connection,
  table: Table,
  key: Columns<Table>,
  rows: readonly Readonly<Value<Updateable<Schema[Table]>>>[],
  from: From = 'any',
): Promise<number> {
  const dialect = dialectOf(db);
  const statement = `update ${table} ${key} ${nameOf(from)}`;
  const { changed } = await inPieces(db, { table, rows, statement }, (columns, given) => {
    const valueOf = (column: string): string => `given.column${columns.indexOf(column) + 1}`;
    const settings = columns
      .filter((column) => column !== key)
      .map((column) => `${column} = ${valueOf(column)}`);
    return (
      `update ${table} set ${settings.join(', ')} from (${given}) as given ` +
      `where ${table}.${key} = ${valueOf(key)}${conditionOf(dialect, from)}`
    );
  });
  return changed;
}

/** What state actions are in that an update is meant for; one in another stays as it is. */
export type From = 'any' | 'waiting' | 'dead' | RunningOf;

/** Those that run in the name of a relay. Its number stands in the text, which stays the same for as long as the relay runs. */
export interface RunningOf {
  readonly holder: number | null;
}

/** Rows are found by their keys: by the index of a state, a database would look through all that are in it instead. */
export function conditionOf(dialect: Dialect, from: From): string {
  if (from === 'any') return '';
  const inState = (state: string): string => ` and ${dialect.unindexed('actions.state')} = '${state}'`;
  return typeof from === 'string'
    ? inState(from)
    : inState('running') + ` and actions.holder ${heldBy(from)}`;
}

function heldBy({ holder }: RunningOf): string {
  return holder === null ? 'is null' : `= ${holder}`;
}

function nameOf(from: From): string {
  return typeof from === 'string' ? from : `running ${heldBy(from)}`;
}

/** These columns of the rows whose `key` has one of these values. */
export async function selectByKeys<Table extends keyof Schema, Column extends Columns<Table>>(
  db: Connection,
  table: Table,
  columns: readonly Column[],
  { key, values }: { readonly key: Columns<Table>; readonly values: readonly (string | number)[] },
): Promise<NamedRow<Pick<Selectable<Schema[Table]>, Column>>[]> {
  if (values.length === 0) return [];
  const dialect = dialectOf(db);
  const text = `select ${namedText(columns)} from ${table} where ${dialect.isOneOf(key, '?')}`;
  return (await run<NamedRow<Pick<Selectable<Schema[Table]>, Column>>>(db, text, [dialect.listed(values)]))
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
  const dialect = dialectOf(db);
  const text = `delete from ${table} where ${dialect.isOneOf(column, '?')}`;
  await run(db, text, [dialect.listed(values)]);
}

/** Runs a statement as it stands. Its text must not depend on any value, so that it is prepared once. */
export async function run<Row>(
  db: Connection,
  text: string,
  values: readonly unknown[],
): Promise<QueryResult<Row>> {
  const placed = dialectOf(db).placed(text);
  const runAtOnce = atOnce(db);
  if (runAtOnce !== undefined) return runAtOnce(placed, values) as QueryResult<Row>;
  return db.executeQuery<Row>(CompiledQuery.raw(placed, [...values]));
}

type TextOf = (columns: readonly string[], given: string) => string;

/** The texts made so far, by what they do, their columns and their count of rows: long ones cost time to make. */
const TEXTS = new Map<string, string>();

/** What the statements have returned, and how many rows they have changed. */
interface Pieces<Row> {
  readonly returned: Row[];
  readonly changed: number;
}

interface OverRows {
  readonly table: keyof Schema;
  readonly rows: readonly object[];
  /** Stands for the text but for its columns and how many rows there are. */
  readonly statement: string;
}

async function inPieces<Row>(
  db: Connection,
  { table, rows, statement }: OverRows,
  textOf: TextOf,
): Promise<Pieces<Row>> {
  const [first] = rows;
  if (first === undefined) return { returned: [], changed: 0 };
  const { rows: given } = dialectOf(db);
  const properties = Object.keys(first);
  const textFor = textsOf(db, properties, { table, statement, textOf });
  const returned: Row[] = [];
  let changed = 0;
  const take = (result: Pick<QueryResult<unknown>, 'rows' | 'numAffectedRows'>): void => {
    for (const row of result.rows) returned.push(row as Row);
    changed += Number(result.numAffectedRows ?? 0n);
  };
  const runAtOnce = atOnce(db);
  if (runAtOnce !== undefined) {
    const text = textFor(1);
    for (const row of rows) take(runAtOnce(text, cellsOf(properties, row)));
    return { returned, changed };
  }
  for (let at = 0, size = 0; at < rows.length; at += size) {
    size = given.piece(rows.length - at);
    const start = at;
    const values = given.values(size, properties.length, (row, column) =>
      cellOf(properties[column], rows[start + row]),
    );
    take(await run(db, textFor(size), values));
  }
  return { returned, changed };
}

interface TextParts {
  readonly table: keyof Schema;
  /** Stands for the text but for its columns and how many rows there are. */
  readonly statement: string;
  readonly textOf: TextOf;
}

/** Gives the text for so many rows. */
function textsOf(
  db: Connection,
  properties: readonly string[],
  { table, statement, textOf }: TextParts,
): (size: number) => string {
  const { name: database, rows: given } = dialectOf(db);
  const named = `${database} ${statement} ${properties.join()}`;
  return (size) => {
    const name = `${named} ${given.shape(size)}`;
    let text = TEXTS.get(name);
    if (text === undefined) {
      const columns = properties.map(columnOf);
      TEXTS.set(name, (text = textOf(columns, given.text(table, columns, size))));
    }
    return text;
  };
}

function cellsOf(properties: readonly string[], row: object): unknown[] {
  return properties.map((property) => cellOf(property, row));
}

/** A database keeps numbers in the place of truth values, and a target by its key. */
function cellOf(property: string | undefined, row: object | undefined): unknown {
  if (property === undefined || row === undefined) return null;
  const value = (row as Readonly<Record<string, unknown>>)[property];
  if (typeof value === 'boolean') return Number(value);
  return property === 'target' ? keyOfTarget(value as Target) : value;
}

import { sql, type RawBuilder } from 'kysely';
import type { Connection } from './connection.js';

/**
 * Where the two databases say the same thing in different words. Commands are written once, and ask for these words; what
 * differs by more than a word is written for each database in a folder of its own.
 */
export interface Dialect {
  readonly name: 'sqlite' | 'postgres';
  /** What a text with a `?` for each of its values is to the database. */
  placed(text: string): string;
  /** A list of values, to be given for one `?`. */
  listed(values: readonly (string | number)[]): unknown;
  /** That a column, or what else has a value, has one of those of the list in the place of `list`. */
  isOneOf(column: string, list: string): string;
  /** The texts of the list in the place of `list` as rows of a table of this name, each under `value`. */
  textsAs(name: string, list: string): string;
  /** The same of numbers. */
  numbersAs(name: string, list: string): string;
  /** A column in a condition that no index is to be chosen for: there is a better one. */
  unindexed(column: string): string;
  /** That a column has one of the values that a query gives, which are found first. */
  isAmong(column: string, query: string): string;
  /**
   * Joins to each row before it the rows of a table that a condition finds for it, which names columns of both. They are found by an index of
   * that table for each row, and never the other way round. More conditions may follow, each after an `and`.
   */
  joined(table: string, name: string, condition: string): string;
  /** All texts of a column or expression in one, a text a line. */
  lines(column: string): string;
  /** That a text has the one in the place of `part` within it, which is in lower case. */
  contains(column: string, part: string): string;
  /** The last characters of a text. */
  last(column: string, count: string): string;
  /** The functions that give the least and the greatest of their arguments. */
  readonly least: string;
  readonly greatest: string;
  /** How rows of a table are given to a statement. */
  readonly rows: RowsGiven;
  /** At the end of a selection whose rows are about to be changed: those that another transaction is changing are left out. */
  readonly skipLocked: string;
  /** At the end of a selection whose rows are not to be changed before the transaction has ended. */
  readonly keepsRows: string;
  /** At the end of a selection whose rows are not to be deleted before the transaction has ended. */
  readonly keepsKey: string;
  /** Behind the name of a table whose index is named, because another would be taken. */
  byIndex(name: string): string;
}

/** How rows are given to a statement, cut so that few texts recur, which are prepared once. */
export interface RowsGiven {
  /** How many of so many rows go into the next statement. */
  piece(left: number): number;
  /** So many rows as a query, whose columns are called column1, column2 and so on. */
  text(table: string, columns: readonly string[], count: number): string;
  /** Texts for so many rows are the same where this is the same. */
  shape(count: number): number;
  /** Their values for the places of that text. */
  values(rows: number, columns: number, cell: (row: number, column: number) => unknown): unknown[];
}

/** How a driver lets it be known which words a connection speaks. */
export interface Speaking {
  readonly speaks: Dialect;
}

/** The words of a connection. */
export function dialectOf(db: Connection): Dialect {
  return (db.getExecutor().adapter as unknown as Speaking).speaks;
}

/** A text that is the same for all connections to the same database, so that it is made once. */
export function inEach(make: (dialect: Dialect) => string): (db: Connection) => string {
  const made = new Map<Dialect, string>();
  return (db) => {
    const dialect = dialectOf(db);
    const known = made.get(dialect);
    if (known !== undefined) return known;
    const text = make(dialect);
    made.set(dialect, text);
    return text;
  };
}

/** Stands in a fragment for the one value that is put in its place. */
const PLACE = '?';

/** A fragment in words of the database around a value. */
function around(text: string, value: unknown): RawBuilder<unknown> {
  const at = text.indexOf(PLACE);
  return sql`${sql.raw(text.slice(0, at))}${value}${sql.raw(text.slice(at + PLACE.length))}`;
}

/** A column has one of these values. The text is the same however many there are, so that it is prepared once. */
export function isOneOf(
  db: Connection,
  column: string,
  values: readonly (string | number)[],
): RawBuilder<boolean> {
  const dialect = dialectOf(db);
  return around(dialect.isOneOf(column, PLACE), dialect.listed(values)) as RawBuilder<boolean>;
}

/** These texts as rows of a table of this name, each under `value`. */
export function textsAs(db: Connection, name: string, values: readonly string[]): RawBuilder<unknown> {
  const dialect = dialectOf(db);
  return around(dialect.textsAs(name, PLACE), dialect.listed(values));
}

/** These numbers as rows of a table of this name, each under `value`. */
export function numbersAs(db: Connection, name: string, values: readonly number[]): RawBuilder<unknown> {
  const dialect = dialectOf(db);
  return around(dialect.numbersAs(name, PLACE), dialect.listed(values));
}

/** That a text has another within it, in upper or lower case. */
export function contains(db: Connection, column: string, text: string): RawBuilder<unknown> {
  return around(dialectOf(db).contains(column, PLACE), text.toLowerCase());
}

/** A column in a condition that no index is to be chosen for. */
export function unindexed(db: Connection, column: string): RawBuilder<unknown> {
  return sql.raw(dialectOf(db).unindexed(column));
}

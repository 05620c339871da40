import { SqliteAdapter, SqliteDialect } from 'kysely';
import type { Dialect, RowsGiven, Speaking } from '../sql/dialect.js';

const LARGEST_PIECE = 64;

/**
 * A place for each value. However many rows there are, they are cut into pieces of at most 64, far below the number of values that a
 * statement takes, and of powers of two, so that a table has few texts.
 */
const VALUES: RowsGiven = {
  piece(left) {
    let size = LARGEST_PIECE;
    while (size > left) size /= 2;
    return size;
  },
  text(_table, columns, count) {
    const row = `(${columns.map(() => '?').join(', ')})`;
    return `values ${Array<string>(count).fill(row).join(', ')}`;
  },
  shape: (count) => count,
  values(rows, columns, cell) {
    const values: unknown[] = [];
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) values.push(cell(row, column));
    }
    return values;
  },
};

/** The words of SQLite, which takes a list as JSON, so that a text with a list is prepared once however long that is. */
const SQLITE: Dialect = {
  name: 'sqlite',
  placed: (text) => text,
  listed: (values) => JSON.stringify(values),
  isOneOf: (column, list) => `${column} in (select value from json_each(${list}))`,
  textsAs: (name, list) => `json_each(${list}) as ${name}`,
  numbersAs: (name, list) => `json_each(${list}) as ${name}`,
  unindexed: (column) => `+${column}`,
  isAmong: (column, query) => `${column} in (${query})`,
  joined: (table, name, condition) => `cross join ${table} as ${name} where ${condition}`,
  lines: (column) => `group_concat(${column}, char(10))`,
  contains: (column, part) => `instr(lower(${column}), ${part}) > 0`,
  last: (column, count) => `substr(${column}, -${count})`,
  least: 'min',
  greatest: 'max',
  rows: VALUES,
  // Whoever writes has the database to itself.
  skipLocked: '',
  keepsRows: '',
  keepsKey: '',
  byIndex: (name) => `indexed by ${name}`,
};

/**
 * Tables are changed within transactions. The query builder does without, because a statement in a migration can ask for what SQLite
 * does in none; ours ask for no such thing, and one that is cut off in the middle leaves all as it was.
 */
class Adapter extends SqliteAdapter implements Speaking {
  readonly speaks = SQLITE;

  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** How the query builder speaks to a connection whose words commands can ask for. */
export class SpeakingSqlite extends SqliteDialect {
  override createAdapter(): Adapter {
    return new Adapter();
  }
}

import { SqliteAdapter, SqliteDialect } from 'kysely';
import type { Dialect, Speaking } from '../sql/dialect.js';

/** The words of SQLite, which takes a list as JSON, so that a text with a list is prepared once however long that is. */
const SQLITE: Dialect = {
  name: 'sqlite',
  placed: (text) => text,
  listed: (values) => JSON.stringify(values),
  isOneOf: (column, list) => `${column} in (select value from json_each(${list}))`,
  textsAs: (name, list) => `json_each(${list}) as ${name}`,
  numbersAs: (name, list) => `json_each(${list}) as ${name}`,
  unindexed: (column) => `+${column}`,
  lines: (column) => `group_concat(${column}, char(10))`,
  contains: (column, part) => `instr(lower(${column}), ${part}) > 0`,
  last: (column, count) => `substr(${column}, -${count})`,
  least: 'min',
  greatest: 'max',
  typed: () => '?',
  // Whoever writes has the database to itself.
  skipLocked: '',
  keepsRows: '',
  keepsKey: '',
  byIndex: (name) => `indexed by ${name}`,
};

/** How the query builder speaks to a connection whose words commands can ask for. */
export class SpeakingSqlite extends SqliteDialect {
  override createAdapter(): SqliteAdapter & Speaking {
    return Object.assign(new SqliteAdapter(), { speaks: SQLITE });
  }
}

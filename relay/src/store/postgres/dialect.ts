import type { Dialect } from '../sql/dialect.js';
import { isNumberColumn } from './column-types.js';

/** The texts with their places numbered, by the texts with question marks: the same few hundred recur. */
const PLACED = new Map<string, string>();

/** More texts than commands have; what goes on past it would be texts that depend on values. */
const MOST_PLACED = 2_000;

/** The words of Postgres, which takes a list as an array. */
export const POSTGRES: Dialect = {
  name: 'postgres',
  placed(text) {
    const known = PLACED.get(text);
    if (known !== undefined) return known;
    let place = 0;
    const placed = text.replaceAll('?', () => `$${String((place += 1))}`);
    if (PLACED.size >= MOST_PLACED) PLACED.clear();
    PLACED.set(text, placed);
    return placed;
  },
  listed: (values) => values,
  isOneOf: (column, list) => `${column} = any(${list})`,
  textsAs: (name, list) => `unnest(${list}::text[]) as ${name}(value)`,
  numbersAs: (name, list) => `unnest(${list}::bigint[]) as ${name}(value)`,
  unindexed: (column) => column,
  lines: (column) => `string_agg(${column}, chr(10))`,
  contains: (column, part) => `strpos(lower(${column}), ${part}) > 0`,
  last: (column, count) => `right(${column}, ${count})`,
  least: 'least',
  greatest: 'greatest',
  typed: (table, column) => (isNumberColumn(table, column) ? '?::bigint' : '?::text'),
  skipLocked: 'for update skip locked',
  keepsRows: 'for share skip locked',
  keepsKey: 'for key share',
  byIndex: () => '',
};

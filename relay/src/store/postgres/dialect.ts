import type { Dialect } from '../sql/dialect.js';
import { LISTS } from './rows.js';

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
  unindexed: (column) => `(${column} || '')`,
  isAmong: (column, query) => `${column} = any(array(${query}))`,
  joined: (table, name, condition) =>
    `cross join lateral (select * from ${table} as ${name} where ${condition} offset 0) as ${name} where true`,
  lines: (column) => `string_agg(${column}, chr(10))`,
  contains: (column, part) => `strpos(lower(${column}), ${part}) > 0`,
  last: (column, count) => `right(${column}, ${count})`,
  least: 'least',
  greatest: 'greatest',
  rows: LISTS,
  skipLocked: 'for update skip locked',
  keepsRows: 'for share skip locked',
  keepsKey: 'for key share',
  byIndex: () => '',
};

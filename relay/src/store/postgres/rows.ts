import type { RowsGiven } from '../sql/dialect.js';
import { typeOf } from './column-types.js';

/** Far more than a slice of work has. */
const LARGEST_PIECE = 1_000;

/**
 * Rows are given as a list for each column: one text for any number of them, with a place for each column. What a statement of hundreds of
 * places costs Postgres is mostly its places.
 */
export const LISTS: RowsGiven = {
  piece: (left) => Math.min(left, LARGEST_PIECE),
  text(table, columns) {
    const lists = columns.map((column) => `?::${typeOf(table, column)}[]`);
    const names = columns.map((_column, index) => `column${index + 1}`);
    return `select * from unnest(${lists.join(', ')}) as given(${names.join(', ')})`;
  },
  shape: () => 0,
  values(rows, columns, cell) {
    return Array.from({ length: columns }, (_values, column) =>
      Array.from({ length: rows }, (_value, row) => cell(row, column)),
    );
  },
};

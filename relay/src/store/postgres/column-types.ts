import type { Columns } from '../sql/columns.js';
import type { Schema } from '../schema.js';

/**
 * The columns that hold numbers, of those tables in which many rows are updated at once: in such a list Postgres takes
 * what has no type for a text. All others of them hold texts.
 */
const NUMBERS: { readonly [Table in keyof Schema]?: readonly Columns<Table>[] } = {
  actions: [
    'revision',
    'depth',
    'deadline_at',
    'requested_at',
    'due_at',
    'next_at',
    'give_up_at',
    'attempts',
    'hold_until',
    'run_now',
    'holder',
  ],
};

export function isNumberColumn(table: string, column: string): boolean {
  const columns: readonly string[] | undefined = NUMBERS[table as keyof Schema];
  if (columns === undefined)
    throw new Error(`the columns of ${table} that hold numbers are not written down`);
  return columns.includes(column);
}

import { CompiledQuery, type Insertable, type Transaction } from 'kysely';
import type { Schema } from './schema.js';

/**
 * Inserts rows that hold texts, numbers and nulls. The query builder makes a node of every value, which costs more than
 * the insert itself; here the text depends on the count of rows alone. A column that a row leaves out is null.
 */
export async function insertAll<Table extends keyof Schema>(
  tx: Transaction<Schema>,
  table: Table,
  rows: readonly Insertable<Schema[Table]>[],
): Promise<void> {
  if (rows.length === 0) return;
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const places = `(${columns.map(() => '?').join(', ')})`;
  const text = `insert into ${table} (${columns.join(', ')}) values ${rows.map(() => places).join(', ')}`;
  const values = rows.flatMap((row) =>
    columns.map((column) => (row as Record<string, unknown>)[column] ?? null),
  );
  await tx.executeQuery(CompiledQuery.raw(text, values));
}

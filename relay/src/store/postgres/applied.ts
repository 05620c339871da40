import { sql } from 'kysely';
import type { Db } from '../sql/connection.js';
import { PostgresError } from './postgres-error.js';

/** The migrations that the tables of a database have come through; null where there are no tables of the relay yet. */
export async function appliedIn(db: Db): Promise<ReadonlySet<string> | null> {
  try {
    const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
    return rows.length === 0 ? null : new Set(rows.map(({ name }) => name));
  } catch (error) {
    if (error instanceof PostgresError && error.code === 'POSTGRES_42P01') return null;
    throw error;
  }
}

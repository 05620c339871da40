import { sql, type Transaction } from 'kysely';
import type { Schema } from '../schema.js';

/**
 * Writes to the store without changing anything in it: to the number in the head of the file that SQLite leaves to
 * applications, and that nothing here reads. A store that is locked, full or read-only refuses it like any other write.
 */
export async function touchStore(tx: Transaction<Schema>): Promise<void> {
  await sql`pragma user_version = 1`.execute(tx);
}

import { sql } from 'kysely';
import type { Connection } from '../sql/connection.js';

/**
 * Writes to the store without changing anything in it: the number in the head of the file that says whose it is, which is
 * 0 in every database of the relay. The other number there that SQLite leaves to applications counts the starts
 * (../open-store.ts). A store that is locked, full or read-only refuses it like any other write.
 */
export async function touchStore(db: Connection): Promise<void> {
  await sql`pragma application_id = 0`.execute(db);
}

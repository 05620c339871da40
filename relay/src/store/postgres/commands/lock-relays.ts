import { sql } from 'kysely';
import type { Connection } from '../../sql/connection.js';

/**
 * Relays register one after the other, so that each sees all that registered before it. Nothing else waits for one that registers: a newcomer
 * that hangs keeps nobody from renewing a lease.
 */
export async function lockRelays(db: Connection): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(current_schema() || ' relays', 0))`.execute(db);
}

import { sql } from 'kysely';
import type { Connection } from '../sql/connection.js';

/** What the channel is called: of a database, one for each schema that holds the tables of relays; short, whatever that is called. */
export const CHANNEL = `'convoso_connect_' || md5(current_schema()::text)`;

/**
 * Tells all who listen, once the transaction is committed, that there is something to look at. It says nothing of what that is, because
 * anybody may listen. `speaker` is whose words they are, for whoever has said them.
 */
export async function notify(db: Connection, speaker: string): Promise<void> {
  await sql`select pg_notify(${sql.raw(CHANNEL)}, ${speaker})`.execute(db);
}

import { sql, type Kysely } from 'kysely';

/** A relay says whether it is ready as it renews its lease, so that the one which leads can tell of it. */
export async function noteUnreadyRelays(db: Kysely<unknown>): Promise<void> {
  await sql`alter table relays add column unready_since integer`.execute(db);
  await sql`alter table relays add column unready_message text`.execute(db);
}

import { sql, type Kysely } from 'kysely';

/** A relay says as it renews its lease since when it cannot use the latest configuration, so that the one which leads can tell of it. */
export async function noteRefusedConfigurations(db: Kysely<unknown>): Promise<void> {
  await sql`alter table relays add column config_refused_at integer`.execute(db);
}

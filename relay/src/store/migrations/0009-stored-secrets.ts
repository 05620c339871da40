import { sql, type Kysely } from 'kysely';

/** Secrets that people hand to the relay, encrypted; the key is in a file beside the database, never in it. */
export async function createStoredSecrets(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table stored_secrets (name text primary key, sealed blob not null, set_at integer not null)
    `.execute(db);
}

import { sql, type Kysely } from 'kysely';

/** Who is signed in stays so when the relay is started again. */
export async function createSessions(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table sessions (
      digest text primary key, id text not null, "by" text not null, key_id text, key_mark text not null,
      made_at integer not null, last_used_at integer not null) without rowid
  `.execute(db);
}

import { sql, type Kysely } from 'kysely';

/** Names for the ids that deliveries and rules hold, so that a reason can be read without Convoso at hand. */
export async function createAccountNames(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table account_names (key text primary key, name text not null, pulled_at integer not null) without rowid
  `.execute(db);
}

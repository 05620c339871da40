import { sql, type Kysely } from 'kysely';

/** What is played again is counted by the rate limit when it is, and not when it came. */
export async function dateReplays(db: Kysely<unknown>): Promise<void> {
  await sql`alter table inbox add column replayed_at integer`.execute(db);
}

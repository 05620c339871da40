import { sql, type Kysely } from 'kysely';

/** What was to come before a date must not come after it, however long it is held. What was planned before has no deadline. */
export async function keepDeadlines(db: Kysely<unknown>): Promise<void> {
  await sql`alter table actions add column deadline_at integer`.execute(db);
}

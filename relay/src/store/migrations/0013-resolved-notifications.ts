import { sql, type Kysely } from 'kysely';

/** What was wrong and is not any more must not be told as if it were. */
export async function resolveNotifications(db: Kysely<unknown>): Promise<void> {
  await sql`alter table notifications add column resolved_at integer`.execute(db);
}

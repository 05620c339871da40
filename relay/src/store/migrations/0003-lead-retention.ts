import { sql, type Kysely } from 'kysely';

/**
 * What was known of leads before counts as known since this moment, so that it neither vanishes at once nor stays for
 * ever. As the default of the new column it rewrites no row, however many leads there are; every new row brings a time
 * of its own.
 */
export async function dateLeadStates(db: Kysely<unknown>): Promise<void> {
  const now = sql.lit(Date.now());
  await sql`alter table lead_states add column updated_at integer not null default ${now}`.execute(db);
}

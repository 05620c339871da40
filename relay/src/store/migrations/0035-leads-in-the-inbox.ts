import { sql, type Kysely } from 'kysely';

/**
 * Of several relays, each sees which deliveries about the same lead the others have still to process. A relay that is alone notes no lead, and
 * its index stays empty.
 */
export async function noteLeadsInInbox(db: Kysely<unknown>): Promise<void> {
  await sql`alter table inbox add column lead_key text`.execute(db);
  await sql`create index inbox_lead on inbox (lead_key, seq) where lead_key is not null`.execute(db);
}

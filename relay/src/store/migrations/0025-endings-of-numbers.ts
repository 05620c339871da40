import { sql, type Kysely } from 'kysely';

/** People read a number out by its last digits. */
export async function indexEndingsOfNumbers(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index occurrences_lead_ending on occurrences (substr(lead_phone, -4), seq) where lead_phone is not null
  `.execute(db);
  await sql`
    create index occurrences_call_ending on occurrences (substr(call_phone, -4), seq) where call_phone is not null
  `.execute(db);
}

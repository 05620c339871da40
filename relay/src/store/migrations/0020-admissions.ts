import { sql, type Kysely } from 'kysely';

/** Answers to whoever asks before acting: found by their event, and removed with their lead. */
export async function createAdmissions(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table admissions (
      event_id text not null, rule text not null, step text not null, lead_key text, prior text not null,
      answer text not null, expires_at integer not null, primary key (event_id, rule, step)) without rowid
  `.execute(db);
  await sql`create index admissions_lead on admissions (lead_key) where lead_key is not null`.execute(db);
}

import { sql, type Kysely } from 'kysely';

/**
 * What is kept for programs until a time: found by what its owner calls it, by its lead, its event and its owner. What programs report
 * of their own sends stands among the attempts, by ids that begin with a brace, and is found by its person.
 */
export async function createHolds(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table holds (
      id text primary key, owner text not null, made_by text not null, given_id text, digest text not null,
      lead_key text, phone text, event_id text, occurrence text not null, rules text not null, payload text not null,
      resumes_at text, sealed blob, made_at integer not null, stopped text)
  `.execute(db);
  await sql`create unique index holds_given on holds (owner, given_id) where given_id is not null`.execute(
    db,
  );
  await sql`create index holds_owner on holds (owner, id)`.execute(db);
  await sql`create index holds_lead on holds (lead_key, id) where lead_key is not null`.execute(db);
  await sql`create index holds_phone on holds (phone, id) where phone is not null`.execute(db);
  await sql`create index holds_event on holds (event_id, id) where event_id is not null`.execute(db);
  await sql`
    create index attempts_reported on attempts (lead_key) where action_id >= '{' and action_id < '|'
  `.execute(db);
  await sql`
    create index attempts_reported_phone on attempts (phone, at) where action_id >= '{' and action_id < '|'
  `.execute(db);
}

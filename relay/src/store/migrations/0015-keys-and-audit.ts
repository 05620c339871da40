import { sql, type Kysely } from 'kysely';

/**
 * Keys with names, of which only digests are kept, and the audit log, which is read by time, by who and by what. Its ids
 * are never given twice: one that is missing was of an order that was refused, and changed nothing.
 */
export async function createKeysAndAudit(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table api_keys (
      id text primary key, name text not null unique, scopes text not null, per_second integer not null,
      digest text not null, formers text not null, made_at integer not null, rotated_at integer,
      expires_at integer, last_used_at integer) without rowid
  `.execute(db);
  await sql`
    create table audit (
      id integer primary key autoincrement, at integer not null, who text not null, key_id text, what text not null,
      part text, before text, after text, outcome text not null, failure text)
  `.execute(db);
  await sql`create index audit_at on audit (at, id)`.execute(db);
  await sql`create index audit_who on audit (who, at, id)`.execute(db);
  await sql`create index audit_what on audit (what, at, id)`.execute(db);
}

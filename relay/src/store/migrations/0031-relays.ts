import { sql, type Kysely } from 'kysely';

/**
 * Several relays can work on one store: each is registered, and what is claimed says by whom. What ran when this was done, and what waited,
 * is nobody's, and is taken over by the relay that starts. Of what waits and is free there is hardly ever any.
 */
export async function registerRelays(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table relays (
      number integer primary key autoincrement, name text not null, home text not null, since integer not null,
      lease_until integer not null)
  `.execute(db);
  await sql`alter table actions add column holder integer`.execute(db);
  await sql`alter table inbox add column holder integer`.execute(db);
  await sql`
    create table delivery_marks (
      key text primary key, ids text not null, at integer not null, expires_at integer not null) without rowid
  `.execute(db);
  await sql`create index inbox_free on inbox (seq) where holder is null`.execute(db);
}

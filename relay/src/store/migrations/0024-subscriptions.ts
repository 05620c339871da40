import { sql, type Kysely } from 'kysely';

/**
 * Who has events sent to a URL; of what is the same to its owner there is one at a time. What goes out without an occurrence that would take
 * it along when it is removed, such as an alarm, is found by an index of its own.
 */
export async function createSubscriptions(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table subscriptions (
      id text primary key, key_id text, owner text not null, url text not null, topics text not null,
      filter text not null, name text, sealed blob not null, identity text not null, sequence integer not null,
      made_at integer not null, ended_at integer, ended_code text, ended_reason text) without rowid
  `.execute(db);
  await sql`
    create unique index subscriptions_identity on subscriptions (identity) where ended_at is null
  `.execute(db);
  await sql`create index actions_alone on actions (id) where occurrence_id = ''`.execute(db);
}

import { sql, type Kysely } from 'kysely';

/**
 * What waits to be processed gets a table of its own: taking a delivery off it no longer writes the delivery again,
 * body and all. `deliveries.claims` and the state `processed` are not written any more.
 */
export async function createInbox(db: Kysely<unknown>): Promise<void> {
  await sql`create table inbox (seq integer primary key, claims integer not null)`.execute(db);
  await sql`insert into inbox select seq, claims from deliveries where state = 'received'`.execute(db);
  await sql`drop index deliveries_received`.execute(db);
  await sql`create unique index deliveries_id on deliveries (id)`.execute(db);
  await sql`
    create table workflow_failures (
      occurrence_id text not null, workflow_id text not null, at integer not null, reason text not null,
      primary key (occurrence_id, workflow_id)) without rowid
  `.execute(db);
}

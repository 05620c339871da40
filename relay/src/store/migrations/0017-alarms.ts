import { sql, type Kysely } from 'kysely';

/** What goes wrong is a state with a beginning and an end, besides what is told of it; listed by when it last went wrong. */
export async function createAlarms(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table alarms (
      key text primary key, kind text not null, about text not null, cause text not null, message text not null,
      since integer not null, last_at integer not null, count integer not null, told text, told_at integer,
      acknowledged_at integer, acknowledged_by text, resolved_at integer)
  `.execute(db);
  await sql`create index alarms_last on alarms (last_at, key)`.execute(db);
}

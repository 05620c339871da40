import { sql, type Kysely } from 'kysely';

/** A relay that comes back is told from one that was not there before by its data folder, which outlives its registration. */
export async function keepRelayHomes(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table relay_homes (
      home text primary key, known_since integer not null, seen_at integer not null) without rowid
  `.execute(db);
  await sql`
    insert into relay_homes (home, known_since, seen_at) select home, min(since), max(since) from relays group by home
  `.execute(db);
}

import { sql, type Kysely } from 'kysely';

/**
 * When nothing went out to an endpoint, and why. What earlier versions wrote into a configuration as `settings.breaker` was a default
 * that nobody had asked for, and did nothing: they refused it where it was written. It must not begin to count.
 */
export async function keepHalts(db: Kysely<unknown>): Promise<void> {
  await createHalts(db);
  await sql`update config_revisions set document = json_remove(document, '$.settings.breaker')`.execute(db);
}

/** Their table alone: a store in Postgres has no configurations of those versions. */
export async function createHalts(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table halts (
      id text primary key, part text, cause text not null, since integer not null, until integer, ended_at integer,
      reason text not null) without rowid
  `.execute(db);
}

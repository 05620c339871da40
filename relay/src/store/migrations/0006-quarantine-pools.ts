import { sql, type Kysely } from 'kysely';

/** Rejected requests are divided into pools, each with places of its own; what is kept already was nobody's in particular. */
export async function divideQuarantine(db: Kysely<unknown>): Promise<void> {
  await sql`alter table quarantine add column pool text not null default 'caller'`.execute(db);
  await sql`alter table quarantine add column source text not null default ''`.execute(db);
  await sql`create index quarantine_pool on quarantine (pool, source)`.execute(db);
}

import { sql, type Kysely } from 'kysely';

/** A link that signs in does so at any relay, once; and relays know by digests whether they have the same keys. */
export async function createLinksAndSharedKeys(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table sign_in_links (digest text primary key, ends_at integer not null) without rowid
  `.execute(db);
  await sql`
    create table shared_keys (
      name text primary key, digest text not null, since integer not null, formers text not null) without rowid
  `.execute(db);
}

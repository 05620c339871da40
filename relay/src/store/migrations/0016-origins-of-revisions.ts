import { sql, type Kysely } from 'kysely';

/** Who brought a configuration about, and whether it counts in the place of the file; of those before, nothing is known. */
export async function tellOriginsOfRevisions(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table revision_origins (
      revision integer primary key, by text not null, changes text, instead_of text)
  `.execute(db);
}

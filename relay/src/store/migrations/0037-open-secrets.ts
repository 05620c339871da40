import { sql, type Kysely } from 'kysely';

/** The secret of the sample's hook is known to all relays on a store, which need no key in common for it. */
export async function keepOpenSecrets(db: Kysely<unknown>): Promise<void> {
  await sql`alter table stored_secrets add column open text`.execute(db);
}

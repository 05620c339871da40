import { sql, type Kysely } from 'kysely';

/** Workflows that trigger each other are a loop, too: what others saved on the way to an action stands with the action. */
export async function keepSavesOfOthers(db: Kysely<unknown>): Promise<void> {
  await sql`alter table actions add column other_saves text`.execute(db);
}

import { sql, type Kysely } from 'kysely';

/** Of several relays, one looks after a halt. Those of before are nobody's, like those of relays that have ended. */
export async function keepHoldersOfHalts(db: Kysely<unknown>): Promise<void> {
  await sql`alter table halts add column holder integer`.execute(db);
}

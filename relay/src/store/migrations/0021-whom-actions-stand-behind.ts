import { sql, type Kysely } from 'kysely';

/** Whom an action waits for stood in its reason alone, as a sentence around the id; nothing else begins like it. */
export async function keepWhomActionsStandBehind(db: Kysely<unknown>): Promise<void> {
  const before = 'it waits for ';
  const after = ', which comes before it';
  await sql`alter table actions add column stands_behind text`.execute(db);
  await sql`
    update actions set reason = null, stands_behind =
      substr(reason, ${before.length + 1}, length(reason) - ${before.length + after.length})
    where state = 'waiting' and reason like ${`${before}%${after}`}
  `.execute(db);
}

import { sql, type Kysely } from 'kysely';

/**
 * What destinations answer is kept beside what was sent to them. What is done and has a reason looks like no success,
 * and is listed by an index of its own; before this, nothing that was done had a reason.
 */
export async function keepAnswers(db: Kysely<unknown>): Promise<void> {
  await sql`alter table attempts add column answer text`.execute(db);
  await sql`
    create index actions_doubtful on actions (due_at, id) where state = 'done' and reason is not null
  `.execute(db);
}

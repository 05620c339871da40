import { sql, type Kysely } from 'kysely';

/**
 * A loop goes on from lead to lead, so that it is counted by workflow. How deep in a chain of saves an action is stands
 * with the action, as does the call that stopped it.
 */
export async function tellWhatCallsBringAbout(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table loop_states (
      workflow_id text primary key, state text not null, expires_at integer not null) without rowid
  `.execute(db);
  await sql`alter table actions add column depth integer not null default 0`.execute(db);
  await sql`alter table actions add column stopped_by text`.execute(db);
}

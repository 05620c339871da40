import { sql, type Kysely } from 'kysely';

/**
 * What is pending becomes a list of its own, as what ended unperformed is: pages of it are then found without looking
 * at what is done, which is nearly everything. What stands after the id is checked in the index itself. An index for
 * each state, and none that begins with the state: SQLite would take it for any question about what waits, where the
 * index of what is due answers at once. Notifications are listed by their last time, and looked through for what is to
 * be sent.
 */
export async function indexWhatIsPending(db: Kysely<unknown>): Promise<void> {
  for (const state of ['waiting', 'running']) {
    await sql`
      create index ${sql.ref(`actions_${state}`)} on actions (due_at, id, workflow_id, type, list_id, endpoint_id)
      where state = ${sql.lit(state)}
    `.execute(db);
  }
  await sql`create index notifications_last on notifications (last_at, key)`.execute(db);
  await sql`
    create index notifications_to_send on notifications (send_at) where send_at is not null
  `.execute(db);
}

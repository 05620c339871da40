import { sql, type Kysely } from 'kysely';

export async function createFirstTables(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table config_revisions (
      revision integer primary key, hash text not null, document text not null, complete integer not null,
      accepted_at integer not null)
  `.execute(db);
  await sql`
    create table deliveries (
      seq integer primary key autoincrement, id text not null, hook_id text not null, received_at integer not null,
      method text not null, query text not null, headers text not null, body blob not null,
      remote_address text not null, state text not null, claims integer not null, failure text)
  `.execute(db);
  // Processed deliveries are found through their occurrence; only the few others need indexes.
  await sql`create index deliveries_received on deliveries (seq) where state = 'received'`.execute(db);
  await sql`create index deliveries_dead on deliveries (seq) where state = 'dead'`.execute(db);
  await sql`
    create table occurrences (
      seq integer primary key, id text not null unique, revision integer not null, received_at integer not null,
      lead_key text, lead_phone text, call_phone text, occurrence text not null, decisions text not null,
      looks_repeated_of text)
  `.execute(db);
  await sql`create index occurrences_lead_phone on occurrences (lead_phone, seq)`.execute(db);
  await sql`
    create index occurrences_call_phone on occurrences (call_phone, seq) where call_phone is not null
  `.execute(db);
  await sql`
    create index occurrences_lead on occurrences (lead_key, seq) where lead_key is not null
  `.execute(db);
  await sql`create table lead_states (lead_key text primary key, state text not null) without rowid`.execute(
    db,
  );
  await sql`
    create table call_states (
      call_log_id text primary key, state text not null, updated_at integer not null) without rowid
  `.execute(db);
  await sql`
    create table guard_states (
      lead_key text primary key, state text not null, expires_at integer not null) without rowid
  `.execute(db);
  await sql`
    create table live_calls (
      call_key text not null, agent text not null, lead_key text, since integer not null,
      primary key (call_key, agent)) without rowid
  `.execute(db);
  await sql`create index live_calls_agent on live_calls (agent)`.execute(db);
  await sql`create index live_calls_lead on live_calls (lead_key) where lead_key is not null`.execute(db);
  await sql`
    create table switches (
      part text primary key, active integer, configured integer not null, reason text not null, at integer not null,
      reset_at integer not null)
  `.execute(db);
  await createActionTables(db);
  await createOperatorTables(db);
}

async function createActionTables(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table actions (
      id text primary key, occurrence_id text not null, revision integer not null, workflow_id text not null,
      action_set_id text not null, action_id text not null, type text not null, endpoint_id text not null,
      lead_key text, lane text not null, requested_at integer not null, due_at integer not null,
      next_at integer not null, give_up_at integer not null, state text not null, attempts integer not null,
      hold_until integer, run_now integer not null, payload text, checks text, reason text, overtook text,
      list_id text)
  `.execute(db);
  await sql`create index actions_due on actions (endpoint_id, next_at, id) where state = 'waiting'`.execute(
    db,
  );
  await sql`
    create index actions_lane on actions (lane, due_at, requested_at, id) where state in ('waiting', 'running')
  `.execute(db);
  await createExecutionIndexes(db);
  await sql`
    create table attempts (
      id integer primary key autoincrement, action_id text not null, number integer not null, at integer not null,
      duration_ms integer not null, workflow_id text not null, endpoint_id text not null, phone text, lead_key text,
      method text not null, url text not null, body text, status integer, outcome text not null,
      result text not null, result_key text not null, reason text, diagnosis text)
  `.execute(db);
  await sql`create index attempts_action on attempts (action_id, id)`.execute(db);
  await createLogIndexes(db);
}

/**
 * Each gives its entries in order of time, by the few values that stand before it. The first, by its twelve types,
 * serves the list of all as well. None holds the state of what was performed: it changes too often.
 */
async function createExecutionIndexes(db: Kysely<unknown>): Promise<void> {
  await sql`create index actions_type on actions (type, due_at, id)`.execute(db);
  await sql`create index actions_workflow on actions (workflow_id, type, due_at, id)`.execute(db);
  await sql`
    create index actions_list on actions (list_id, workflow_id, type, due_at, id) where list_id is not null
  `.execute(db);
  // Written with "or", because only so does SQLite see that one of the two states is enough to use it.
  await sql`
    create index actions_unperformed on actions (state, due_at, id, workflow_id, type, list_id)
    where state = 'dead' or state = 'skipped' or state = 'cancelled' or state = 'flushed'
  `.execute(db);
}

/**
 * As above; the first, by its four outcomes, serves the list of all. What stands after the id is checked in the index
 * itself, which is ten times as fast as looking at the rows.
 */
async function createLogIndexes(db: Kysely<unknown>): Promise<void> {
  await sql`create index attempts_outcome on attempts (outcome, at, id, result_key)`.execute(db);
  await sql`create index attempts_endpoint on attempts (endpoint_id, outcome, at, id, result_key)`.execute(
    db,
  );
  await sql`
    create index attempts_workflow on attempts (workflow_id, endpoint_id, outcome, at, id, result_key)
  `.execute(db);
  // Those of workflows are found through their occurrence: numbers come in no order, which makes their index dear.
  await sql`create index attempts_test_phone on attempts (phone, at) where workflow_id = ''`.execute(db);
  await sql`
    create index attempts_result on attempts (endpoint_id, result_key, outcome, at, id, workflow_id)
  `.execute(db);
}

async function createOperatorTables(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table quarantine (
      id text primary key, at integer not null, hook_id text not null, status integer not null, code text not null,
      reason text not null, method text not null, query text not null, headers text not null, body blob not null,
      truncated integer not null, remote_address text not null, replayed_as text)
  `.execute(db);
  await sql`
    create table notifications (
      key text primary key, kind text not null, message text not null, first_at integer not null,
      last_at integer not null, count integer not null, sent_at integer, sent_to text not null, send_at integer,
      send_attempts integer not null, send_failure text)
  `.execute(db);
}

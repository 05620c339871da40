import { sql, type Kysely, type Migration } from 'kysely';
import { normalisePhoneKeys } from './phone-keys.js';

/** In order; a released one never changes. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-first': { up: createFirstTables },
  '0002-inbox': { up: createInbox },
  '0003-lead-retention': { up: dateLeadStates },
  '0004-lists-of-what-is-pending': { up: indexWhatIsPending },
  '0005-replays-in-the-inbox': { up: dateReplays },
  '0006-quarantine-pools': { up: divideQuarantine },
  '0007-repeats': { up: indexRepeats },
  '0008-phone-keys': { up: normalisePhoneKeys },
  '0009-stored-secrets': { up: createStoredSecrets },
  '0010-answers-of-destinations': { up: keepAnswers },
  '0011-what-calls-bring-about': { up: tellWhatCallsBringAbout },
};

async function createFirstTables(db: Kysely<unknown>): Promise<void> {
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

/**
 * What waits to be processed gets a table of its own: taking a delivery off it no longer writes the delivery again,
 * body and all. `deliveries.claims` and the state `processed` are not written any more.
 */
async function createInbox(db: Kysely<unknown>): Promise<void> {
  await sql`create table inbox (seq integer primary key, claims integer not null)`.execute(db);
  await sql`insert into inbox select seq, claims from deliveries where state = 'received'`.execute(db);
  await sql`drop index deliveries_received`.execute(db);
  await sql`create unique index deliveries_id on deliveries (id)`.execute(db);
  await sql`
    create table workflow_failures (
      occurrence_id text not null, workflow_id text not null, at integer not null, reason text not null,
      primary key (occurrence_id, workflow_id)) without rowid
  `.execute(db);
}

/**
 * What was known of leads before counts as known since this moment, so that it neither vanishes at once nor stays for
 * ever. As the default of the new column it rewrites no row, however many leads there are; every new row brings a time
 * of its own.
 */
async function dateLeadStates(db: Kysely<unknown>): Promise<void> {
  const now = sql.lit(Date.now());
  await sql`alter table lead_states add column updated_at integer not null default ${now}`.execute(db);
}

/**
 * What is pending becomes a list of its own, as what ended unperformed is: pages of it are then found without looking
 * at what is done, which is nearly everything. What stands after the id is checked in the index itself. An index for
 * each state, and none that begins with the state: SQLite would take it for any question about what waits, where the
 * index of what is due answers at once. Notifications are listed by their last time, and looked through for what is to
 * be sent.
 */
async function indexWhatIsPending(db: Kysely<unknown>): Promise<void> {
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

/** What is played again is counted by the rate limit when it is, and not when it came. */
async function dateReplays(db: Kysely<unknown>): Promise<void> {
  await sql`alter table inbox add column replayed_at integer`.execute(db);
}

/** Rejected requests are divided into pools, each with places of its own; what is kept already was nobody's in particular. */
async function divideQuarantine(db: Kysely<unknown>): Promise<void> {
  await sql`alter table quarantine add column pool text not null default 'caller'`.execute(db);
  await sql`alter table quarantine add column source text not null default ''`.execute(db);
  await sql`create index quarantine_pool on quarantine (pool, source)`.execute(db);
}

/** A repeat stands among the deliveries as a row that holds nothing, and is found by the delivery that it repeats. */
async function indexRepeats(db: Kysely<unknown>): Promise<void> {
  await sql`create index deliveries_repeat on deliveries (failure, received_at) where state = 'repeat'`.execute(
    db,
  );
}

/** Secrets that people hand to the relay, encrypted; the key is in a file beside the database, never in it. */
async function createStoredSecrets(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table stored_secrets (name text primary key, sealed blob not null, set_at integer not null)
    `.execute(db);
}

/**
 * What destinations answer is kept beside what was sent to them. What is done and has a reason looks like no success,
 * and is listed by an index of its own; before this, nothing that was done had a reason.
 */
async function keepAnswers(db: Kysely<unknown>): Promise<void> {
  await sql`alter table attempts add column answer text`.execute(db);
  await sql`
    create index actions_doubtful on actions (due_at, id) where state = 'done' and reason is not null
  `.execute(db);
}

/**
 * A loop goes on from lead to lead, so that it is counted by workflow. How deep in a chain of saves an action is stands
 * with the action, as does the call that stopped it.
 */
async function tellWhatCallsBringAbout(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table loop_states (
      workflow_id text primary key, state text not null, expires_at integer not null) without rowid
  `.execute(db);
  await sql`alter table actions add column depth integer not null default 0`.execute(db);
  await sql`alter table actions add column stopped_by text`.execute(db);
}

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
  '0012-deadlines': { up: keepDeadlines },
  '0013-resolved-notifications': { up: resolveNotifications },
  '0014-account-names': { up: createAccountNames },
  '0015-keys-and-audit': { up: createKeysAndAudit },
  '0016-origins-of-revisions': { up: tellOriginsOfRevisions },
  '0017-alarms': { up: createAlarms },
  '0018-saves-of-other-workflows': { up: keepSavesOfOthers },
  '0019-halts': { up: keepHalts },
  '0020-admissions': { up: createAdmissions },
  '0021-whom-actions-stand-behind': { up: keepWhomActionsStandBehind },
  '0022-holds': { up: createHolds },
  '0024-subscriptions': { up: createSubscriptions },
  '0025-endings-of-numbers': { up: indexEndingsOfNumbers },
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

/** What was to come before a date must not come after it, however long it is held. What was planned before has no deadline. */
async function keepDeadlines(db: Kysely<unknown>): Promise<void> {
  await sql`alter table actions add column deadline_at integer`.execute(db);
}

/** What was wrong and is not any more must not be told as if it were. */
async function resolveNotifications(db: Kysely<unknown>): Promise<void> {
  await sql`alter table notifications add column resolved_at integer`.execute(db);
}

/** Names for the ids that deliveries and rules hold, so that a reason can be read without Convoso at hand. */
async function createAccountNames(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table account_names (key text primary key, name text not null, pulled_at integer not null) without rowid
  `.execute(db);
}

/**
 * Keys with names, of which only digests are kept, and the audit log, which is read by time, by who and by what. Its ids
 * are never given twice: one that is missing was of an order that was refused, and changed nothing.
 */
async function createKeysAndAudit(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table api_keys (
      id text primary key, name text not null unique, scopes text not null, per_second integer not null,
      digest text not null, formers text not null, made_at integer not null, rotated_at integer,
      expires_at integer, last_used_at integer) without rowid
  `.execute(db);
  await sql`
    create table audit (
      id integer primary key autoincrement, at integer not null, who text not null, key_id text, what text not null,
      part text, before text, after text, outcome text not null, failure text)
  `.execute(db);
  await sql`create index audit_at on audit (at, id)`.execute(db);
  await sql`create index audit_who on audit (who, at, id)`.execute(db);
  await sql`create index audit_what on audit (what, at, id)`.execute(db);
}

/** Who brought a configuration about, and whether it counts in the place of the file; of those before, nothing is known. */
async function tellOriginsOfRevisions(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table revision_origins (
      revision integer primary key, by text not null, changes text, instead_of text)
  `.execute(db);
}

/** What goes wrong is a state with a beginning and an end, besides what is told of it; listed by when it last went wrong. */
async function createAlarms(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table alarms (
      key text primary key, kind text not null, about text not null, cause text not null, message text not null,
      since integer not null, last_at integer not null, count integer not null, told text, told_at integer,
      acknowledged_at integer, acknowledged_by text, resolved_at integer)
  `.execute(db);
  await sql`create index alarms_last on alarms (last_at, key)`.execute(db);
}

/** Workflows that trigger each other are a loop, too: what others saved on the way to an action stands with the action. */
async function keepSavesOfOthers(db: Kysely<unknown>): Promise<void> {
  await sql`alter table actions add column other_saves text`.execute(db);
}

/**
 * When nothing went out to an endpoint, and why. What earlier versions wrote into a configuration as `settings.breaker` was a default
 * that nobody had asked for, and did nothing: they refused it where it was written. It must not begin to count.
 */
async function keepHalts(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table halts (
      id text primary key, part text, cause text not null, since integer not null, until integer, ended_at integer,
      reason text not null) without rowid
  `.execute(db);
  await sql`update config_revisions set document = json_remove(document, '$.settings.breaker')`.execute(db);
}

/** Answers to whoever asks before acting: found by their event, and removed with their lead. */
async function createAdmissions(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table admissions (
      event_id text not null, rule text not null, step text not null, lead_key text, prior text not null,
      answer text not null, expires_at integer not null, primary key (event_id, rule, step)) without rowid
  `.execute(db);
  await sql`create index admissions_lead on admissions (lead_key) where lead_key is not null`.execute(db);
}

/** Whom an action waits for stood in its reason alone, as a sentence around the id; nothing else begins like it. */
async function keepWhomActionsStandBehind(db: Kysely<unknown>): Promise<void> {
  const before = 'it waits for ';
  const after = ', which comes before it';
  await sql`alter table actions add column stands_behind text`.execute(db);
  await sql`
    update actions set reason = null, stands_behind =
      substr(reason, ${before.length + 1}, length(reason) - ${before.length + after.length})
    where state = 'waiting' and reason like ${`${before}%${after}`}
  `.execute(db);
}

/**
 * What is kept for programs until a time: found by what its owner calls it, by its lead, its event and its owner. What programs report
 * of their own sends stands among the attempts, by ids that begin with a brace, and is found by its person.
 */
async function createHolds(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table holds (
      id text primary key, owner text not null, made_by text not null, given_id text, digest text not null,
      lead_key text, phone text, event_id text, occurrence text not null, rules text not null, payload text not null,
      resumes_at text, sealed blob, made_at integer not null, stopped text)
  `.execute(db);
  await sql`create unique index holds_given on holds (owner, given_id) where given_id is not null`.execute(
    db,
  );
  await sql`create index holds_owner on holds (owner, id)`.execute(db);
  await sql`create index holds_lead on holds (lead_key, id) where lead_key is not null`.execute(db);
  await sql`create index holds_phone on holds (phone, id) where phone is not null`.execute(db);
  await sql`create index holds_event on holds (event_id, id) where event_id is not null`.execute(db);
  await sql`
    create index attempts_reported on attempts (lead_key) where action_id >= '{' and action_id < '|'
  `.execute(db);
  await sql`
    create index attempts_reported_phone on attempts (phone, at) where action_id >= '{' and action_id < '|'
  `.execute(db);
}

/**
 * Who has events sent to a URL; of what is the same to its owner there is one at a time. What goes out without an occurrence that would take
 * it along when it is removed, such as an alarm, is found by an index of its own.
 */
async function createSubscriptions(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table subscriptions (
      id text primary key, key_id text, owner text not null, url text not null, topics text not null,
      filter text not null, name text, sealed blob not null, identity text not null, sequence integer not null,
      made_at integer not null, ended_at integer, ended_code text, ended_reason text) without rowid
  `.execute(db);
  await sql`
    create unique index subscriptions_identity on subscriptions (identity) where ended_at is null
  `.execute(db);
  await sql`create index actions_alone on actions (id) where occurrence_id = ''`.execute(db);
}

/** People read a number out by its last digits. */
async function indexEndingsOfNumbers(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index occurrences_lead_ending on occurrences (substr(lead_phone, -4), seq) where lead_phone is not null
  `.execute(db);
  await sql`
    create index occurrences_call_ending on occurrences (substr(call_phone, -4), seq) where call_phone is not null
  `.execute(db);
}

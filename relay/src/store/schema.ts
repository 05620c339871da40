import type { ColumnType, Generated } from 'kysely';
import type { ActionState } from './ports/actions.js';
import type { AlarmKind, StoredAlarm } from './ports/alarms.js';
import type { AttemptOutcome } from './ports/attempts.js';
import type { ChangeOutcome } from './ports/audit.js';
import type { HaltCause } from './ports/halts.js';
import type { DeliveryState } from './ports/intake.js';
import type { TableName } from './ports/tables.js';

/**
 * The tables, as both SQLite and Postgres hold them: times as epoch milliseconds, structured values as JSON text,
 * ids as text. Every credential is masked before it reaches a row.
 */
export interface Schema extends Record<TableName, object> {
  config_revisions: ConfigRevisionTable;
  revision_origins: RevisionOriginTable;
  deliveries: DeliveryTable;
  inbox: InboxTable;
  occurrences: OccurrenceTable;
  lead_states: LeadStateTable;
  call_states: CallStateTable;
  guard_states: GuardStateTable;
  loop_states: LoopStateTable;
  live_calls: LiveCallTable;
  admissions: AdmissionTable;
  holds: HoldTable;
  subscriptions: SubscriptionTable;
  switches: SwitchTable;
  halts: HaltTable;
  actions: ActionTable;
  attempts: AttemptTable;
  workflow_failures: WorkflowFailureTable;
  quarantine: QuarantineTable;
  notifications: NotificationTable;
  alarms: AlarmTable;
  stored_secrets: StoredSecretTable;
  api_keys: ApiKeyTable;
  audit: AuditTable;
  account_names: AccountNameTable;
}

/** Accepted configurations; a row never changes. */
export interface ConfigRevisionTable {
  revision: Generated<number>;
  /** SHA-256 of the document as written, so that re-reading the same file makes no new revision. */
  hash: string;
  /** The document with secrets given inline masked; references stand as written. */
  document: string;
  /** 1 where nothing was left out, so that a relay can run on the stored document alone. */
  complete: number;
  accepted_at: number;
}

/** Where accepted configurations come from. */
export interface RevisionOriginTable {
  revision: number;
  /** Who made it, as the audit log names them. */
  by: string;
  /** How many places differ from what ran before, by the kind of difference, as JSON; null where nothing ran. */
  changes: string | null;
  /** Of the file's text that it counts in the place of, because it could not be written: a digest; else null. */
  instead_of: string | null;
}

/** What Convoso sent, as received. */
export interface DeliveryTable {
  seq: Generated<number>;
  id: string;
  hook_id: string;
  received_at: number;
  method: string;
  query: string;
  headers: string;
  body: Buffer;
  remote_address: string;
  /** Of one that is neither dead nor a repeat the inbox says whether it waits; `processed` stands only in rows from before there was one. */
  state: ColumnType<DeliveryState, DeliveryState, DeliveryState>;
  /** Counted in the inbox instead since that table exists; 0 in every row written since then. */
  claims: number;
  failure: string | null;
}

/** The deliveries that wait to be processed, in order of arrival. */
export interface InboxTable {
  seq: number;
  /** How often a start of the relay found it unprocessed and began on it. */
  claims: number;
  /** When an operator let it in or played it again, in epoch milliseconds; null for one that has just come. */
  replayed_at: ColumnType<number | null, number | null | undefined, number | null>;
}

/** What a delivery said happened, and the decisions of the workflows that matched it. */
export interface OccurrenceTable {
  seq: number;
  id: string;
  revision: number;
  received_at: number;
  lead_key: string | null;
  lead_phone: string | null;
  call_phone: string | null;
  occurrence: string;
  decisions: string;
  /** The occurrence a moment ago that looks the same, where there is one (domain-facts J.41). */
  looks_repeated_of: string | null;
}

export interface LeadStateTable {
  lead_key: string;
  state: string;
  /** When the state last changed. Only retention goes by it; what was stored without one has that of its migration. */
  updated_at: number;
}

export interface CallStateTable {
  call_log_id: string;
  state: string;
  updated_at: number;
}

/** What the guards remember of one lead, all in one; worthless after `expires_at`. */
export interface GuardStateTable {
  lead_key: string;
  state: string;
  expires_at: number;
}

/** What loop protection remembers of one workflow, over all leads; worthless after `expires_at`. */
export interface LoopStateTable {
  workflow_id: string;
  /** Core's `LoopState`, as JSON. */
  state: string;
  expires_at: number;
}

/** Calls known to be running: a row for each name that the agent goes by, or one with an empty name. */
export interface LiveCallTable {
  call_key: string;
  agent: string;
  lead_key: string | null;
  since: number;
}

/** Workflows, actions and endpoints switched at run time, over what the configuration says. */
export interface SwitchTable {
  /** `workflow:<id>`, `endpoint:<id>` or `action:<workflow id>/<action id>`, ids URL-encoded. */
  part: string;
  /** 1 or 0; null where the configuration counts again. */
  active: number | null;
  /** What the configuration said when it was switched. Once that changes, the configuration counts again. */
  configured: number;
  reason: string;
  at: number;
  /** When a workflow was last switched on again: loops are counted from then. */
  reset_at: number;
}

/** Times in which what is due at an endpoint is held, or in which it fails. */
export interface HaltTable {
  id: string;
  /** The key of a target; null for everything. */
  part: string | null;
  cause: HaltCause;
  since: number;
  until: number | null;
  ended_at: number | null;
  reason: string;
}

export interface ActionTable {
  /** `<occurrence id>-<nn>`; also the Idempotency-Key of every attempt. */
  id: string;
  /** Empty where it belongs to none. */
  occurrence_id: string;
  revision: number;
  workflow_id: string;
  action_set_id: string;
  action_id: string;
  type: string;
  endpoint_id: string;
  lead_key: string | null;
  lane: string;
  /** How many saves of its own workflow led to its trigger, one causing the next; 0 where something else caused it. */
  depth: ColumnType<number, number | undefined, number>;
  /** What other workflows saved on the way to its trigger, as JSON; null where it was none. */
  other_saves: ColumnType<string | null, string | null | undefined, string | null>;
  /** From when on it is of no use: it was to come before a date. Null also in rows from before this was kept. */
  deadline_at: ColumnType<number | null, number | null | undefined, number | null>;
  /** When its schedule asked for it. Of actions held until one and the same moment, the earlier asked for goes first. */
  requested_at: number;
  /** When it comes due; it joins its lane then. */
  due_at: number;
  /** When the next attempt may be made. */
  next_at: number;
  give_up_at: number;
  state: ActionState;
  attempts: number;
  /** Until when it holds the rest of its lane; null before its first attempt. */
  hold_until: number | null;
  /** 1 after an operator's word to run it now: of its hours, only those that the law sets count. */
  run_now: number;
  /** The body (POST) or mapped query (GET), frozen at the first attempt. */
  payload: string | null;
  /** The checks made when it last came due: core's `ReviewCheck[]`, as JSON. */
  checks: string | null;
  /** Why it is not done; of one that is done, why it looks like no success. */
  reason: string | null;
  /** The id of the action of its lane that it was parked behind while it waits; null where it stands behind none. */
  stands_behind: ColumnType<string | null, string | null | undefined, string | null>;
  /** The occurrence by which its workflow stopped for the lead; null where it waits, or ended otherwise. */
  stopped_by: ColumnType<string | null, string | null | undefined, string | null>;
  /** The earlier action of its lane that it passed, when it did. */
  overtook: string | null;
  /** The list of the lead when it was planned. */
  list_id: string | null;
}

/** One try to carry out an action: one row of the Connect logs. */
export interface AttemptTable {
  id: Generated<number>;
  action_id: string;
  number: number;
  at: number;
  duration_ms: number;
  workflow_id: string;
  endpoint_id: string;
  phone: string | null;
  lead_key: string | null;
  method: string;
  /** As sent, credentials masked. */
  url: string;
  body: string | null;
  status: number | null;
  outcome: AttemptOutcome;
  /** The value read from the answer, as JSON; `null` where the systems failed to communicate. */
  result: string;
  /** What the result is searched by. */
  result_key: string;
  reason: string | null;
  /** What the destination answered: `KeptAnswer` as JSON, masked; null without an answer, or from before it was kept. */
  answer: string | null;
  /** Where to look, for whatever was no plain success: core's `Diagnosis`, as JSON; else null. */
  diagnosis: string | null;
}

/** Workflows that failed with an error in an occurrence; the row goes when the workflow is played again and succeeds. */
export interface WorkflowFailureTable {
  occurrence_id: string;
  workflow_id: string;
  at: number;
  reason: string;
}

/** Requests that were turned away, kept so that a mistake in the set-up loses no call (domain-facts J.43). */
export interface QuarantineTable {
  id: string;
  at: number;
  hook_id: string;
  status: number;
  code: string;
  reason: string;
  method: string;
  query: string;
  headers: string;
  body: Buffer;
  /** 1 where more arrived than is kept: it can be looked at and not replayed. */
  truncated: number;
  remote_address: string;
  replayed_as: string | null;
  /** Those of one pool share a number of places. */
  pool: string;
  /** The sender, as far as one sender is told from another. */
  source: string;
}

/** What an operator should know. One row for each cause, with a count. */
export interface NotificationTable {
  key: string;
  kind: string;
  message: string;
  first_at: number;
  last_at: number;
  count: number;
  /** When it was last sent to all places that `settings.notifications` names. */
  sent_at: number | null;
  /** The places that have it already, while others do not. */
  sent_to: string;
  /** When the next sending is due; null where none is. */
  send_at: number | null;
  send_attempts: number;
  send_failure: string | null;
  /** When its cause was seen to be over; null while it may go on, and for what is an event and no state. */
  resolved_at: ColumnType<number | null, number | null | undefined, number | null>;
}

/** What goes wrong, or went wrong last: one row for each kind, place and cause. No row names a person. */
export interface AlarmTable {
  /** `<kind>`, or `<kind>:<about>`, or `<kind>:<about>:<cause>`. */
  key: string;
  kind: AlarmKind;
  /** The endpoint or the hook; blank where it is about the relay. */
  about: string;
  /** Blank where the kind says it all. */
  cause: string;
  message: string;
  since: number;
  last_at: number;
  count: number;
  /** What people were told last. */
  told: StoredAlarm['told'];
  told_at: number | null;
  acknowledged_at: number | null;
  acknowledged_by: string | null;
  resolved_at: number | null;
}

/** What whoever asks before acting was answered. */
export interface AdmissionTable {
  event_id: string;
  rule: string;
  step: string;
  lead_key: string | null;
  /** What was known before the event, as JSON. */
  prior: string;
  /** JSON. */
  answer: string;
  expires_at: number;
}

/** What is kept for a program until a time; its action is called after it. */
export interface HoldTable {
  id: string;
  /** Blank for the admin key. */
  owner: string;
  made_by: string;
  given_id: string | null;
  digest: string;
  lead_key: string | null;
  phone: string | null;
  event_id: string | null;
  /** Core's `Occurrence`, as JSON. */
  occurrence: string;
  /** JSON. */
  rules: string;
  /** JSON. */
  payload: string;
  resumes_at: string | null;
  /** Encrypted with the key in the file `secrets-key`; see seals/seal.ts. */
  sealed: Buffer | null;
  made_at: number;
  /** JSON; null where it is not stopped, or not to be told so. */
  stopped: string | null;
}

/** Who has events sent to a URL. */
export interface SubscriptionTable {
  id: string;
  /** The named key that subscribed; null for the admin key. */
  key_id: string | null;
  owner: string;
  /** Without its secret part. */
  url: string;
  topics: string;
  filter: string;
  name: string | null;
  /** Address and signing secret, encrypted. */
  sealed: Buffer;
  identity: string;
  sequence: number;
  made_at: number;
  ended_at: number | null;
  ended_code: string | null;
  ended_reason: string | null;
}

/** What `secretRef: "store:NAME"` refers to. */
export interface StoredSecretTable {
  name: string;
  /** Encrypted with the key in the file `secrets-key`; see seals/seal.ts. */
  sealed: Buffer;
  set_at: number;
}

/** Named keys of the API. No row holds what opens it. */
export interface ApiKeyTable {
  /** Public; the key begins with it. */
  id: string;
  name: string;
  /** A list, as JSON. */
  scopes: string;
  per_second: number;
  /** SHA-256 of the secret part, as base64. */
  digest: string;
  /** `FormerDigest[]`, as JSON: those of before its rotations that may open for a while longer. */
  formers: string;
  made_at: number;
  rotated_at: number | null;
  expires_at: number | null;
  last_used_at: number | null;
}

/** Who changed what. Nothing in it is a secret or names a person: parts by their ids, and numbers of rows. */
export interface AuditTable {
  id: Generated<number>;
  at: number;
  /** The name of a key, or one of the contract's `ACTORS`. */
  who: string;
  key_id: string | null;
  /** The name of an operation, as in `workflows.switch`. */
  what: string;
  part: string | null;
  /** JSON; null where there was nothing. */
  before: string | null;
  after: string | null;
  outcome: ChangeOutcome;
  /** The code of what made it fail. */
  failure: string | null;
}

/** What Convoso calls campaigns, lists and queues. */
export interface AccountNameTable {
  /** The kind and the id, as in `campaign:111`. */
  key: string;
  name: string;
  /** When Convoso was last found to have it. */
  pulled_at: number;
}

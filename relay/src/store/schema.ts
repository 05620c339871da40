import type { TableName } from './ports/tables.js';
import type { AccountNameTable } from './schema/account-names.js';
import type { ActionTable } from './schema/actions.js';
import type { AdmissionTable } from './schema/admissions.js';
import type { AlarmTable } from './schema/alarms.js';
import type { AttemptTable } from './schema/attempts.js';
import type { AuditTable } from './schema/audit.js';
import type { ConfigRevisionTable, RevisionOriginTable, StoredSecretTable } from './schema/configuration.js';
import type { HaltTable } from './schema/halts.js';
import type { HoldTable } from './schema/holds.js';
import type { DeliveryMarkTable, DeliveryTable, InboxTable } from './schema/intake.js';
import type { ApiKeyTable } from './schema/keys.js';
import type {
  LeadStateTable,
  CallStateTable,
  GuardStateTable,
  LoopStateTable,
  LiveCallTable,
} from './schema/leads.js';
import type { NotificationTable } from './schema/notices.js';
import type { OccurrenceTable, WorkflowFailureTable } from './schema/occurrences.js';
import type { QuarantineTable } from './schema/quarantine.js';
import type { RelayHomeTable, RelayTable } from './schema/relays.js';
import type { SessionTable, SignInLinkTable } from './schema/sessions.js';
import type { SharedKeyTable } from './schema/shared-keys.js';
import type { SubscriptionTable } from './schema/subscriptions.js';
import type { SwitchTable } from './schema/switches.js';

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
  sessions: SessionTable;
  sign_in_links: SignInLinkTable;
  shared_keys: SharedKeyTable;
  audit: AuditTable;
  account_names: AccountNameTable;
  relays: RelayTable;
  relay_homes: RelayHomeTable;
  delivery_marks: DeliveryMarkTable;
}

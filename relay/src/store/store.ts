import type { AccountNameReads, AccountNames } from './ports/account-names.js';
import type { AdmissionReads, Admissions } from './ports/admissions.js';
import type { ActionReads, Actions } from './ports/actions.js';
import type { AlarmReads, Alarms } from './ports/alarms.js';
import type { AttemptReads, Attempts } from './ports/attempts.js';
import type { Audit, AuditReads } from './ports/audit.js';
import type { Claims } from './ports/claims.js';
import type { Configuration, ConfigurationReads } from './ports/configuration.js';
import type { DeadLetterReads, DeadLetters } from './ports/dead-letters.js';
import type { Figures } from './ports/figures.js';
import type { HaltReads, Halts } from './ports/halts.js';
import type { HoldReads, Holds } from './ports/holds.js';
import type { Intake, IntakeReads } from './ports/intake.js';
import type { KeyReads, Keys } from './ports/keys.js';
import type { LeadReads, Leads } from './ports/leads.js';
import type { NoticeReads, Notices } from './ports/notices.js';
import type { OccurrenceReads, Occurrences } from './ports/occurrences.js';
import type { Pending, PendingReads } from './ports/pending.js';
import type { PersonReads, Persons } from './ports/persons.js';
import type { Quarantine, QuarantineReads } from './ports/quarantine.js';
import type { RelayReads, Relays } from './ports/relays.js';
import type { Retention } from './ports/retention.js';
import type { SessionReads, Sessions } from './ports/sessions.js';
import type { SharedKeyReads, SharedKeys } from './ports/shared-keys.js';
import type { SubscriptionReads, Subscriptions } from './ports/subscriptions.js';
import type { SwitchReads, Switches } from './ports/switches.js';

/** What can be asked of a store, by what it is about. */
export interface StoreReads {
  readonly intake: IntakeReads;
  readonly occurrences: OccurrenceReads;
  readonly leads: LeadReads;
  readonly admissions: AdmissionReads;
  readonly holds: HoldReads;
  readonly actions: ActionReads;
  readonly pending: PendingReads;
  readonly attempts: AttemptReads;
  readonly deadLetters: DeadLetterReads;
  readonly quarantine: QuarantineReads;
  readonly configuration: ConfigurationReads;
  readonly switches: SwitchReads;
  readonly halts: HaltReads;
  readonly notices: NoticeReads;
  readonly alarms: AlarmReads;
  readonly figures: Figures;
  readonly keys: KeyReads;
  readonly sessions: SessionReads;
  readonly sharedKeys: SharedKeyReads;
  readonly audit: AuditReads;
  readonly accountNames: AccountNameReads;
  readonly subscriptions: SubscriptionReads;
  readonly relays: RelayReads;
  readonly persons: PersonReads;
}

/** A store that is open for reading alone. */
export interface ReadStore extends StoreReads {
  /**
   * Answers a question of several calls: where others can write between two of them, all are answered as of one moment. The store
   * itself may be asked meanwhile.
   */
  snapshot<Value>(read: (store: StoreReads) => Promise<Value>): Promise<Value>;
  close(): Promise<void>;
}

/** What can be asked of a store and changed in it. */
export interface StoreParts extends Omit<StoreReads, 'persons'> {
  readonly intake: Intake;
  readonly occurrences: Occurrences;
  readonly leads: Leads;
  readonly admissions: Admissions;
  readonly holds: Holds;
  readonly actions: Actions;
  readonly claims: Claims;
  readonly pending: Pending;
  readonly attempts: Attempts;
  readonly deadLetters: DeadLetters;
  readonly quarantine: Quarantine;
  readonly configuration: Configuration;
  readonly switches: Switches;
  readonly halts: Halts;
  readonly notices: Notices;
  readonly alarms: Alarms;
  readonly keys: Keys;
  readonly sessions: Sessions;
  readonly sharedKeys: SharedKeys;
  readonly audit: Audit;
  readonly accountNames: AccountNames;
  readonly subscriptions: Subscriptions;
  readonly relays: Relays;
}

/** A unit of work: all that is done in it is stored together, or none of it. */
export interface Unit extends StoreParts {
  /**
   * Says which leads the unit is about to read and write: until it ends, no other unit changes what is known of them or
   * plans for them. To be called before their states are read, once in a unit. A store that has one writer at a time has
   * nothing to do here.
   */
  lockLeads(leadKeys: readonly string[]): Promise<void>;
  /**
   * Says in whose name the unit claims or processes: until it ends, that registration cannot be ended, so that what it holds stays its own.
   * Gives false where it was ended before; nothing may be claimed then, and nothing done with what was.
   */
  actAs(relay: number): Promise<boolean>;
  /** Writes without changing anything, so that a store that is locked, full or read-only shows it. */
  touch(): Promise<void>;
}

/**
 * What the relay keeps. A call made on the store itself is a unit of work of its own, and is safe once it resolves; it must
 * not be made from within a unit.
 *
 * Errors that say something about the store and nothing about what was to be stored are told apart by `storeFaultOf`.
 */
export interface Store extends StoreParts {
  readonly persons: Persons;
  readonly retention: Retention;
  /**
   * Does a unit of work, and resolves once it is committed: it is seen by everyone and survives the end of the process. It
   * survives a power cut once `synced` resolves, so nothing may leave the relay before then that rests on it. Units come
   * one after the other; a power cut takes the last ones or none.
   */
  turn<Value>(work: (unit: Unit) => Promise<Value>): Promise<Value>;
  /** The same, and resolves once it is safe. */
  durably<Value>(work: (unit: Unit) => Promise<Value>): Promise<Value>;
  /** Resolves when all that has been committed so far is safe; rejects where it cannot be made so. */
  synced(): Promise<void>;
  /** Resolves when nothing is being made safe, however that ended. */
  quiet(): Promise<void>;
  /** How many turns have been committed that changed something. */
  readonly writes: number;
  /** Where it does its work: while one in another process is waited for, this one does other things. */
  readonly worksIn: 'this process' | 'another process';
  close(): Promise<void>;
}

import type { GuardStates, LeadState, LoopState } from '@convoso-connect/core';
import type { StoredAdmission } from '../ports/admissions.js';
import type { StoredName } from '../ports/account-names.js';
import type { StoredAction } from '../ports/actions.js';
import type { StoredAlarm } from '../ports/alarms.js';
import type { StoredAttempt } from '../ports/attempts.js';
import type { StoredChange } from '../ports/audit.js';
import type { RevisionOrigin, StoredRevision, StoredSecret } from '../ports/configuration.js';
import type { StoredHold } from '../ports/holds.js';
import type { DeliveryContent } from '../ports/intake.js';
import type { StoredKey } from '../ports/keys.js';
import type { CallRecord } from '../ports/leads.js';
import type { StoredNotice } from '../ports/notices.js';
import type { StoredOccurrence, WorkflowFailure } from '../ports/occurrences.js';
import type { QuarantinedRequest } from '../ports/quarantine.js';
import type { StoredHalt } from '../ports/halts.js';
import type { RegisteredRelay } from '../ports/relays.js';
import type { StoredLink, StoredSession } from '../ports/sessions.js';
import type { StoredSharedKey } from '../ports/shared-keys.js';
import type { StoredSubscription } from '../ports/subscriptions.js';
import type { StoredSwitch } from '../ports/switches.js';

export interface HeldDelivery extends DeliveryContent {
  readonly seq: number;
  readonly kept: 'received' | 'dead' | 'repeat';
  readonly failure: string | null;
}

export interface Place {
  readonly claims: number;
  readonly replayedAt: number | null;
  readonly holder: number | null;
  readonly leadKey: string | null;
}

export interface HeldMark {
  readonly ids: readonly string[];
  readonly at: number;
  readonly expiresAt: number;
}

export interface HeldRelay extends Omit<RegisteredRelay, 'isHeard' | 'knownSince'> {
  readonly leaseUntil: number;
}

/** A data folder of relays. */
export interface KnownHome {
  readonly knownSince: number;
  readonly seenAt: number;
}

/** A running call under one name of its agent; an empty one where it has none. */
export interface HeldCall {
  readonly callKey: string;
  readonly agent: string;
  readonly leadKey: string | null;
  readonly since: number;
}

export interface Expiring<State> {
  readonly state: State;
  readonly expiresAt: number;
}

export interface Updated<State> {
  readonly state: State;
  readonly updatedAt: number;
}

/** A rejected request, with a number that counts up in the order in which they came. */
export interface HeldRequest extends QuarantinedRequest {
  readonly number: number;
}

/** Tables that number what they hold. */
type CountedTable = 'deliveries' | 'attempts' | 'audit' | 'relays';

/** All that is kept. What stands in a table is never changed: another value takes its place. */
export interface Tables {
  deliveries: Map<number, HeldDelivery>;
  inbox: Map<number, Place>;
  occurrences: Map<number, StoredOccurrence>;
  failures: Map<string, WorkflowFailure>;
  leads: Map<string, Updated<LeadState>>;
  calls: Map<string, Updated<CallRecord>>;
  guards: Map<string, Expiring<GuardStates>>;
  loops: Map<string, Expiring<LoopState>>;
  liveCalls: Map<string, HeldCall>;
  admissions: Map<string, StoredAdmission>;
  holds: Map<string, StoredHold>;
  actions: Map<string, StoredAction>;
  attempts: Map<number, StoredAttempt>;
  quarantine: Map<string, HeldRequest>;
  revisions: Map<number, StoredRevision>;
  origins: Map<number, RevisionOrigin>;
  secrets: Map<string, StoredSecret>;
  switches: Map<string, StoredSwitch>;
  halts: Map<string, StoredHalt>;
  notices: Map<string, StoredNotice>;
  alarms: Map<string, StoredAlarm>;
  keys: Map<string, StoredKey>;
  sessions: Map<string, StoredSession>;
  links: Map<string, StoredLink>;
  sharedKeys: Map<string, StoredSharedKey>;
  audit: Map<number, StoredChange>;
  accountNames: Map<string, StoredName>;
  subscriptions: Map<string, StoredSubscription>;
  relays: Map<number, HeldRelay>;
  homes: Map<string, KnownHome>;
  marks: Map<string, HeldMark>;
  /** The last numbers that were given; none is given twice, whatever is deleted. */
  numbers: Map<CountedTable, number>;
}

export function emptyTables(): Tables {
  return {
    deliveries: new Map(),
    inbox: new Map(),
    occurrences: new Map(),
    failures: new Map(),
    leads: new Map(),
    calls: new Map(),
    guards: new Map(),
    loops: new Map(),
    liveCalls: new Map(),
    admissions: new Map(),
    holds: new Map(),
    actions: new Map(),
    attempts: new Map(),
    quarantine: new Map(),
    revisions: new Map(),
    origins: new Map(),
    secrets: new Map(),
    switches: new Map(),
    halts: new Map(),
    notices: new Map(),
    alarms: new Map(),
    keys: new Map(),
    sessions: new Map(),
    links: new Map(),
    sharedKeys: new Map(),
    audit: new Map(),
    accountNames: new Map(),
    subscriptions: new Map(),
    relays: new Map(),
    homes: new Map(),
    marks: new Map(),
    numbers: new Map(),
  };
}

/** The same values in tables of their own. */
export function copyOf(tables: Tables): Tables {
  const copies = Object.entries(tables).map(([name, table]) => [
    name,
    new Map(table as Map<unknown, unknown>),
  ]);
  return Object.fromEntries(copies) as Tables;
}

/** Whether both hold the very same values. */
export function areAlike(one: Tables, other: Tables): boolean {
  return (Object.keys(one) as (keyof Tables)[]).every((name) => {
    const [a, b] = [one[name] as Map<unknown, unknown>, other[name] as Map<unknown, unknown>];
    return a.size === b.size && [...a].every(([key, value]) => b.get(key) === value);
  });
}

/** The next number of a table that counts up. */
export function nextNumber({ numbers }: Tables, table: CountedTable): number {
  const next = (numbers.get(table) ?? 0) + 1;
  numbers.set(table, next);
  return next;
}

/** Puts something in a table that must not be there already. */
export function insert<Key, Value>(table: Map<Key, Value>, key: Key, value: Value): void {
  if (table.has(key)) throw new Error(`${String(key)} is there already`);
  table.set(key, value);
}

export function changeAction(tables: Tables, id: string, change: Partial<StoredAction>): void {
  const action = tables.actions.get(id);
  if (action !== undefined) tables.actions.set(id, { ...action, ...change });
}

export function occurrenceById({ occurrences }: Tables, id: string): StoredOccurrence | undefined {
  return [...occurrences.values()].find((each) => each.id === id);
}

/** It counts as delivered, and was answered as if it had failed. */
export function isDoubtful({ state, reason }: StoredAction): boolean {
  return state === 'done' && reason !== null;
}

export function isUnfinished({ state }: StoredAction): boolean {
  return state === 'waiting' || state === 'running';
}

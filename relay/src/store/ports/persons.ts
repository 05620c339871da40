import type { LeadState } from '@convoso-connect/core';
import type { DeliveryState, KeptRequest } from './intake.js';
import type { StoredOccurrence } from './occurrences.js';

/** An occurrence of a person. */
export type OccurrenceOfPerson = Pick<
  StoredOccurrence,
  'seq' | 'id' | 'leadKey' | 'leadPhone' | 'callPhone' | 'occurrence'
>;

/** What occurrences of a person are found by. */
export type PersonKey = 'leadKey' | 'leadPhone' | 'callPhone';

export interface KeptDelivery extends KeptRequest {
  readonly seq: number;
  readonly id: string;
  readonly state: DeliveryState;
}

/** Tables in which a person's rows are known by one key, which may be that of several. */
export type KeyedTable =
  | 'guard_states'
  | 'lead_states'
  | 'call_states'
  | 'admissions'
  | 'holds'
  | 'notifications'
  | 'quarantine'
  | 'deliveries';

/** What hangs on an occurrence: how many actions and attempts, and the ids of the actions that are not finished. */
export interface PartsOfOccurrence {
  readonly actions: number;
  readonly attempts: number;
  readonly waiting: readonly string[];
  readonly running: readonly string[];
}

/** What one window deleted of an occurrence; `done` where nothing of it is left. */
export interface OccurrenceWindow {
  readonly attempts: number;
  readonly actions: number;
  readonly deliveries: number;
  readonly occurrences: number;
  readonly done: boolean;
}

export interface PersonReads {
  /** The next occurrences of a lead, or of a phone number, in the order in which they came. */
  occurrences(
    by: { readonly key: PersonKey; readonly value: string },
    after: number,
    size: number,
  ): Promise<readonly OccurrenceOfPerson[]>;
  /** The next leads with what is known of them, in the order of their keys. */
  leadStatesAfter(
    after: string,
    size: number,
  ): Promise<readonly { readonly leadKey: string; readonly state: LeadState }[]>;
  /** The deliveries after one, up to another, that have no occurrence: not processed, set aside, or kept for longer. */
  deliveriesWithoutOccurrence(after: number, upTo: number): Promise<readonly KeptDelivery[]>;
  /** The numbers of the first and the last delivery; null where there is none. */
  deliveryRange(): Promise<{ readonly first: number | null; readonly last: number | null }>;
  /** The next rejected requests, in the order of their ids. */
  quarantinedAfter(after: string, size: number): Promise<readonly (KeptRequest & { readonly id: string })[]>;
  /** The next notifications, in the order of their keys. */
  notificationsAfter(
    after: string,
    size: number,
  ): Promise<readonly { readonly key: string; readonly message: string }[]>;
  partsOfOccurrence(id: string): Promise<PartsOfOccurrence>;
  /** The ids of the holds about these leads, and of those about a phone number. */
  holds(leadKeys: readonly string[], phone: string | null): Promise<readonly string[]>;
  /** How many sends elsewhere that belong to no occurrence are about these leads, or about a phone number. */
  countReported(leadKeys: readonly string[], phone: string | null): Promise<number>;
  countByKey(table: KeyedTable, keys: readonly (string | number)[]): Promise<number>;
  /** The keys of the running calls with these leads, and of those with these keys; each once. */
  liveCalls(leadKeys: readonly string[], callKeys: readonly string[]): Promise<readonly string[]>;
}

/** What is kept of one person: looked for in windows, and deleted in windows, each in a unit of work of its own. */
export interface Persons extends PersonReads {
  /** Gives how many there were. */
  deleteByKey(table: KeyedTable, keys: readonly (string | number)[]): Promise<number>;
  /**
   * Deletes those of these deliveries that are still as they were found: with no occurrence, and not waiting to be
   * processed. What an operator has played again meanwhile stays, and with it its place in the inbox.
   */
  deleteIdleDeliveries(seqs: readonly number[]): Promise<number>;
  /** Gives how many there were. */
  deleteReported(leadKeys: readonly string[], phone: string | null): Promise<number>;
  /** Gives how many rows they had: one for each name of their agents. */
  deleteLiveCalls(callKeys: readonly string[]): Promise<number>;
  /**
   * Deletes at most `size` attempts or actions of an occurrence or, once none is left, the occurrence and its delivery. Null
   * where something of it has become pending meanwhile, and nothing is deleted.
   */
  deleteOfOccurrence(
    occurrence: Pick<OccurrenceOfPerson, 'seq' | 'id'>,
    size: number,
  ): Promise<OccurrenceWindow | null>;
  /**
   * Overwrites what deleted rows have left behind. False where that has to wait, because another process is reading.
   */
  eraseDeleted(): Promise<boolean>;
}

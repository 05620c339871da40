import { setImmediate as nextTick } from 'node:timers/promises';
import { ConnectError } from '@convoso-connect/core';
import type { Clock } from '../clock.js';
import { counted } from '../counted.js';
import type { Log } from '../log.js';
import type { AskedPerson } from './person.js';
import {
  ROWS_AT_ONCE,
  survey,
  type FoundOccurrence,
  type NamedElsewhere,
  type Pending,
  type PersonalTable,
  type RowCounts,
  type Survey,
  type SurveyParts,
} from './survey.js';
import type { KeyedTable } from '../store/ports/persons.js';

export interface ForgetParts extends SurveyParts {
  readonly clock: Clock;
  readonly log: Log;
  /** Called with the ids of occurrences that are gone, for what is remembered of them outside of the store. */
  readonly forgetRequests: (occurrenceIds: readonly string[]) => void;
}

/** What becomes of actions that wait for the person: nothing is removed, or they are cancelled first. */
export type WithPending = 'refuse' | 'flush';

/** What is kept of a person, or has been removed. */
export interface ForgetReport {
  /** False where it was only looked. */
  readonly removed: boolean;
  readonly leads: readonly string[];
  /** Other leads that have the person's number in another field than their own. They stay as they are. */
  readonly alsoNamedIn: readonly NamedElsewhere[];
  /** Rows by table. */
  readonly rows: RowCounts;
  readonly pending: { readonly waiting: number; readonly running: number; readonly unprocessed: number };
  /** Whether the database file and its log hold nothing any more of what was removed; null where it was only looked. */
  readonly erased: boolean | null;
}

/** Tells what is kept of a person, and removes nothing. */
export async function lookUpPerson(parts: SurveyParts, asked: AskedPerson): Promise<ForgetReport> {
  const found = await survey(parts, asked);
  return reportOf(found, { removed: false, rows: found.rows, erased: null });
}

/**
 * Removes a person from every table, in small pieces, and overwrites what the removed rows leave behind in the file. What
 * was cut off is finished by doing it again. Throws a `ConnectError`: `STILL_PENDING`, `ATTEMPT_UNDER_WAY`,
 * `DELIVERY_UNPROCESSED`.
 */
export async function forgetPerson(
  parts: ForgetParts,
  asked: AskedPerson,
  withPending: WithPending,
): Promise<ForgetReport> {
  const found = await survey(parts, asked);
  await settlePending(parts, found.pending, withPending);
  const removed = new Removal(parts);
  await removed.all(found);
  parts.forgetRequests(found.occurrences.map(({ id }) => id));
  const erased = await parts.store.persons.eraseDeleted();
  await tell(parts, removed.rows);
  if (removed.becamePending > 0) throw stillPending(removed.becamePending);
  if (removed.playedAgain > 0) throw unprocessedDelivery(removed.playedAgain);
  return reportOf(found, { removed: true, rows: removed.rows, erased });
}

async function settlePending(
  { store, clock }: ForgetParts,
  { waiting, running, unprocessed }: Pending,
  withPending: WithPending,
): Promise<void> {
  if (unprocessed > 0) throw unprocessedDelivery(unprocessed);
  if (running > 0) throw underWay(running);
  if (waiting.length > 0 && withPending === 'refuse') throw stillPending(waiting.length);
  const now = clock.now();
  const reason = `flushed at ${new Date(now).toISOString()}, because its lead is to be forgotten`;
  for (const id of waiting) {
    await store.durably((unit) => unit.pending.flush([id], { from: 'waiting', reason, now }));
  }
}

/** Deliveries are numbered from 1 on, and none is that of a hold. */
const NO_DELIVERY = 0;

/** Removes what a survey has found, and counts it. */
class Removal {
  readonly rows: RowCounts = {};
  /** How many occurrences had to stay. */
  becamePending = 0;
  /** How many deliveries had to stay, because they were played again meanwhile. */
  playedAgain = 0;
  readonly #parts: ForgetParts;

  constructor(parts: ForgetParts) {
    this.#parts = parts;
  }

  /** Whatever leads to other rows goes after them, so that a second try finds all that a first one has left. */
  async all({ person, occurrences, ...found }: Survey): Promise<void> {
    const leadKeys = [...person.leadKeys];
    await this.#byKey('guard_states', leadKeys);
    await this.#byKey('admissions', leadKeys);
    this.#count('live_calls', await this.#parts.store.persons.deleteLiveCalls(found.liveCalls));
    await this.#byKey('notifications', found.notifications);
    await this.#byKey('quarantine', found.quarantine);
    await this.#deliveries(found.deliveries);
    for (const id of found.holds) await this.#hold(id);
    this.#count('attempts', await this.#parts.store.persons.deleteReported(leadKeys, person.phone));
    const lastOnes = occurrences.filter(({ showsLead }) => showsLead);
    for (const each of occurrences.filter(({ showsLead }) => !showsLead)) await this.#occurrence(each);
    if (this.becamePending + this.playedAgain === 0) await this.#byKey('lead_states', leadKeys);
    for (const each of lastOnes) await this.#occurrence(each);
  }

  async #byKey(table: KeyedTable, keys: readonly (string | number)[]): Promise<void> {
    for (let at = 0; at < keys.length; at += ROWS_AT_ONCE) {
      this.#count(
        table,
        await this.#parts.store.persons.deleteByKey(table, keys.slice(at, at + ROWS_AT_ONCE)),
      );
      await nextTick();
    }
  }

  async #deliveries(seqs: readonly number[]): Promise<void> {
    for (let at = 0; at < seqs.length; at += ROWS_AT_ONCE) {
      const window = seqs.slice(at, at + ROWS_AT_ONCE);
      const deleted = await this.#parts.store.persons.deleteIdleDeliveries(window);
      this.#count('deliveries', deleted);
      this.playedAgain += window.length - deleted;
      await nextTick();
    }
  }

  /** What hangs on a hold goes as what hangs on an occurrence does, and the hold after it. */
  async #hold(id: string): Promise<void> {
    if (await this.#partsOf({ seq: NO_DELIVERY, id })) await this.#byKey('holds', [id]);
  }

  async #occurrence(occurrence: FoundOccurrence): Promise<void> {
    const { callLogId } = occurrence;
    if (callLogId !== null) await this.#byKey('call_states', [callLogId]);
    await this.#partsOf(occurrence);
  }

  /** False where something has become pending meanwhile, and stays. */
  async #partsOf(of: Pick<FoundOccurrence, 'seq' | 'id'>): Promise<boolean> {
    for (;;) {
      const window = await this.#parts.store.persons.deleteOfOccurrence(of, ROWS_AT_ONCE);
      await nextTick();
      if (window === null) {
        this.becamePending += 1;
        return false;
      }
      const { done, ...rows } = window;
      for (const [table, count] of Object.entries(rows)) this.#count(table as PersonalTable, count);
      if (done) return true;
    }
  }

  #count(table: PersonalTable, rows: number): void {
    if (rows > 0) this.rows[table] = (this.rows[table] ?? 0) + rows;
  }
}

/** The key of the notification that tells of it. */
export const FORGOTTEN = 'forgotten';

/** For the record: that a person was forgotten, and not who. */
async function tell({ store, log, clock }: ForgetParts, rows: RowCounts): Promise<void> {
  const tables = Object.entries(rows);
  const sum = tables.reduce((total, [, count]) => total + count, 0);
  log.warn({ rows }, 'a person was forgotten on the word of an operator');
  const message = `A person was forgotten on the word of an operator: ${counted(sum, 'row')} of ${counted(tables.length, 'table')} ${sum === 1 ? 'was' : 'were'} removed.`;
  await store.notices.record({ key: FORGOTTEN, kind: 'person-forgotten', message, at: clock.now() });
}

function reportOf(
  { person, pending, alsoNamedIn }: Survey,
  rest: Pick<ForgetReport, 'removed' | 'rows' | 'erased'>,
): ForgetReport {
  const rows = Object.fromEntries(Object.entries(rest.rows).filter(([, count]) => count > 0));
  const leads = [...person.leadKeys].filter((key) => key.startsWith('lead:')).map((key) => key.slice(5));
  return { ...rest, rows, leads, alsoNamedIn, pending: { ...pending, waiting: pending.waiting.length } };
}

function stillPending(count: number): ConnectError {
  return new ConnectError(
    'STILL_PENDING',
    `${counted(count, 'action')} of this person ${count === 1 ? 'is' : 'are'} still pending`,
    'Wait until nothing is, or have them cancelled first: --pending flush, or "pending": "flush".',
  );
}

function underWay(count: number): ConnectError {
  return new ConnectError(
    'ATTEMPT_UNDER_WAY',
    `${counted(count, 'attempt')} for this person ${count === 1 ? 'is' : 'are'} under way, or were cut off by a stop of the relay`,
    'Try again in a moment, with the relay running.',
  );
}

function unprocessedDelivery(count: number): ConnectError {
  return new ConnectError(
    'DELIVERY_UNPROCESSED',
    `${counted(count, 'delivery', 'deliveries')} of this person ${count === 1 ? 'is' : 'are'} not processed yet`,
    'Try again in a moment, with the relay running.',
  );
}

import { setImmediate as nextTick } from 'node:timers/promises';
import { callLogIdOf, type LeadState, type Occurrence } from '@convoso-connect/core';
import {
  countByKey,
  deliveriesWithoutOccurrence,
  deliveryRange,
  leadStateOf,
  leadStatesAfter,
  liveCallsOfPerson,
  notificationsAfter,
  occurrencesOfPerson,
  partsOfOccurrence,
  quarantinedAfter,
  type PersonColumn,
} from '../store/commands/forget.js';
import type { Schema } from '../store/schema.js';
import type { Db } from '../store/sqlite.js';
import { Person, type AskedPerson, type FieldsOfHook } from './person.js';

/** Few enough that whoever waits for the store waits for some milliseconds only. */
export const ROWS_AT_ONCE = 200;

/** The tables that hold data of people. */
export type PersonalTable = Exclude<keyof Schema, 'config_revisions' | 'switches' | 'stored_secrets'>;

export type RowCounts = Partial<Record<PersonalTable, number>>;

export interface FoundOccurrence {
  readonly seq: number;
  readonly id: string;
  readonly callLogId: string | null;
  /** Whether it is under the phone number asked for, and so tells which leads belong to it. */
  readonly showsLead: boolean;
}

/** A lead of somebody else, and the fields of it that hold the person's number, such as `alt_phone_1`. */
export interface NamedElsewhere {
  readonly lead: string;
  readonly fields: readonly string[];
}

/** So many are told of at most: whoever stands in more is to be looked for in Convoso. */
const MOST_NAMED_ELSEWHERE = 100;

/** All that is kept of a person, by the keys of its rows. */
export interface Survey {
  readonly person: Person;
  readonly occurrences: readonly FoundOccurrence[];
  /** The deliveries that have no occurrence. */
  readonly deliveries: readonly number[];
  readonly quarantine: readonly string[];
  readonly notifications: readonly string[];
  readonly liveCalls: readonly string[];
  readonly rows: RowCounts;
  readonly pending: Pending;
  readonly alsoNamedIn: readonly NamedElsewhere[];
}

/** What is not finished yet for a person. */
export interface Pending {
  /** The ids of actions that can be flushed. */
  readonly waiting: readonly string[];
  /** How many attempts are under way. */
  readonly running: number;
  /** How many deliveries are not processed yet. */
  readonly unprocessed: number;
}

export interface SurveyParts {
  readonly db: Db;
  readonly fieldsOf: FieldsOfHook;
}

/** Looks for a person in every table, a window at a time. Changes nothing. */
export async function survey(parts: SurveyParts, asked: AskedPerson): Promise<Survey> {
  const { db } = parts;
  const person = new Person(asked);
  const named = person.phone === null ? [] : await findLeads(db, person, person.phone);
  const alsoNamedIn = named.filter(({ lead }) => !person.leadKeys.has(`lead:${lead}`));
  const found = await findOccurrences(db, person);
  await learnStates(db, person);
  const deliveries = await findDeliveries(parts, person);
  const quarantine = await findQuarantined(parts, person);
  const notifications = await findNotifications(db, person);
  const leadKeys = [...person.leadKeys];
  const calls = found.occurrences.flatMap(({ callLogId }) => (callLogId === null ? [] : [callLogId]));
  const callKeys = [...calls.map((id) => `call:${id}`), ...leadKeys];
  const liveCalls = await liveCallsOfPerson(db, leadKeys, callKeys);
  const delivered = found.occurrences.map(({ seq }) => seq);
  return {
    person,
    alsoNamedIn: alsoNamedIn.slice(0, MOST_NAMED_ELSEWHERE),
    occurrences: found.occurrences,
    deliveries: deliveries.map(({ seq }) => seq),
    quarantine,
    notifications,
    liveCalls,
    rows: {
      occurrences: found.occurrences.length,
      actions: found.actions,
      attempts: found.attempts,
      deliveries: deliveries.length + (await countByKey(db, 'deliveries', delivered)),
      quarantine: quarantine.length,
      lead_states: await countByKey(db, 'lead_states', leadKeys),
      call_states: await countByKey(db, 'call_states', calls),
      guard_states: await countByKey(db, 'guard_states', leadKeys),
      live_calls: liveCalls.length,
      notifications: notifications.length,
    },
    pending: {
      waiting: found.waiting,
      running: found.running,
      unprocessed: deliveries.filter(({ state }) => state === 'received').length,
    },
  };
}

/** The windows of a search, each in the order of its keys; others get their turn in between. */
async function* windows<Row, Key>(
  first: Key,
  read: (after: Key) => Promise<Row[]>,
  keyOf: (row: Row) => Key,
): AsyncGenerator<Row[], void> {
  for (let after = first; ;) {
    const rows = await read(after);
    yield rows;
    const last = rows.at(-1);
    if (rows.length < ROWS_AT_ONCE || last === undefined) return;
    after = keyOf(last);
    await nextTick();
  }
}

function occurrencesBy(db: Db, column: PersonColumn, value: string) {
  return windows(
    0,
    (after) => occurrencesOfPerson(db, { column, value }, after, ROWS_AT_ONCE),
    ({ seq }) => seq,
  );
}

/**
 * The leads that have been seen under the phone number, as their own or as the one that was dialled; gives those that
 * have it in another field.
 */
async function findLeads(db: Db, person: Person, phone: string): Promise<NamedElsewhere[]> {
  for (const column of ['lead_phone', 'call_phone'] as const) {
    for await (const rows of occurrencesBy(db, column, phone)) {
      for (const { lead_key } of rows) if (lead_key !== null) person.leadKeys.add(lead_key);
    }
  }
  const named: NamedElsewhere[] = [];
  const states = windows(
    '',
    (after) => leadStatesAfter(db, after, ROWS_AT_ONCE),
    ({ lead_key }) => lead_key,
  );
  for await (const rows of states) {
    for (const { lead_key, state } of rows) {
      const { fields } = JSON.parse(state) as LeadState;
      if (person.hasPhone(fields)) person.leadKeys.add(lead_key);
      const others = person.fieldsWithPhone(fields);
      if (others.length > 0) named.push({ lead: lead_key.replace(/^lead:/, ''), fields: others });
    }
  }
  return named;
}

async function findOccurrences(db: Db, person: Person) {
  const found = new Map<number, FoundOccurrence>();
  const { phone } = person;
  const searches: [PersonColumn, string][] = [...person.leadKeys].map((key) => ['lead_key', key]);
  if (phone !== null) searches.push(['lead_phone', phone], ['call_phone', phone]);
  for (const [column, value] of searches) {
    for await (const rows of occurrencesBy(db, column, value)) {
      for (const { seq, id, lead_phone, call_phone, occurrence } of rows) {
        const { snapshot } = JSON.parse(occurrence) as Occurrence;
        person.learn(snapshot.lead);
        const showsLead = phone !== null && (lead_phone === phone || call_phone === phone);
        found.set(seq, { seq, id, callLogId: callLogIdOf(snapshot), showsLead });
      }
    }
  }
  const occurrences = [...found.values()];
  return { occurrences, ...(await partsOf(db, occurrences)) };
}

async function partsOf(db: Db, occurrences: readonly FoundOccurrence[]) {
  const sum = { actions: 0, attempts: 0, running: 0, waiting: [] as string[] };
  for (const { id } of occurrences) {
    const { actions, attempts, waiting, running } = await partsOfOccurrence(db, id);
    sum.actions += actions;
    sum.attempts += attempts;
    sum.running += running.length;
    sum.waiting.push(...waiting);
  }
  return sum;
}

/** The names of the person as last known, where no occurrence has them any more. */
async function learnStates(db: Db, person: Person): Promise<void> {
  for (const key of person.leadKeys) {
    const state = await leadStateOf(db, key);
    if (state !== undefined) person.learn((JSON.parse(state) as LeadState).fields);
  }
}

async function findDeliveries({ db, fieldsOf }: SurveyParts, person: Person) {
  const { first, last } = await deliveryRange(db);
  const found = [];
  if (first === null || last === null) return [];
  for (let after = first - 1; after < last; after += ROWS_AT_ONCE) {
    const rows = await deliveriesWithoutOccurrence(db, after, Math.min(after + ROWS_AT_ONCE, last));
    for (const row of rows) {
      if (person.isIn(row, fieldsOf)) found.push({ seq: row.seq, state: row.state });
    }
    await nextTick();
  }
  return found;
}

async function findQuarantined({ db, fieldsOf }: SurveyParts, person: Person): Promise<string[]> {
  const found = [];
  const requests = windows(
    '',
    (after) => quarantinedAfter(db, after, ROWS_AT_ONCE),
    ({ id }) => id,
  );
  for await (const rows of requests) {
    found.push(...rows.filter((row) => person.isIn(row, fieldsOf)).map(({ id }) => id));
  }
  return found;
}

async function findNotifications(db: Db, person: Person): Promise<string[]> {
  const found = [];
  const notices = windows(
    '',
    (after) => notificationsAfter(db, after, ROWS_AT_ONCE),
    ({ key }) => key,
  );
  for await (const rows of notices) {
    found.push(...rows.filter(({ message }) => person.isNamedIn(message)).map(({ key }) => key));
  }
  return found;
}

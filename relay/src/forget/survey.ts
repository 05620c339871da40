import { setImmediate as nextTick } from 'node:timers/promises';
import { callLogIdOf, type Occurrence } from '@convoso-connect/core';
import { Person, type AskedPerson, type FieldsOfHook } from './person.js';
import type { TableName } from '../store/ports/tables.js';
import type { PersonKey } from '../store/ports/persons.js';
import type { Store } from '../store/store.js';

/** Few enough that whoever waits for the store waits for some milliseconds only. */
export const ROWS_AT_ONCE = 200;

/** The tables that hold data of people. */
export type PersonalTable = Exclude<
  TableName,
  | 'config_revisions'
  | 'revision_origins'
  | 'switches'
  | 'stored_secrets'
  | 'account_names'
  | 'delivery_marks'
  | 'relays'
  | 'api_keys'
  | 'sessions'
  | 'sign_in_links'
  | 'shared_keys'
  | 'audit'
>;

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
  /** The ids of holds. */
  readonly holds: readonly string[];
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
  readonly store: Store;
  readonly fieldsOf: FieldsOfHook;
}

/** Looks for a person in every table, a window at a time. Changes nothing. */
export async function survey(parts: SurveyParts, asked: AskedPerson): Promise<Survey> {
  const { store } = parts;
  const person = new Person(asked);
  const named = person.phone === null ? [] : await findLeads(store, person, person.phone);
  const alsoNamedIn = named.filter(({ lead }) => !person.leadKeys.has(`lead:${lead}`));
  await findOccurrences(store, person);
  await learnStates(store, person);
  const deliveries = await findDeliveries(parts, person);
  // Once more: a delivery that was processed since is no delivery without an occurrence any more, and had none before.
  const found = await findOccurrences(store, person);
  const quarantine = await findQuarantined(parts, person);
  const notifications = await findNotifications(store, person);
  const leadKeys = [...person.leadKeys];
  const calls = found.occurrences.flatMap(({ callLogId }) => (callLogId === null ? [] : [callLogId]));
  const callKeys = [...calls.map((id) => `call:${id}`), ...leadKeys];
  const liveCalls = await store.persons.liveCalls(leadKeys, callKeys);
  const holds = await store.persons.holds(leadKeys, person.phone);
  const held = await partsOf(store, holds);
  const delivered = found.occurrences.map(({ seq }) => seq);
  return {
    person,
    alsoNamedIn: alsoNamedIn.slice(0, MOST_NAMED_ELSEWHERE),
    occurrences: found.occurrences,
    deliveries: deliveries.map(({ seq }) => seq),
    quarantine,
    notifications,
    liveCalls,
    holds,
    rows: {
      occurrences: found.occurrences.length,
      holds: holds.length,
      actions: found.actions + held.actions,
      attempts: found.attempts + held.attempts + (await store.persons.countReported(leadKeys, person.phone)),
      deliveries: deliveries.length + (await store.persons.countByKey('deliveries', delivered)),
      quarantine: quarantine.length,
      lead_states: await store.persons.countByKey('lead_states', leadKeys),
      call_states: await store.persons.countByKey('call_states', calls),
      guard_states: await store.persons.countByKey('guard_states', leadKeys),
      admissions: await store.persons.countByKey('admissions', leadKeys),
      live_calls: liveCalls.length,
      notifications: notifications.length,
    },
    pending: {
      waiting: [...found.waiting, ...held.waiting],
      running: found.running + held.running,
      unprocessed: deliveries.filter(({ state }) => state === 'received').length,
    },
  };
}

/** The windows of a search, each in the order of its keys; others get their turn in between. */
async function* windows<Row, Key>(
  first: Key,
  read: (after: Key) => Promise<readonly Row[]>,
  keyOf: (row: Row) => Key,
): AsyncGenerator<readonly Row[], void> {
  for (let after = first; ;) {
    const rows = await read(after);
    yield rows;
    const last = rows.at(-1);
    if (rows.length < ROWS_AT_ONCE || last === undefined) return;
    after = keyOf(last);
    await nextTick();
  }
}

function occurrencesBy(store: Store, key: PersonKey, value: string) {
  return windows(
    0,
    (after) => store.persons.occurrences({ key, value }, after, ROWS_AT_ONCE),
    ({ seq }) => seq,
  );
}

/**
 * The leads that have been seen under the phone number, as their own or as the one that was dialled; gives those that
 * have it in another field.
 */
async function findLeads(store: Store, person: Person, phone: string): Promise<NamedElsewhere[]> {
  for (const column of ['leadPhone', 'callPhone'] as const) {
    for await (const rows of occurrencesBy(store, column, phone)) {
      for (const { leadKey } of rows) if (leadKey !== null) person.leadKeys.add(leadKey);
    }
  }
  const named: NamedElsewhere[] = [];
  const states = windows(
    '',
    (after) => store.persons.leadStatesAfter(after, ROWS_AT_ONCE),
    ({ leadKey }) => leadKey,
  );
  for await (const rows of states) {
    for (const { leadKey, state } of rows) {
      const { fields } = state;
      if (person.hasPhone(fields)) person.leadKeys.add(leadKey);
      const others = person.fieldsWithPhone(fields);
      if (others.length > 0) named.push({ lead: leadKey.replace(/^lead:/, ''), fields: others });
    }
  }
  return named;
}

async function findOccurrences(store: Store, person: Person) {
  const found = new Map<number, FoundOccurrence>();
  const { phone } = person;
  const searches: [PersonKey, string][] = [...person.leadKeys].map((key) => ['leadKey', key]);
  if (phone !== null) searches.push(['leadPhone', phone], ['callPhone', phone]);
  for (const [key, value] of searches) {
    for await (const rows of occurrencesBy(store, key, value)) {
      for (const { seq, id, leadPhone, callPhone, occurrence } of rows) {
        const { snapshot } = JSON.parse(occurrence) as Occurrence;
        person.learn(snapshot.lead);
        const showsLead = phone !== null && (leadPhone === phone || callPhone === phone);
        found.set(seq, { seq, id, callLogId: callLogIdOf(snapshot), showsLead });
      }
    }
  }
  const occurrences = [...found.values()];
  return {
    occurrences,
    ...(await partsOf(
      store,
      occurrences.map(({ id }) => id),
    )),
  };
}

/** What hangs on occurrences or on holds, by their ids. */
async function partsOf(store: Store, ids: readonly string[]) {
  const sum = { actions: 0, attempts: 0, running: 0, waiting: [] as string[] };
  for (const id of ids) {
    const { actions, attempts, waiting, running } = await store.persons.partsOfOccurrence(id);
    sum.actions += actions;
    sum.attempts += attempts;
    sum.running += running.length;
    sum.waiting.push(...waiting);
  }
  return sum;
}

/** The names of the person as last known, where no occurrence has them any more. */
async function learnStates(store: Store, person: Person): Promise<void> {
  const states = await store.leads.states([...person.leadKeys]);
  for (const { fields } of states.values()) person.learn(fields);
}

async function findDeliveries({ store, fieldsOf }: SurveyParts, person: Person) {
  const { first, last } = await store.persons.deliveryRange();
  const found = [];
  if (first === null || last === null) return [];
  for (let after = first - 1; after < last; after += ROWS_AT_ONCE) {
    const rows = await store.persons.deliveriesWithoutOccurrence(after, Math.min(after + ROWS_AT_ONCE, last));
    for (const row of rows) {
      if (person.isIn(row, fieldsOf)) found.push({ seq: row.seq, state: row.state });
    }
    await nextTick();
  }
  return found;
}

async function findQuarantined({ store, fieldsOf }: SurveyParts, person: Person): Promise<string[]> {
  const found: string[] = [];
  const requests = windows(
    '',
    (after) => store.persons.quarantinedAfter(after, ROWS_AT_ONCE),
    ({ id }) => id,
  );
  for await (const rows of requests) {
    found.push(...rows.filter((row) => person.isIn(row, fieldsOf)).map(({ id }) => id));
  }
  return found;
}

async function findNotifications(store: Store, person: Person): Promise<string[]> {
  const found: string[] = [];
  const notices = windows(
    '',
    (after) => store.persons.notificationsAfter(after, ROWS_AT_ONCE),
    ({ key }) => key,
  );
  for await (const rows of notices) {
    found.push(...rows.filter(({ message }) => person.isNamedIn(message)).map(({ key }) => key));
  }
  return found;
}

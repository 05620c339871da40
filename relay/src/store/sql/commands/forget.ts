import type { LeadState } from '@convoso-connect/core';
import { sql } from 'kysely';
import type { KeptRequest } from '../../ports/intake.js';
import type {
  KeptDelivery,
  KeyedTable,
  OccurrenceOfPerson,
  OccurrenceWindow,
  PartsOfOccurrence,
  PersonKey,
} from '../../ports/persons.js';
import type { Db } from '../connection.js';
import { columnOf, named, namedText } from '../columns.js';
import { CURRENT_STATE } from './deliveries.js';
import type { Connection } from '../many-rows.js';
import { dialectOf, isOneOf } from '../dialect.js';

/*
 * What is kept of one person: looked for in windows of rows, and deleted in windows, each in a transaction of its own.
 */

/** The next occurrences of a lead, or of a phone number, in the order in which they came. */
export async function occurrencesOfPerson(
  db: Db,
  { key, value }: { key: PersonKey; value: string },
  after: number,
  size: number,
): Promise<OccurrenceOfPerson[]> {
  return db
    .selectFrom('occurrences')
    .select(named(['seq', 'id', 'lead_key', 'lead_phone', 'call_phone', 'occurrence']))
    .where(columnOf(key) as 'lead_key', '=', value)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(size)
    .execute();
}

/** The next leads with what is known of them, in the order of their keys. */
export async function leadStatesAfter(
  db: Db,
  after: string,
  size: number,
): Promise<{ leadKey: string; state: LeadState }[]> {
  const rows = await db
    .selectFrom('lead_states')
    .select(named(['lead_key', 'state']))
    .where('lead_key', '>', after)
    .orderBy('lead_key')
    .limit(size)
    .execute();
  return rows.map(({ leadKey, state }) => ({ leadKey, state: JSON.parse(state) as LeadState }));
}

/** The deliveries after one, up to another, that have no occurrence: not processed, set aside, or kept for longer. */
export async function deliveriesWithoutOccurrence(
  db: Db,
  after: number,
  upTo: number,
): Promise<KeptDelivery[]> {
  const { rows } = await sql<KeptDelivery>`
    select ${sql.raw(namedText(['seq', 'id', 'hook_id', 'query', 'headers', 'body']))}, ${CURRENT_STATE} as state
    from deliveries
    where seq > ${after} and seq <= ${upTo}
      and not exists (select 1 from occurrences where occurrences.seq = deliveries.seq)
    order by seq
  `.execute(db);
  return rows;
}

/** The numbers of the first and the last delivery; null where there is none. */
export async function deliveryRange(db: Db): Promise<{ first: number | null; last: number | null }> {
  const { rows } = await sql<{ first: number | null; last: number | null }>`
    select (select min(seq) from deliveries) as first, (select max(seq) from deliveries) as last`.execute(db);
  return rows[0] ?? { first: null, last: null };
}

/** The next rejected requests, in the order of their ids. */
export async function quarantinedAfter(
  db: Db,
  after: string,
  size: number,
): Promise<(KeptRequest & { readonly id: string })[]> {
  return db
    .selectFrom('quarantine')
    .select(named(['id', 'hook_id', 'query', 'headers', 'body']))
    .where('id', '>', after)
    .orderBy('id')
    .limit(size)
    .execute();
}

/** The next notifications, in the order of their keys. */
export async function notificationsAfter(
  db: Db,
  after: string,
  size: number,
): Promise<{ key: string; message: string }[]> {
  return db
    .selectFrom('notifications')
    .select(['key', 'message'])
    .where('key', '>', after)
    .orderBy('key')
    .limit(size)
    .execute();
}

/** What hangs on an occurrence: how many actions and attempts, and the ids of the actions that are not finished. */
export async function partsOfOccurrence(db: Connection, id: string): Promise<PartsOfOccurrence> {
  const { rows: actions } = await sql<{ id: string; state: string }>`
    select id, state from actions where id >= ${`${id}-`} and id < ${`${id}.`}`.execute(db);
  const { rows: attempts } = await sql<{ found: number }>`
    select count(*) as found from attempts where action_id >= ${`${id}-`} and action_id < ${`${id}.`}`.execute(
    db,
  );
  const inState = (wanted: string): string[] =>
    actions.filter(({ state }) => state === wanted).map((action) => action.id);
  return {
    actions: actions.length,
    attempts: attempts[0]?.found ?? 0,
    waiting: inState('waiting'),
    running: inState('running'),
  };
}

/** The columns by which a person's rows are known. */
const KEYED = {
  guard_states: 'lead_key',
  lead_states: 'lead_key',
  call_states: 'call_log_id',
  admissions: 'lead_key',
  holds: 'id',
  notifications: 'key',
  quarantine: 'id',
  deliveries: 'seq',
} as const satisfies Readonly<Record<KeyedTable, string>>;

export async function countByKey(
  db: Db,
  table: KeyedTable,
  keys: readonly (string | number)[],
): Promise<number> {
  const { rows } = await sql<{ found: number }>`
    select count(*) as found from ${sql.table(table)} where ${isOneOf(db, KEYED[table], keys)}`.execute(db);
  return rows[0]?.found ?? 0;
}

export async function deleteByKey(
  db: Connection,
  table: KeyedTable,
  keys: readonly (string | number)[],
): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from ${sql.table(table)} where ${isOneOf(db, KEYED[table], keys)}`.execute(db);
  return Number(numAffectedRows ?? 0n);
}

/**
 * Deletes those of these deliveries that are still as they were found: with no occurrence, and not waiting to be
 * processed. What an operator has played again meanwhile stays, and with it its place in the inbox.
 */
export async function deleteIdleDeliveries(db: Db, seqs: readonly number[]): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from deliveries where ${isOneOf(db, 'seq', seqs)}
      and not exists (select 1 from inbox where inbox.seq = deliveries.seq)
      and not exists (select 1 from occurrences where occurrences.seq = deliveries.seq)
  `.execute(db);
  return Number(numAffectedRows ?? 0n);
}

/** The running calls with these leads, and those with these keys. */
export async function liveCallsOfPerson(
  db: Db,
  leadKeys: readonly string[],
  callKeys: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ call_key: string }>`
    select call_key from live_calls where ${isOneOf(db, 'lead_key', leadKeys)}
    union all select call_key from live_calls where ${isOneOf(db, 'call_key', callKeys)}
  `.execute(db);
  return [...new Set(rows.map(({ call_key }) => call_key))];
}

export async function deleteLiveCalls(db: Db, callKeys: readonly string[]): Promise<number> {
  const result = await db
    .deleteFrom('live_calls')
    .where(isOneOf(db, 'call_key', callKeys))
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

export async function holdsOfPerson(
  db: Db,
  leadKeys: readonly string[],
  phone: string | null,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from holds where ${isOneOf(db, 'lead_key', leadKeys)} union all select id from holds where phone = ${phone}
  `.execute(db);
  return [...new Set(rows.map(({ id }) => id))].sort((one, other) => (one < other ? -1 : 1));
}

// The ends of the span are literals, because the partial index serves only queries that have them in their text.
const REPORTED = sql`action_id >= '{' and action_id < '|'`;

function reportedOf(db: Db, leadKeys: readonly string[], phone: string | null) {
  return sql`id in (
    select id from attempts where ${REPORTED} and ${isOneOf(db, 'lead_key', leadKeys)}
    union all select id from attempts where ${REPORTED} and phone = ${phone})`;
}

export async function countReported(
  db: Db,
  leadKeys: readonly string[],
  phone: string | null,
): Promise<number> {
  const { rows } = await sql<{ found: number }>`
    select count(*) as found from attempts where ${reportedOf(db, leadKeys, phone)}`.execute(db);
  return rows[0]?.found ?? 0;
}

export async function deleteReported(
  db: Db,
  leadKeys: readonly string[],
  phone: string | null,
): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from attempts where ${reportedOf(db, leadKeys, phone)}`.execute(db);
  return Number(numAffectedRows ?? 0n);
}

/** How many actions of an occurrence nobody changes until the transaction ends; one that is being played again just now is none of them. */
async function keptFromChange(db: Connection, id: string): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    select id from actions where id >= ${`${id}-`} and id < ${`${id}.`} and state not in ('waiting', 'running')
    order by id ${sql.raw(dialectOf(db).skipLocked)}
  `.execute(db);
  return rows.length;
}

const NOTHING = { attempts: 0, actions: 0, deliveries: 0, occurrences: 0, done: false };

/**
 * Deletes at most `size` attempts or actions of an occurrence or, once none is left, the occurrence and its delivery. Null
 * where something of it has become pending meanwhile, and nothing is deleted.
 */
export async function deleteOfOccurrence(
  db: Db,
  { seq, id }: Pick<OccurrenceOfPerson, 'seq' | 'id'>,
  size: number,
): Promise<OccurrenceWindow | null> {
  return db.transaction().execute(async (tx) => {
    const { actions: all, waiting, running } = await partsOfOccurrence(tx, id);
    if (waiting.length + running.length > 0) return null;
    if ((await keptFromChange(tx, id)) < all) return null;
    const attempts = await sql`
      delete from attempts where id in (
        select id from attempts where action_id >= ${`${id}-`} and action_id < ${`${id}.`} limit ${size})
    `.execute(tx);
    if (attempts.numAffectedRows) return { ...NOTHING, attempts: Number(attempts.numAffectedRows) };
    const actions = await sql`
      delete from actions where id in (
        select id from actions where id >= ${`${id}-`} and id < ${`${id}.`} limit ${size})
    `.execute(tx);
    if (actions.numAffectedRows) return { ...NOTHING, actions: Number(actions.numAffectedRows) };
    await tx.deleteFrom('workflow_failures').where('occurrence_id', '=', id).execute();
    const deliveries = await deleteByKey(tx, 'deliveries', [seq]);
    const gone = await tx.deleteFrom('occurrences').where('seq', '=', seq).executeTakeFirst();
    return { ...NOTHING, deliveries, occurrences: Number(gone.numDeletedRows), done: true };
  });
}

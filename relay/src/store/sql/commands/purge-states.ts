import { sql, type Transaction } from 'kysely';
import type { Schema } from '../../schema.js';
import type { Db } from '../connection.js';
import type { AdmissionPlace } from '../../ports/admissions.js';
import { actionIdOf } from '../../ports/holds.js';
import type { Expiry, LiveCallPlace, Window } from '../../ports/retention.js';
import { deleteByKeys } from '../many-rows.js';
import { dialectOf, isOneOf } from '../dialect.js';
import { leadsWithPending } from './pending-of-leads.js';

/*
 * Tables with a row for each lead, call or cause, whose keys say nothing of time. They are purged in the order of their
 * keys, all the way through, a window at a time, each in a transaction of its own.
 */

interface Timed {
  readonly key: string;
  /** Null for what has not ended. */
  readonly at: number | null;
}

const STATES = {
  guard_states: { key: 'lead_key', at: 'expires_at' },
  loop_states: { key: 'workflow_id', at: 'expires_at' },
  call_states: { key: 'call_log_id', at: 'updated_at' },
  lead_states: { key: 'lead_key', at: 'updated_at' },
  notifications: { key: 'key', at: 'last_at' },
  alarms: { key: 'key', at: 'last_at' },
  account_names: { key: 'key', at: 'pulled_at' },
  delivery_marks: { key: 'key', at: 'expires_at' },
  sessions: { key: 'digest', at: 'made_at' },
  sign_in_links: { key: 'digest', at: 'ends_at' },
  halts: { key: 'id', at: 'ended_at' },
  subscriptions: { key: 'id', at: 'ended_at' },
} as const;

type StateTable = keyof typeof STATES;

/** What guards remember of leads, once it has run out. */
export function purgeGuardStates(db: Db, after: string, expiry: Expiry): Promise<Window<string>> {
  return purgeStates(db, 'guard_states', after, expiry);
}

/** What loop protection remembers of workflows, once it has run out. */
export function purgeLoopStates(db: Db, after: string, expiry: Expiry): Promise<Window<string>> {
  return purgeStates(db, 'loop_states', after, expiry);
}

/** Calls that nothing has been heard of for long. */
export function purgeCallStates(db: Db, after: string, expiry: Expiry): Promise<Window<string>> {
  return purgeStates(db, 'call_states', after, expiry);
}

/** Leads that nothing has been heard of for long, except those for which something is pending. */
export function purgeLeadStates(db: Db, after: string, expiry: Expiry): Promise<Window<string>> {
  return purgeStates(db, 'lead_states', after, expiry, async (tx, leadKeys) => {
    const busy = await leadsWithPending(tx, leadKeys);
    return leadKeys.filter((key) => !busy.has(key));
  });
}

/** Names of what Convoso has had no more for long. */
export function purgeAccountNames(db: Db, after: string, expiry: Expiry): Promise<Window<string>> {
  return purgeStates(db, 'account_names', after, expiry);
}

/** What deliveries were known again by, once nothing is its repeat any more. */
export function purgeDeliveryMarks(db: Db, after: string, expiry: Expiry): Promise<Window<string>> {
  return purgeStates(db, 'delivery_marks', after, expiry);
}

/** Sessions that began long ago, however lately they were used. */
export function purgeSessions(db: Db, after: string, expiry: Expiry): Promise<Window<string>> {
  return purgeStates(db, 'sessions', after, expiry);
}

/** Links that sign in, once they have run out. */
export function purgeLinks(db: Db, after: string, expiry: Expiry): Promise<Window<string>> {
  return purgeStates(db, 'sign_in_links', after, expiry);
}

/** Times in which an endpoint was halted, once they have been over for long. */
export function purgeHalts(db: Db, after: string, expiry: Expiry): Promise<Window<string>> {
  return purgeStates(db, 'halts', after, expiry);
}

/** Subscriptions that ended long ago. */
export function purgeSubscriptions(db: Db, after: string, expiry: Expiry): Promise<Window<string>> {
  return purgeStates(db, 'subscriptions', after, expiry);
}

/** Actions that belong to no occurrence, once they are finished and none of their attempts is left. */
export async function purgeActionsAlone(
  db: Db,
  after: string,
  { before, latest, size }: Expiry,
): Promise<Window<string>> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: string; due_at: number; needed: number }>`
      select id, due_at, state in ('waiting', 'running') or exists (
        select 1 from attempts where attempts.action_id = actions.id) as needed
      from actions where occurrence_id = '' and id > ${after} order by id limit ${size}
    `.execute(tx);
    const free = rows.filter(({ needed }) => needed === 0);
    const impossible = free.filter(({ due_at }) => due_at > latest).map(({ id }) => id);
    await tx
      .updateTable('actions')
      .set({ due_at: latest })
      .where(isOneOf(tx, 'id', impossible))
      .execute();
    const old = free.filter(({ due_at }) => due_at < before).map(({ id }) => id);
    await tx
      .deleteFrom('actions')
      .where(isOneOf(tx, 'id', old))
      .execute();
    return { deleted: old.length, next: rows.length < size ? null : (rows.at(-1)?.id ?? null) };
  });
}

/** Notifications whose cause has not recurred for long. */
export async function purgeNotifications(db: Db, after: string, expiry: Expiry): Promise<Window<string>> {
  const window = await purgeStates(db, 'notifications', after, expiry);
  await bringSendingsForward(db, after, expiry);
  return window;
}

/** Alarms that have been over for long; one that goes on stays, however long ago it was last looked at. */
export function purgeAlarms(db: Db, after: string, expiry: Expiry): Promise<Window<string>> {
  return purgeStates(db, 'alarms', after, expiry, async (tx, keys) => {
    const rows = await tx
      .selectFrom('alarms')
      .select('key')
      .where('key', 'in', keys)
      .where('resolved_at', 'is not', null)
      .execute();
    return rows.map(({ key }) => key);
  });
}

/** No sending of a notification is planned further ahead. */
const LONGEST_WAIT_MS = 24 * 60 * 60_000;

/** A sending that a wrong clock planned for years ahead would keep its cause silent until then. */
async function bringSendingsForward(db: Db, after: string, { latest, size }: Expiry): Promise<void> {
  const rows = await db
    .selectFrom('notifications')
    .select(['key', 'send_at'])
    .where('key', '>', after)
    .orderBy('key')
    .limit(size)
    .execute();
  for (const { key, send_at } of rows) {
    if (send_at === null || send_at <= latest + LONGEST_WAIT_MS) continue;
    await db.updateTable('notifications').set({ send_at: latest }).where('key', '=', key).execute();
  }
}

async function purgeStates(
  db: Db,
  table: StateTable,
  after: string,
  { before, latest, size }: Expiry,
  deletable: (tx: Transaction<Schema>, keys: readonly string[]) => Promise<readonly string[]> = (_tx, keys) =>
    Promise.resolve(keys),
): Promise<Window<string>> {
  const key = sql.ref(STATES[table].key);
  const at = sql.ref(STATES[table].at);
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<Timed>`
      select ${key} as key, ${at} as at from ${sql.table(table)} where ${key} > ${after} order by ${key} limit ${size}
    `.execute(tx);
    const impossible = rows.filter((row) => row.at !== null && row.at > latest).map((row) => row.key);
    if (impossible.length > 0) {
      const list = sql.join(impossible);
      await sql`update ${sql.table(table)} set ${at} = ${latest} where ${key} in (${list})`.execute(tx);
    }
    const old = rows.filter((row) => row.at !== null && row.at < before).map((row) => row.key);
    const deleted = old.length === 0 ? [] : await deletable(tx, old);
    if (deleted.length > 0)
      await sql`delete from ${sql.table(table)} where ${key} in (${sql.join(deleted)})`.execute(tx);
    return { deleted: deleted.length, next: rows.length < size ? null : (rows.at(-1)?.key ?? null) };
  });
}

/** Answers to whoever asks before acting, once they have run out. */
export async function purgeAdmissions(
  db: Db,
  [eventId, rule, step]: AdmissionPlace,
  { before, latest, size }: Expiry,
): Promise<Window<AdmissionPlace>> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ event_id: string; rule: string; step: string; expires_at: number }>`
      select event_id, rule, step, expires_at from admissions where (event_id, rule, step) > (${eventId}, ${rule}, ${step})
      order by event_id, rule, step limit ${size}
    `.execute(tx);
    let deleted = 0;
    for (const row of rows) {
      const isRow = sql<boolean>`event_id = ${row.event_id} and rule = ${row.rule} and step = ${row.step}`;
      if (row.expires_at > latest)
        await tx.updateTable('admissions').set({ expires_at: latest }).where(isRow).execute();
      if (row.expires_at >= before) continue;
      await tx.deleteFrom('admissions').where(isRow).execute();
      deleted += 1;
    }
    const last = rows.at(-1);
    const isEnd = rows.length < size || last === undefined;
    return { deleted, next: isEnd ? null : [last.event_id, last.rule, last.step] };
  });
}

/** Holds that have ended, with their actions. What was flushed or stopped may have been due at any time. */
export async function purgeHolds(
  db: Db,
  after: string,
  { before, latest, size }: Expiry,
): Promise<Window<string>> {
  const least = sql.raw(dialectOf(db).least);
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: string; isOver: number }>`
      select hold.id, action.state not in ('waiting', 'running')
        and ${least}(hold.made_at, ${latest}) < ${before}
        and (action.state in ('flushed', 'cancelled') or ${least}(action.due_at, ${latest}) < ${before})
        and not exists (select 1 from attempts where action_id = action.id) as "isOver"
      from holds as hold cross join actions as action
      where action.id = hold.id || '-hold' and hold.id > ${after} order by hold.id limit ${size}
    `.execute(tx);
    const over = rows.filter(({ isOver }) => isOver === 1).map(({ id }) => id);
    await deleteByKeys(
      tx,
      'actions',
      'id',
      over.map((id) => actionIdOf(id)),
    );
    await deleteByKeys(tx, 'holds', 'id', over);
    return { deleted: over.length, next: rows.length < size ? null : (rows.at(-1)?.id ?? null) };
  });
}

/** Calls of which nobody told the end. */
export async function purgeLiveCalls(
  db: Db,
  [callKey, agent]: LiveCallPlace,
  { before, latest, size }: Expiry,
): Promise<Window<LiveCallPlace>> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ call_key: string; agent: string; since: number }>`
      select call_key, agent, since from live_calls where (call_key, agent) > (${callKey}, ${agent})
      order by call_key, agent limit ${size}
    `.execute(tx);
    let deleted = 0;
    for (const row of rows) {
      const isRow = sql<boolean>`call_key = ${row.call_key} and agent = ${row.agent}`;
      if (row.since > latest)
        await tx.updateTable('live_calls').set({ since: latest }).where(isRow).execute();
      if (row.since >= before) continue;
      await tx.deleteFrom('live_calls').where(isRow).execute();
      deleted += 1;
    }
    const last = rows.at(-1);
    return {
      deleted,
      next: rows.length < size || last === undefined ? null : [last.call_key, last.agent],
    };
  });
}

import { sql, type Transaction } from 'kysely';
import type { Schema } from '../schema.js';
import type { Db } from '../sqlite.js';
import { leadsWithPending } from './pending-of-leads.js';
import type { Window } from './purge.js';

/*
 * Tables with a row for each lead, call or cause, whose keys say nothing of time. They are purged in the order of their
 * keys, all the way through, a window at a time, each in a transaction of its own.
 */

/** In epoch milliseconds. */
export interface Expiry {
  readonly before: number;
  /**
   * The latest time that a row can have. What lies beyond comes from a clock that was wrong, and counts from now on as
   * having this time.
   */
  readonly latest: number;
  readonly size: number;
}

interface Timed {
  readonly key: string;
  readonly at: number;
}

const STATES = {
  guard_states: { key: 'lead_key', at: 'expires_at' },
  loop_states: { key: 'workflow_id', at: 'expires_at' },
  call_states: { key: 'call_log_id', at: 'updated_at' },
  lead_states: { key: 'lead_key', at: 'updated_at' },
  notifications: { key: 'key', at: 'last_at' },
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

/** Notifications whose cause has not recurred for long. */
export async function purgeNotifications(db: Db, after: string, expiry: Expiry): Promise<Window<string>> {
  const window = await purgeStates(db, 'notifications', after, expiry);
  await bringSendingsForward(db, after, expiry);
  return window;
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
    const impossible = rows.filter((row) => row.at > latest).map((row) => row.key);
    if (impossible.length > 0) {
      const list = sql.join(impossible);
      await sql`update ${sql.table(table)} set ${at} = ${latest} where ${key} in (${list})`.execute(tx);
    }
    const old = rows.filter((row) => row.at < before).map((row) => row.key);
    const deleted = old.length === 0 ? [] : await deletable(tx, old);
    if (deleted.length > 0)
      await sql`delete from ${sql.table(table)} where ${key} in (${sql.join(deleted)})`.execute(tx);
    return { deleted: deleted.length, next: rows.length < size ? null : (rows.at(-1)?.key ?? null) };
  });
}

/** The key of a row of a running call: the call, and one name of its agent. */
export type LiveCallPlace = readonly [callKey: string, agent: string];

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

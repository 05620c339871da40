import { sql, type Transaction } from 'kysely';
import type { Descent, StoredLimits, StoredTable, Window } from '../../ports/retention.js';
import type { Schema } from '../../schema.js';
import type { Db } from '../connection.js';
import { numbersAs } from '../dialect.js';

/*
 * Tables whose keys grow in the order in which their rows are stored. They are purged from the newest old row down to
 * the oldest row, a window at a time, each in a transaction of its own.
 *
 * The clock can have been wrong when a row was stored. A row with a time in the future is taken to be as old as the row
 * stored after it, so it neither stops the walk nor stays until that time has come.
 */

const STORED = {
  attempts: { key: 'id', at: 'at' },
  occurrences: { key: 'seq', at: 'received_at' },
  deliveries: { key: 'seq', at: 'received_at' },
  // It has no number of its own: SQLite numbers its rows as they come.
  quarantine: { key: 'rowid', at: 'at' },
  audit: { key: 'id', at: 'at' },
} as const satisfies Readonly<Record<StoredTable, unknown>>;

/** How many rows are looked at for one round of the search for the newest old row. */
const PROBES = 200;

/**
 * Where the walk down a table begins: at the newest row that is too old, or null where there is none. The search looks
 * at rows spread evenly over the table, then over the gap behind the last old one, and so on. It reads a few hundred rows
 * of a table of any size, and none of a table's young rows can hide the old ones behind them for long.
 */
export async function newestOld(
  db: Db,
  table: StoredTable,
  { now, before, rows }: StoredLimits,
): Promise<Descent | null> {
  const { low, high } = await keyRange(db, table);
  if (low === null || high === null) return null;
  const upTo = rows === null ? low - 1 : high - rows;
  let newest = Math.max(low - 1, upTo);
  for (let [from, to] = [newest + 1, high]; from <= to;) {
    const step = Math.max(1, Math.ceil((to - from + 1) / PROBES));
    const probes = await probe(db, table, { from, to, step });
    const old = probes.findLast(({ at }) => at < before && at <= now);
    if (old === undefined) break;
    newest = old.key;
    to = Math.min(to, old.probed + step - 1);
    from = old.key + 1;
  }
  return newest < low ? null : { below: newest + 1, storedBy: now, upTo };
}

async function keyRange(db: Db, table: StoredTable): Promise<{ low: number | null; high: number | null }> {
  const key = sql.ref(STORED[table].key);
  const { rows } = await sql<{ low: number | null; high: number | null }>`
    select (select min(${key}) from ${sql.table(table)}) as low, (select max(${key}) from ${sql.table(table)}) as high
  `.execute(db);
  return rows[0] ?? { low: null, high: null };
}

/** The rows at or behind evenly spread keys, in the order of their keys. */
async function probe(
  db: Db,
  table: StoredTable,
  { from, to, step }: { from: number; to: number; step: number },
): Promise<{ probed: number; key: number; at: number }[]> {
  const keys = [];
  for (let key = from; key <= to; key += step) keys.push(key);
  const { key, at } = STORED[table];
  const column = sql.ref(`stored.${key}`);
  const { rows } = await sql<{ probed: number; key: number; at: number }>`
    select wanted.value as probed, ${column} as key, ${sql.ref(`stored.${at}`)} as at
    from ${numbersAs(db, 'wanted', keys)} cross join ${sql.table(table)} as stored
    where ${column} = (
      select min(${sql.ref(key)}) from ${sql.table(table)} where ${sql.ref(key)} >= wanted.value)
      and ${column} <= ${to}
  `.execute(db);
  return rows.sort((a, b) => a.probed - b.probed);
}

interface Row {
  readonly key: number;
  readonly at: number;
  /** 1 where something stands in the way. */
  readonly needed: number;
}

const PENDING = sql`('waiting', 'running')`;

/** Attempts, except those of an action that is not finished. */
export async function purgeAttempts(
  db: Db,
  from: Descent,
  limits: StoredLimits & { size: number },
): Promise<Window<Descent>> {
  return db.transaction().execute(async (tx) => {
    const { rows: found } = await sql<Row>`
      select id as key, at, exists (
        select 1 from actions where actions.id = attempts.action_id and actions.state in ${PENDING}) as needed
      from attempts where id < ${from.below} order by id desc limit ${limits.size}`.execute(tx);
    const { keys, next } = oldIn(found, from, limits);
    if (keys.length > 0) await tx.deleteFrom('attempts').where('id', 'in', keys).execute();
    return { deleted: keys.length, next };
  });
}

/** Occurrences with their actions, once all of these are finished and none of their attempts is left. */
export async function purgeOccurrences(
  db: Db,
  from: Descent,
  limits: StoredLimits & { size: number },
): Promise<Window<Descent>> {
  return db.transaction().execute(async (tx) => {
    const { rows: found } = await sql<Row>`
      select seq as key, received_at as at,
        exists (
          select 1 from actions where actions.id >= occurrences.id || '-' and actions.id < occurrences.id || '.'
            and actions.state in ${PENDING})
        or exists (
          select 1 from attempts
          where attempts.action_id >= occurrences.id || '-' and attempts.action_id < occurrences.id || '.')
        as needed
      from occurrences where seq < ${from.below} order by seq desc limit ${limits.size}`.execute(tx);
    const { keys, next } = oldIn(found, from, limits);
    if (keys.length === 0) return { deleted: 0, next };
    const actions = await actionsOf(tx, keys, limits.size);
    if (actions.length > 0) await tx.deleteFrom('actions').where('id', 'in', actions).execute();
    // One occurrence can have planned thousands of actions: the same window again, until they are gone.
    if (actions.length === limits.size) return { deleted: actions.length, next: from };
    await sql`
      delete from workflow_failures
      where occurrence_id in (select id from occurrences where seq in (${sql.join(keys)}))`.execute(tx);
    await tx.deleteFrom('occurrences').where('seq', 'in', keys).execute();
    return { deleted: actions.length + keys.length, next };
  });
}

async function actionsOf(tx: Transaction<Schema>, seqs: readonly number[], limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select action.id from occurrences cross join actions as action
    where occurrences.seq in (${sql.join(seqs)})
      and action.id >= occurrences.id || '-' and action.id < occurrences.id || '.'
    limit ${limit}`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Processed deliveries by `before`, those that could not be processed by `deadBefore`; no others. */
export async function purgeDeliveries(
  db: Db,
  from: Descent,
  limits: StoredLimits & { deadBefore: number; size: number },
): Promise<Window<Descent>> {
  return db.transaction().execute(async (tx) => {
    const { rows: found } = await sql<Row & { state: string }>`
      select seq as key, received_at as at, state,
        exists (select 1 from inbox where inbox.seq = deliveries.seq) as needed
      from deliveries where seq < ${from.below} order by seq desc limit ${limits.size}`.execute(tx);
    const beforeOf = ({ state }: { state: string }): number =>
      state === 'dead' ? limits.deadBefore : limits.before;
    const { keys, next } = oldIn(found, from, limits, beforeOf);
    if (keys.length > 0) await tx.deleteFrom('deliveries').where('seq', 'in', keys).execute();
    return { deleted: keys.length, next };
  });
}

/** Rejected requests. */
export async function purgeQuarantine(
  db: Db,
  from: Descent,
  limits: StoredLimits & { size: number },
): Promise<Window<Descent>> {
  return db.transaction().execute(async (tx) => {
    const { rows: found } = await sql<Row>`
      select rowid as key, at, 0 as needed
      from quarantine where rowid < ${from.below} order by rowid desc limit ${limits.size}`.execute(tx);
    const { keys, next } = oldIn(found, from, limits);
    if (keys.length > 0) await sql`delete from quarantine where rowid in (${sql.join(keys)})`.execute(tx);
    return { deleted: keys.length, next };
  });
}

/** What was changed. */
export async function purgeAudit(
  db: Db,
  from: Descent,
  limits: StoredLimits & { size: number },
): Promise<Window<Descent>> {
  return db.transaction().execute(async (tx) => {
    const { rows: found } = await sql<Row>`
      select id as key, at, 0 as needed
      from audit where id < ${from.below} order by id desc limit ${limits.size}`.execute(tx);
    const { keys, next } = oldIn(found, from, limits);
    if (keys.length > 0) await tx.deleteFrom('audit').where('id', 'in', keys).execute();
    return { deleted: keys.length, next };
  });
}

interface OldLimits {
  readonly now: number;
  readonly before: number;
  readonly size: number;
}

/** What of a window, which is in falling order of its keys, is to be deleted. */
function oldIn<R extends Row>(
  rows: readonly R[],
  { storedBy: storedByThen, upTo }: Descent,
  limits: OldLimits,
  beforeOf: (row: R) => number = () => limits.before,
): { keys: number[]; next: Descent | null } {
  const keys = [];
  let storedBy = storedByThen;
  for (const row of rows) {
    if (row.at <= limits.now) storedBy = row.at;
    const old = storedBy < beforeOf(row) || row.key <= upTo;
    if (old && row.needed === 0) keys.push(row.key);
  }
  const last = rows.at(-1);
  return {
    keys,
    next: rows.length < limits.size || last === undefined ? null : { below: last.key, storedBy, upTo },
  };
}

import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { Schema } from '../schema.js';
import type { Db } from '../sqlite.js';

/**
 * Purging goes through a table in the order of its key, a window of rows at a time, each in a transaction of its
 * own. A window says where the next begins; null at the end of what can be too old.
 */
export interface Window<Key> {
  readonly deleted: number;
  readonly next: Key | null;
}

/** What leaves the logs: rows from before a time, and all but the newest so many. */
export interface LogLimits {
  readonly before: number;
  readonly rows: number;
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
  after: number,
  { before, rows, size }: LogLimits & { size: number },
): Promise<Window<number>> {
  return db.transaction().execute(async (tx) => {
    const found = await numbered<Row>(tx)`
      select id as key, at, case when exists (
        select 1 from actions where actions.id = attempts.action_id and actions.state in ${PENDING})
        then 1 else 0 end as needed
      from attempts where id > ${after} order by id limit ${size}`;
    const newest = await newestKey(tx, sql`select max(id) as key from attempts`);
    const { keys, next } = tooOld(found, { before, upTo: newest - rows, size });
    if (keys.length > 0) await tx.deleteFrom('attempts').where('id', 'in', keys).execute();
    return { deleted: keys.length, next };
  });
}

/** Occurrences with their actions, once all of these are finished and none of their attempts is left. */
export async function purgeOccurrences(
  db: Db,
  after: number,
  { before, rows, size }: LogLimits & { size: number },
): Promise<Window<number>> {
  return db.transaction().execute(async (tx) => {
    const found = await numbered<Row>(tx)`
      select seq as key, received_at as at, case when
        exists (
          select 1 from actions where actions.id >= occurrences.id || '-' and actions.id < occurrences.id || '.'
            and actions.state in ${PENDING})
        or exists (
          select 1 from attempts
          where attempts.action_id >= occurrences.id || '-' and attempts.action_id < occurrences.id || '.')
        then 1 else 0 end as needed
      from occurrences where seq > ${after} order by seq limit ${size}`;
    const newest = await newestKey(tx, sql`select max(seq) as key from occurrences`);
    const { keys, next } = tooOld(found, { before, upTo: newest - rows, size });
    if (keys.length > 0) {
      await sql`
        delete from actions where id in (
          select action.id from occurrences cross join actions as action
          where occurrences.seq in (${sql.join(keys)})
            and action.id >= occurrences.id || '-' and action.id < occurrences.id || '.')
      `.execute(tx);
      await tx.deleteFrom('occurrences').where('seq', 'in', keys).execute();
    }
    return { deleted: keys.length, next };
  });
}

/** Processed deliveries by the one limit, those that could not be processed by the other. */
export async function purgeDeliveries(
  db: Db,
  after: number,
  { processedBefore, deadBefore, size }: { processedBefore: number; deadBefore: number; size: number },
): Promise<Window<number>> {
  return db.transaction().execute(async (tx) => {
    const found = await numbered<Row>(tx)`
      select seq as key, received_at as at,
        case
          when state = 'processed' or (state = 'dead' and received_at < ${deadBefore}) then 0 else 1
        end as needed
      from deliveries where seq > ${after} order by seq limit ${size}`;
    const { keys, next } = tooOld(found, { before: processedBefore, upTo: -1, size });
    if (keys.length > 0) await tx.deleteFrom('deliveries').where('seq', 'in', keys).execute();
    return { deleted: keys.length, next };
  });
}

type Rows<R> = (parts: TemplateStringsArray, ...values: unknown[]) => Promise<R[]>;

function numbered<R>(tx: Transaction<Schema>): Rows<R> {
  return async (parts, ...values) => (await sql<R>(parts, ...values).execute(tx)).rows;
}

async function newestKey(tx: Transaction<Schema>, query: RawBuilder<unknown>): Promise<number> {
  const { rows } = await (query as RawBuilder<{ key: number | null }>).execute(tx);
  return rows[0]?.key ?? 0;
}

/** A window that holds nothing old ends the search: keys are given in order of time, or nearly so. */
function tooOld(
  rows: readonly Row[],
  { before, upTo, size }: { before: number; upTo: number; size: number },
): { keys: number[]; next: number | null } {
  const old = rows.filter(({ key, at }) => at < before || key <= upTo);
  const last = rows.at(-1);
  return {
    keys: old.filter(({ needed }) => needed === 0).map(({ key }) => key),
    next: rows.length < size || old.length === 0 || last === undefined ? null : last.key,
  };
}

/** What guards remember of leads, once it has run out. */
export async function purgeGuardStates(
  db: Db,
  after: string,
  { before, size }: { before: number; size: number },
): Promise<Window<string>> {
  return db.transaction().execute(async (tx) => {
    const rows = await tx
      .selectFrom('guard_states')
      .select(['lead_key', 'expires_at'])
      .where('lead_key', '>', after)
      .orderBy('lead_key')
      .limit(size)
      .execute();
    const expired = rows.filter(({ expires_at }) => expires_at < before).map(({ lead_key }) => lead_key);
    if (expired.length > 0) await tx.deleteFrom('guard_states').where('lead_key', 'in', expired).execute();
    return { deleted: expired.length, next: rows.length < size ? null : (rows.at(-1)?.lead_key ?? null) };
  });
}

/** Calls that nothing has been heard of for long. */
export async function purgeCallStates(
  db: Db,
  after: string,
  { before, size }: { before: number; size: number },
): Promise<Window<string>> {
  return db.transaction().execute(async (tx) => {
    const rows = await tx
      .selectFrom('call_states')
      .select(['call_log_id', 'updated_at'])
      .where('call_log_id', '>', after)
      .orderBy('call_log_id')
      .limit(size)
      .execute();
    const old = rows.filter(({ updated_at }) => updated_at < before).map(({ call_log_id }) => call_log_id);
    if (old.length > 0) await tx.deleteFrom('call_states').where('call_log_id', 'in', old).execute();
    return { deleted: old.length, next: rows.length < size ? null : (rows.at(-1)?.call_log_id ?? null) };
  });
}

import { sql, type Insertable, type RawBuilder, type Selectable, type Transaction } from 'kysely';
import { deleteByKeys, insertAll } from '../many-rows.js';
import { isOneOf } from '../one-of.js';
import type { DeliveryState, DeliveryTable, Schema } from '../schema.js';
import type { Db } from '../sqlite.js';

export interface NewDelivery extends Omit<Insertable<DeliveryTable>, 'seq' | 'state' | 'claims' | 'failure'> {
  /** The id of the delivery that this one repeats: it is kept for the trail and never processed. */
  readonly repeatOf?: string;
}

/** A delivery; `claims` is what the inbox counts, 0 where it does not wait. */
export type DeliveryRow = Selectable<DeliveryTable>;

/** A delivery that waits to be processed; with when it was played again, in epoch milliseconds, where it was. */
export interface WaitingDelivery extends DeliveryRow {
  readonly replayed_at: number | null;
}

/**
 * Intake: what arrived together is stored together, and waits in the inbox. Gives the rows in order of arrival.
 * `replayedAt` stands for what came earlier, was turned away then, and is let in now.
 */
export async function insertDeliveries(
  tx: Transaction<Schema>,
  deliveries: readonly NewDelivery[],
  replayedAt: number | null = null,
): Promise<WaitingDelivery[]> {
  const rows = deliveries.map(({ repeatOf = null, ...row }) => {
    const state = repeatOf === null ? ('received' as const) : ('repeat' as const);
    return { ...row, state, claims: 0, failure: repeatOf };
  });
  const numbered = await insertAll(tx, 'deliveries', rows, ['id', 'seq']);
  const seqs = new Map(numbered.map(({ id, seq }) => [id, seq]));
  const stored = rows.map((row) => {
    const seq = seqs.get(row.id);
    if (seq === undefined) throw new Error(`delivery ${row.id} was stored without a number`);
    return { ...row, seq, replayed_at: replayedAt };
  });
  const waiting = stored.filter(({ state }) => state === 'received');
  const places = waiting.map(({ seq }) => ({ seq, claims: 0, replayed_at: replayedAt }));
  if (places.length > 0) await insertAll(tx, 'inbox', places);
  return stored;
}

/** When the latest delivery arrived; null where none is kept. */
export async function latestArrival(db: Db): Promise<number | null> {
  const latest = await db
    .selectFrom('deliveries')
    .select('received_at')
    .where('seq', '=', (eb) => eb.selectFrom('deliveries').select((max) => max.fn.max('seq').as('seq')))
    .executeTakeFirst();
  return latest?.received_at ?? null;
}

/** The oldest deliveries not yet processed, in order of arrival. */
export async function unprocessedDeliveries(db: Db, limit: number): Promise<WaitingDelivery[]> {
  const { rows } = await sql<WaitingDelivery>`
    select deliveries.seq, id, hook_id, received_at, method, query, headers, body, remote_address, state, failure,
      inbox.claims, inbox.replayed_at
    from inbox cross join deliveries where deliveries.seq = inbox.seq order by inbox.seq limit ${limit}
  `.execute(db);
  return rows;
}

export async function markProcessed(tx: Transaction<Schema>, seqs: readonly number[]): Promise<void> {
  await deleteByKeys(tx, 'inbox', 'seq', seqs);
}

/** Records, before the work on it begins, that a delivery left over from an earlier run is being tried again. */
export async function claimDelivery(db: Db, seq: number): Promise<void> {
  await db
    .updateTable('inbox')
    .set((eb) => ({ claims: eb('claims', '+', 1) }))
    .where('seq', '=', seq)
    .execute();
}

/** Sets a delivery aside, with the reason why it could not be processed. */
export async function buryDelivery(tx: Transaction<Schema>, seq: number, failure: string): Promise<void> {
  await markProcessed(tx, [seq]);
  await tx.updateTable('deliveries').set({ state: 'dead', failure }).where('seq', '=', seq).execute();
}

/** Puts a dead delivery back into the inbox, as played again `now`; false when there is none by that id. */
export async function reviveDelivery(db: Db, id: string, now: number): Promise<boolean> {
  return (await db.transaction().execute((tx) => reviveDeliveries(tx, [id], now))) > 0;
}

/** The same for those of many that are dead; gives how many they were. */
export async function reviveDeliveries(
  tx: Transaction<Schema>,
  ids: readonly string[],
  now: number,
): Promise<number> {
  const revived = await tx
    .updateTable('deliveries')
    .set({ state: 'received', failure: null })
    .where(isOneOf('id', ids))
    // Without the plus SQLite would look through all that are dead instead.
    .where(sql<boolean>`+state = 'dead'`)
    .returning('seq')
    .execute();
  await insertAll(
    tx,
    'inbox',
    revived.map(({ seq }) => ({ seq, claims: 0, replayed_at: now })),
  );
  return revived.length;
}

/** The state of a delivery now: what the row says of one that is dead, and the inbox of all others. */
export const CURRENT_STATE: RawBuilder<DeliveryState> = sql<DeliveryState>`case
  when deliveries.state in ('dead', 'repeat') then deliveries.state
  when exists (select 1 from inbox where inbox.seq = deliveries.seq) then 'received'
  else 'processed' end`;

/** How often a delivery was repeated, and when last; null where it never was. */
export async function repeatsOf(db: Db, id: string): Promise<{ count: number; lastAt: number } | null> {
  const { rows } = await sql<{ count: number; lastAt: number | null }>`
    select count(*) as count, max(received_at) as "lastAt" from deliveries
    where state = 'repeat' and failure = ${id}
  `.execute(db);
  const [{ count, lastAt } = { count: 0, lastAt: null }] = rows;
  return lastAt === null ? null : { count, lastAt };
}

/** At most so many deliveries that came since an instant, the newest, in order of arrival; no repeats. */
export async function deliveriesSince(db: Db, since: number, limit: number): Promise<DeliveryRow[]> {
  const { rows } = await sql<DeliveryRow>`
    select * from (select * from deliveries order by seq desc limit ${limit})
    where received_at >= ${since} and state != 'repeat' order by seq
  `.execute(db);
  return rows;
}

/** A delivery as it came, by its id. */
export async function findDelivery(db: Db, id: string): Promise<DeliveryRow | undefined> {
  return db
    .selectFrom('deliveries')
    .selectAll()
    .select(CURRENT_STATE.as('state'))
    .where('id', '=', id)
    .executeTakeFirst();
}

/** A delivery that has no occurrence yet, or never will. */
export async function findOpenDelivery(db: Db, id: string): Promise<DeliveryRow | undefined> {
  const row = await findDelivery(db, id);
  return row?.state === 'processed' || row?.state === 'repeat' ? undefined : row;
}

import { sql, type Insertable, type Selectable, type Transaction } from 'kysely';
import { deleteByKeys, insertAll, selectByKeys } from '../many-rows.js';
import type { DeliveryTable, Schema } from '../schema.js';
import type { Db } from '../sqlite.js';

export type NewDelivery = Omit<Insertable<DeliveryTable>, 'seq' | 'state' | 'claims' | 'failure'>;

/** A delivery; `claims` is what the inbox counts, 0 where it does not wait. */
export type DeliveryRow = Selectable<DeliveryTable>;

/** Intake: what arrived together is stored together, and waits in the inbox. Gives the rows in order of arrival. */
export async function insertDeliveries(
  tx: Transaction<Schema>,
  deliveries: readonly NewDelivery[],
): Promise<DeliveryRow[]> {
  const rows = deliveries.map((row) => ({ ...row, state: 'received' as const, claims: 0, failure: null }));
  const numbered = await insertAll(tx, 'deliveries', rows, ['id', 'seq']);
  const seqs = new Map(numbered.map(({ id, seq }) => [id, seq]));
  const stored = rows.map((row) => {
    const seq = seqs.get(row.id);
    if (seq === undefined) throw new Error(`delivery ${row.id} was stored without a number`);
    return { ...row, seq };
  });
  const waiting = stored.map(({ seq }) => ({ seq, claims: 0 }));
  await insertAll(tx, 'inbox', waiting);
  return stored;
}

/** The oldest deliveries not yet processed, in order of arrival. */
export async function unprocessedDeliveries(db: Db, limit: number): Promise<DeliveryRow[]> {
  const { rows } = await sql<DeliveryRow>`
    select deliveries.seq, id, hook_id, received_at, method, query, headers, body, remote_address, state, failure,
      inbox.claims
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

/** Puts a dead delivery back into the inbox; false when there is none by that id. */
export async function reviveDelivery(db: Db, id: string): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const revived = await tx
      .updateTable('deliveries')
      .set({ state: 'received', failure: null })
      .where('id', '=', id)
      .where('state', '=', 'dead')
      .returning('seq')
      .executeTakeFirst();
    if (revived === undefined) return false;
    await tx.insertInto('inbox').values({ seq: revived.seq, claims: 0 }).execute();
    return true;
  });
}

/** A delivery that has no occurrence yet, or never will. */
export async function findOpenDelivery(db: Db, id: string): Promise<DeliveryRow | undefined> {
  const row = await db.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined || row.state === 'dead') return row;
  const waiting = await db.selectFrom('inbox').select('seq').where('seq', '=', row.seq).executeTakeFirst();
  return waiting === undefined ? undefined : row;
}

/** The latest deliveries, the newest first, each in the state it is in now. */
export async function recentDeliveries(db: Db, limit: number): Promise<DeliveryRow[]> {
  const rows = await db.selectFrom('deliveries').selectAll().orderBy('seq', 'desc').limit(limit).execute();
  const seqs = rows.map(({ seq }) => seq);
  const waiting = await selectByKeys(db, 'inbox', 'seq', seqs);
  const waits = new Set(waiting.map(({ seq }) => seq));
  return rows.map((row) => {
    return row.state === 'dead' || waits.has(row.seq) ? row : { ...row, state: 'processed' as const };
  });
}

export async function deadDeliveries(db: Db, limit: number): Promise<DeliveryRow[]> {
  return (
    db
      .selectFrom('deliveries')
      .selectAll()
      // A literal, because a partial index serves only queries that name its state in their text.
      .where('state', '=', sql.lit<'dead'>('dead'))
      .orderBy('seq', 'desc')
      .limit(limit)
      .execute()
  );
}

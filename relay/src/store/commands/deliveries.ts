import { sql, type Insertable, type Selectable, type Transaction } from 'kysely';
import { insertAll } from '../many-rows.js';
import { isOneOf } from '../one-of.js';
import type { DeliveryTable, Schema } from '../schema.js';
import type { Db } from '../sqlite.js';

export type NewDelivery = Omit<Insertable<DeliveryTable>, 'seq' | 'state' | 'claims' | 'failure'>;
export type DeliveryRow = Selectable<DeliveryTable>;

// Literals, because a partial index serves only queries that name its state in their text.
const RECEIVED = sql.lit<'received'>('received');
const DEAD = sql.lit<'dead'>('dead');

/** Intake: what arrived together is stored together. Gives the rows in order of arrival. */
export async function insertDeliveries(
  db: Db | Transaction<Schema>,
  deliveries: readonly NewDelivery[],
): Promise<DeliveryRow[]> {
  const rows = deliveries.map((row) => ({ ...row, state: 'received' as const, claims: 0, failure: null }));
  const numbered = await insertAll(db, 'deliveries', rows, ['id', 'seq']);
  const seqs = new Map(numbered.map(({ id, seq }) => [id, seq]));
  return rows.map((row) => {
    const seq = seqs.get(row.id);
    if (seq === undefined) throw new Error(`delivery ${row.id} was stored without a number`);
    return { ...row, seq };
  });
}

/** The oldest deliveries not yet processed, in order of arrival. */
export async function unprocessedDeliveries(db: Db, limit: number): Promise<DeliveryRow[]> {
  return db
    .selectFrom('deliveries')
    .selectAll()
    .where('state', '=', RECEIVED)
    .orderBy('seq')
    .limit(limit)
    .execute();
}

export async function markProcessed(tx: Transaction<Schema>, seqs: readonly number[]): Promise<void> {
  await tx.updateTable('deliveries').set({ state: 'processed' }).where(isOneOf('seq', seqs)).execute();
}

/** Records, before the work on it begins, that a delivery left over from an earlier run is being tried again. */
export async function claimDelivery(db: Db, seq: number): Promise<void> {
  await db
    .updateTable('deliveries')
    .set((eb) => ({ claims: eb('claims', '+', 1) }))
    .where('seq', '=', seq)
    .execute();
}

export async function buryDelivery(db: Db, seq: number, failure: string): Promise<void> {
  await db.updateTable('deliveries').set({ state: 'dead', failure }).where('seq', '=', seq).execute();
}

/** Puts a dead delivery back in the queue; false when there is none by that id. */
export async function reviveDelivery(db: Db, id: string): Promise<boolean> {
  const result = await db
    .updateTable('deliveries')
    .set({ state: 'received', claims: 0, failure: null })
    .where('id', '=', id)
    .where('state', '=', DEAD)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** A delivery that has no occurrence yet, or never will. */
export async function findOpenDelivery(db: Db, id: string): Promise<DeliveryRow | undefined> {
  for (const state of [RECEIVED, DEAD]) {
    const row = await db
      .selectFrom('deliveries')
      .selectAll()
      .where('state', '=', state)
      .where('id', '=', id)
      .executeTakeFirst();
    if (row !== undefined) return row;
  }
  return undefined;
}

import type { Insertable, Selectable, Transaction } from 'kysely';
import type { QuarantineTable, Schema } from '../schema.js';
import type { Db } from '../sqlite.js';

export type QuarantineRow = Selectable<QuarantineTable>;

/** How many rejected requests are kept, and how much of each body (domain-facts J.43). */
export const QUARANTINE_ROWS = 1_000;
export const QUARANTINE_BODY_BYTES = 64 * 1024;

/** Keeps a rejected request, and lets the oldest go once there are too many. */
export async function quarantine(db: Db, row: Insertable<QuarantineTable>): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx.insertInto('quarantine').values(row).execute();
    await tx
      .deleteFrom('quarantine')
      .where('id', 'in', (eb) =>
        eb
          .selectFrom('quarantine')
          .select('id')
          .orderBy('id', 'desc')
          .limit(1_000_000)
          .offset(QUARANTINE_ROWS),
      )
      .execute();
  });
}

export async function quarantined(db: Db, limit: number): Promise<QuarantineRow[]> {
  return db.selectFrom('quarantine').selectAll().orderBy('id', 'desc').limit(limit).execute();
}

export async function findQuarantined(db: Db, id: string): Promise<QuarantineRow | undefined> {
  return db.selectFrom('quarantine').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function markReplayed(tx: Transaction<Schema>, id: string, deliveryId: string): Promise<void> {
  await tx.updateTable('quarantine').set({ replayed_as: deliveryId }).where('id', '=', id).execute();
}

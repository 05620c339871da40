import { sql, type Insertable, type Selectable, type Transaction } from 'kysely';
import type { QuarantineTable, Schema } from '../schema.js';
import type { Db } from '../sqlite.js';

export type QuarantineRow = Selectable<QuarantineTable>;

/** How many rejected requests are kept, and how much of each body (domain-facts J.43). */
export const QUARANTINE_ROWS = 1_000;
export const QUARANTINE_BODY_BYTES = 64 * 1024;

/**
 * Keeps a rejected request, and deletes what is not among the newest any more. They go in the order in which they came:
 * ids follow the clock, and after a time with a wrong clock the newest request would not have the last id.
 */
export async function quarantine(db: Db, row: Insertable<QuarantineTable>): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx.insertInto('quarantine').values(row).execute();
    await sql`
      delete from quarantine where rowid <= (select max(rowid) from quarantine) - ${QUARANTINE_ROWS}
    `.execute(tx);
  });
}

/** A rejected request without what it held. */
export type QuarantineSummary = Omit<QuarantineRow, 'query' | 'headers' | 'body'> & {
  /** Of the body, in bytes, as far as it is kept. */
  readonly size: number;
};

/** The next of them, newest first, below `after` where a page ended there. */
export async function quarantined(
  db: Db,
  { after, limit }: { after: string | null; limit: number },
): Promise<QuarantineSummary[]> {
  const newest = db
    .selectFrom('quarantine')
    .select(['id', 'at', 'hook_id', 'status', 'code', 'reason', 'method', 'truncated', 'remote_address'])
    .select('replayed_as')
    .select(sql<number>`length(body)`.as('size'))
    .orderBy('id', 'desc')
    .limit(limit);
  return (after === null ? newest : newest.where('id', '<', after)).execute();
}

export async function findQuarantined(db: Db, id: string): Promise<QuarantineRow | undefined> {
  return db.selectFrom('quarantine').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function markReplayed(tx: Transaction<Schema>, id: string, deliveryId: string): Promise<void> {
  await tx.updateTable('quarantine').set({ replayed_as: deliveryId }).where('id', '=', id).execute();
}

import { sql, type Insertable, type Selectable, type Transaction } from 'kysely';
import type { QuarantineTable, Schema } from '../schema.js';
import type { Db } from '../sqlite.js';

export type QuarantineRow = Selectable<QuarantineTable>;
export type NewQuarantineRow = Insertable<QuarantineTable>;

/** How many rejected requests a hook has places for, of one cause, and how much of each is kept (domain-facts J.43). */
export const QUARANTINE_ROWS = 1_000;
export const QUARANTINE_BODY_BYTES = 64 * 1024;

/** How many are kept of strangers that met no hook: scans, for the most part. */
export const STRANGER_ROWS = 200;

/**
 * Keeps rejected requests. Those that share a pool share its places: where it is full, the oldest of the source with the
 * most gives way, so that whoever sends many pushes out their own.
 */
export async function quarantine(tx: Transaction<Schema>, rows: readonly NewQuarantineRow[]): Promise<void> {
  for (const row of rows) await tx.insertInto('quarantine').values(row).execute();
  for (const pool of new Set(rows.map((row) => row.pool))) await makeRoom(tx, pool);
}

async function makeRoom(tx: Transaction<Schema>, pool: string): Promise<void> {
  const sources = await tx
    .selectFrom('quarantine')
    .select(['source', sql<number>`count(*)`.as('count'), sql<number>`min(rowid)`.as('oldest')])
    .where('pool', '=', pool)
    .groupBy('source')
    .execute();
  const places = pool === 'stranger' ? STRANGER_ROWS : QUARANTINE_ROWS;
  const leaving = leavingBySource(sources, places);
  for (const [source, count] of leaving) {
    await sql`
      delete from quarantine where rowid in (
        select rowid from quarantine where pool = ${pool} and source = ${source} order by rowid limit ${count})
    `.execute(tx);
  }
}

interface Share {
  readonly source: string;
  readonly count: number;
  /** The row of it that came first. */
  readonly oldest: number;
}

/** How many of each source leave so that the rest has room: one by one of whoever has most, the older before the newer. */
function leavingBySource(sources: readonly Share[], places: number): ReadonlyMap<string, number> {
  const leaving = new Map<string, number>();
  let excess = sources.reduce((sum, { count }) => sum + count, 0) - places;
  const left = (share: Share): number => share.count - (leaving.get(share.source) ?? 0);
  for (; excess > 0; excess -= 1) {
    const largest = sources.reduce((most, each) => {
      const more = left(each) - left(most);
      return more > 0 || (more === 0 && each.oldest < most.oldest) ? each : most;
    });
    leaving.set(largest.source, (leaving.get(largest.source) ?? 0) + 1);
  }
  return leaving;
}

/** A rejected request without what it held. */
export type QuarantineSummary = Omit<QuarantineRow, 'query' | 'headers' | 'body' | 'pool' | 'source'> & {
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

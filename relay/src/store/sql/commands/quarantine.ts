import { sql } from 'kysely';
import {
  QUARANTINE_ROWS,
  STRANGER_ROWS,
  type QuarantinedRequest,
  type QuarantineSummary,
} from '../../ports/quarantine.js';
import { named } from '../columns.js';
import { insertAll, type Connection } from '../many-rows.js';

const SUMMARY = [
  'id',
  'at',
  'hook_id',
  'status',
  'code',
  'reason',
  'method',
  'truncated',
  'remote_address',
  'replayed_as',
] as const;

/**
 * Keeps rejected requests. Those that share a pool share its places: where it is full, the oldest of the source with the
 * most gives way, so that whoever sends many pushes out their own.
 */
export async function quarantine(db: Connection, rows: readonly QuarantinedRequest[]): Promise<void> {
  await insertAll(db, 'quarantine', rows);
  for (const pool of new Set(rows.map((row) => row.pool))) await makeRoom(db, pool);
}

async function makeRoom(db: Connection, pool: string): Promise<void> {
  const sources = await db
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
    `.execute(db);
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

/** The next of them, newest first, below `after` where a page ended there. */
export async function quarantined(
  db: Connection,
  { after, limit }: { after: string | null; limit: number },
): Promise<QuarantineSummary[]> {
  const newest = db
    .selectFrom('quarantine')
    .select(named(SUMMARY))
    .select(sql<number>`length(body)`.as('size'))
    .orderBy('id', 'desc')
    .limit(limit);
  const rows = await (after === null ? newest : newest.where('id', '<', after)).execute();
  return rows.map((row) => ({ ...row, truncated: row.truncated === 1 }));
}

export async function findQuarantined(db: Connection, id: string): Promise<QuarantinedRequest | undefined> {
  const row = await db
    .selectFrom('quarantine')
    .select(named([...SUMMARY, 'query', 'headers', 'body', 'pool', 'source']))
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? undefined : { ...row, truncated: row.truncated === 1 };
}

export async function markReplayed(db: Connection, id: string, deliveryId: string): Promise<void> {
  await db.updateTable('quarantine').set({ replayed_as: deliveryId }).where('id', '=', id).execute();
}

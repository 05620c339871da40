import type { NewRevision, Sameness, StoredRevision } from '../../ports/configuration.js';
import { named } from '../columns.js';
import type { Connection } from '../many-rows.js';

const COLUMNS = named(['revision', 'hash', 'document', 'complete', 'accepted_at']);

/**
 * Stores an accepted configuration, unless it is the one accepted last; gives its revision number, or null where another one than `upon`
 * is the latest. A relay that does so at the same time holds the number until it is committed, and then it is taken.
 */
export async function acceptRevision(
  db: Connection,
  { hash, document, complete, acceptedAt }: NewRevision,
  sameness: Sameness,
  upon: number | null,
): Promise<number | null> {
  const latest = await latestRevision(db);
  if ((latest?.revision ?? null) !== upon) return null;
  if (latest?.hash === hash && sameness === 'maybe the same') return latest.revision;
  const revision = (latest?.revision ?? 0) + 1;
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('config_revisions')
    .values({ revision, hash, document, complete: complete ? 1 : 0, accepted_at: acceptedAt })
    .onConflict((conflict) => conflict.column('revision').doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n ? revision : null;
}

export async function latestRevision(db: Connection): Promise<StoredRevision | undefined> {
  const row = await db
    .selectFrom('config_revisions')
    .select(COLUMNS)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : { ...row, complete: row.complete === 1 };
}

export async function findRevision(db: Connection, revision: number): Promise<StoredRevision | undefined> {
  const row = await db
    .selectFrom('config_revisions')
    .select(COLUMNS)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return row === undefined ? undefined : { ...row, complete: row.complete === 1 };
}

/** The next of them without their documents, newest first, below `after` where a page ended there. */
export async function listRevisions(
  db: Connection,
  { after, limit }: { after: number | null; limit: number },
): Promise<Pick<StoredRevision, 'revision' | 'acceptedAt'>[]> {
  let query = db.selectFrom('config_revisions').select(named(['revision', 'accepted_at']));
  if (after !== null) query = query.where('revision', '<', after);
  return query.orderBy('revision', 'desc').limit(limit).execute();
}

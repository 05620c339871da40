import type { Selectable, Transaction } from 'kysely';
import type { ConfigRevisionTable, Schema } from '../schema.js';
import type { Db } from '../sqlite.js';

export type RevisionRow = Selectable<ConfigRevisionTable>;

/** Stores an accepted configuration, unless it is the one accepted last; gives its revision number. */
export async function acceptRevision(
  db: Db,
  row: { hash: string; document: string; complete: number; accepted_at: number },
): Promise<number> {
  const latest = await latestRevision(db);
  if (latest?.hash === row.hash) return latest.revision;
  const revision = (latest?.revision ?? 0) + 1;
  await db
    .insertInto('config_revisions')
    .values({ revision, ...row })
    .execute();
  return revision;
}

export async function latestRevision(db: Db): Promise<RevisionRow | undefined> {
  return db
    .selectFrom('config_revisions')
    .selectAll()
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function findRevision(
  db: Db | Transaction<Schema>,
  revision: number,
): Promise<RevisionRow | undefined> {
  return db.selectFrom('config_revisions').selectAll().where('revision', '=', revision).executeTakeFirst();
}

/** The next of them without their documents, newest first, below `after` where a page ended there. */
export async function listRevisions(
  db: Db,
  { after, limit }: { after: number | null; limit: number },
): Promise<Pick<RevisionRow, 'revision' | 'accepted_at'>[]> {
  let query = db.selectFrom('config_revisions').select(['revision', 'accepted_at']);
  if (after !== null) query = query.where('revision', '<', after);
  return query.orderBy('revision', 'desc').limit(limit).execute();
}

import { sql } from 'kysely';
import type { LanePlace, References } from '../../ports/retention.js';
import type { Db } from '../connection.js';
import { isOneOf } from '../dialect.js';

/** The revisions that are not among the newest `latest`, oldest first. */
export async function olderRevisions(db: Db, latest: number): Promise<number[]> {
  const rows = await db
    .selectFrom('config_revisions')
    .select('revision')
    .where('revision', '<=', (eb) => {
      const newest = eb
        .selectFrom('config_revisions')
        .select((inner) => inner.fn.max('revision').as('newest'));
      return eb(newest, '-', latest);
    })
    .orderBy('revision')
    .execute();
  return rows.map(({ revision }) => revision);
}

/** The revisions that occurrences were decided by. */
export async function revisionsOfOccurrences(
  db: Db,
  after: number,
  size: number,
): Promise<References<number>> {
  const rows = await db
    .selectFrom('occurrences')
    .select(['seq', 'revision'])
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(size)
    .execute();
  return {
    revisions: rows.map(({ revision }) => revision),
    next: rows.length < size ? null : (rows.at(-1)?.seq ?? null),
  };
}

/** The revisions that pending actions were planned under. */
export async function revisionsOfPending(
  db: Db,
  [lane, dueAt, requestedAt, id]: LanePlace,
  size: number,
): Promise<References<LanePlace>> {
  const { rows } = await sql<{
    revision: number;
    lane: string;
    due_at: number;
    requested_at: number;
    id: string;
  }>`
    select revision, lane, due_at, requested_at, id from actions
    where state in ('waiting', 'running')
      and (lane, due_at, requested_at, id) > (${lane}, ${dueAt}, ${requestedAt}, ${id})
    order by lane, due_at, requested_at, id limit ${size}
  `.execute(db);
  const last = rows.at(-1);
  return {
    revisions: rows.map(({ revision }) => revision),
    next:
      rows.length < size || last === undefined ? null : [last.lane, last.due_at, last.requested_at, last.id],
  };
}

/** Deletes revisions, and where they come from. */
export async function deleteRevisions(db: Db, revisions: readonly number[]): Promise<number> {
  return db.transaction().execute(async (tx) => {
    await tx
      .deleteFrom('revision_origins')
      .where(isOneOf(tx, 'revision', revisions))
      .execute();
    const { numDeletedRows } = await tx
      .deleteFrom('config_revisions')
      .where(isOneOf(tx, 'revision', revisions))
      .executeTakeFirst();
    return Number(numDeletedRows);
  });
}

/** The documents of the revisions, one after the other; null behind the last. */
export async function nextDocument(
  db: Db,
  after: number,
): Promise<{ revision: number; document: string } | null> {
  const row = await db
    .selectFrom('config_revisions')
    .select(['revision', 'document'])
    .where('revision', '>', after)
    .orderBy('revision')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** The parts that have been switched at run time, in the order of their keys. */
export async function switchedParts(db: Db, after: string, size: number): Promise<string[]> {
  const rows = await db
    .selectFrom('switches')
    .select('part')
    .where('part', '>', after)
    .orderBy('part')
    .limit(size)
    .execute();
  return rows.map(({ part }) => part);
}

export async function deleteSwitches(db: Db, parts: readonly string[]): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('switches')
    .where(isOneOf(db, 'part', parts))
    .executeTakeFirst();
  return Number(numDeletedRows);
}

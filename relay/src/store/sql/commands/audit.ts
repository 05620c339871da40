import { sql } from 'kysely';
import type { ChangeEnd, ChangeFilter, NewChange, StoredChange } from '../../ports/audit.js';
import type { Page } from '../../ports/lists.js';
import { named } from '../columns.js';
import type { Connection } from '../many-rows.js';

const COLUMNS = named(['id', 'at', 'who', 'key_id', 'what', 'part', 'before', 'after', 'outcome', 'failure']);

/** Writes a change down; gives its id. */
export async function recordChange(
  db: Connection,
  { at, who, keyId, what, part, before, after, outcome, failure }: NewChange,
): Promise<number> {
  const { id } = await db
    .insertInto('audit')
    .values({ at, who, key_id: keyId, what, part, before, after, outcome, failure })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Completes a change that was written down before it was made. */
export async function completeChange(
  db: Connection,
  id: number,
  { part, before, after, outcome, failure }: ChangeEnd,
): Promise<void> {
  const end = { part, before, after, outcome, failure };
  await db.updateTable('audit').set(end).where('id', '=', id).execute();
}

/** Takes back an order that changed nothing. */
export async function dropChange(db: Connection, id: number): Promise<void> {
  await db.deleteFrom('audit').where('id', '=', id).execute();
}

/** The next changes, newest first. */
export async function auditEntries(
  db: Connection,
  { who, what, from, to }: ChangeFilter,
  { after, limit }: Page<number>,
): Promise<StoredChange[]> {
  let query = db.selectFrom('audit').select(COLUMNS);
  if (who !== null) query = query.where('who', '=', who);
  if (what !== null) query = query.where('what', '=', what);
  if (from !== null) query = query.where('at', '>=', from);
  if (to !== null) query = query.where('at', '<', to);
  if (after !== null) query = query.where(sql<boolean>`(at, id) < (${after.at}, ${after.id})`);
  return query.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute();
}

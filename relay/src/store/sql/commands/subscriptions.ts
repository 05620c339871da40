import { sql } from 'kysely';
import type { StoredSubscription, SubscriptionEnd, SubscriptionReads } from '../../ports/subscriptions.js';
import { named, namedText } from '../columns.js';
import { insertAll, run, selectByKeys, type Connection } from '../many-rows.js';

const COLUMNS = [
  'id',
  'key_id',
  'owner',
  'url',
  'topics',
  'filter',
  'name',
  'sealed',
  'identity',
  'sequence',
  'made_at',
  'ended_at',
  'ended_code',
  'ended_reason',
] as const;

/** Those that are active: no more than there may be at once. */
export async function activeSubscriptions(db: Connection): Promise<StoredSubscription[]> {
  return (await run<StoredSubscription>(db, ACTIVE, [])).rows;
}

// In text, because it is asked with every batch of calls.
const ACTIVE = `select ${namedText(COLUMNS)} from subscriptions where ended_at is null`;

export async function findSubscription(db: Connection, id: string): Promise<StoredSubscription | undefined> {
  return db.selectFrom('subscriptions').select(named(COLUMNS)).where('id', '=', id).executeTakeFirst();
}

export async function findSubscriptions(
  db: Connection,
  ids: readonly string[],
): Promise<StoredSubscription[]> {
  return selectByKeys(db, 'subscriptions', COLUMNS, { key: 'id', values: ids });
}

/** The next of them, the newest first. */
export async function subscriptionsPage(
  db: Connection,
  { owner, state, after, limit }: Parameters<SubscriptionReads['page']>[0],
): Promise<StoredSubscription[]> {
  let query = db.selectFrom('subscriptions').select(named(COLUMNS));
  if (owner !== null)
    query =
      owner.keyId === null ? query.where('key_id', 'is', null) : query.where('key_id', '=', owner.keyId);
  if (state !== null) query = query.where('ended_at', state === 'active' ? 'is' : 'is not', null);
  if (after !== null) query = query.where('id', '<', after);
  return query.orderBy('id', 'desc').limit(limit).execute();
}

export async function insertSubscription(db: Connection, subscription: StoredSubscription): Promise<void> {
  await insertAll(db, 'subscriptions', [subscription]);
}

export async function resealSubscription(db: Connection, id: string, sealed: Buffer): Promise<number> {
  const result = await db
    .updateTable('subscriptions')
    .set({ sealed })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Counts events for one that is active, and gives the number of the last. */
export async function countEvents(db: Connection, id: string, events: number): Promise<number | null> {
  const { rows } = await sql<{ sequence: number }>`
    update subscriptions set sequence = sequence + ${events} where id = ${id} and ended_at is null
    returning sequence
  `.execute(db);
  return rows[0]?.sequence ?? null;
}

export async function endSubscriptions(db: Connection, ends: readonly SubscriptionEnd[]): Promise<number> {
  let ended = 0;
  for (const { id, code, reason, at } of ends) {
    const result = await db
      .updateTable('subscriptions')
      .set({ ended_at: at, ended_code: code, ended_reason: reason })
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .executeTakeFirst();
    ended += Number(result.numUpdatedRows);
  }
  return ended;
}

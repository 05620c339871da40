import { sql, type RawBuilder } from 'kysely';
import type {
  ArrivedWithin,
  DeliveryContent,
  DeliveryState,
  HookArrival,
  NewDelivery,
  StoredDelivery,
  WaitingDelivery,
} from '../../ports/intake.js';
import { DELIVERY_COLUMNS, DELIVERY_CONTENT, named, namedText } from '../columns.js';
import { deleteByKeys, insertAll, insertNumbered, run, type Connection } from '../many-rows.js';
import { dialectOf, inEach, isOneOf, unindexed } from '../dialect.js';

export async function insertDeliveries(
  db: Connection,
  deliveries: readonly NewDelivery[],
  { replayedAt = null, holder = null }: { replayedAt?: number | null; holder?: number | null } = {},
): Promise<WaitingDelivery[]> {
  const leadKeys = new Map(deliveries.map(({ id, leadKey }) => [id, leadKey ?? null]));
  const rows = deliveries.map(({ repeatOf = null, leadKey: _leadKey, ...row }) => {
    const state = repeatOf === null ? ('received' as const) : ('repeat' as const);
    return { ...row, state, claims: 0, failure: repeatOf };
  });
  const numbered = await insertNumbered(db, 'deliveries', rows, { key: 'id', number: 'seq' });
  const stored = numbered.map(([row, seq]) => ({ ...row, seq, replayedAt }));
  const waiting = stored.filter(({ state }) => state === 'received');
  const places = waiting.map(({ id, seq }) => {
    return { seq, claims: 0, replayedAt, holder, leadKey: leadKeys.get(id) ?? null };
  });
  if (places.length > 0) await insertAll(db, 'inbox', places);
  return stored;
}

export async function latestArrival(db: Connection): Promise<number | null> {
  const latest = await db
    .selectFrom('deliveries')
    .select('received_at')
    .where('seq', '=', (eb) => eb.selectFrom('deliveries').select((max) => max.fn.max('seq').as('seq')))
    .executeTakeFirst();
  return latest?.received_at ?? null;
}

export async function latestByHook(
  db: Connection,
  of: number,
): Promise<{ arrivals: HookArrival[]; since: number | null }> {
  // What an operator let in has the time at which it was turned away, and an id of when it was let in.
  const { rows: arrivals } = await sql<HookArrival>`
    select latest.hook_id as "hookId", max(latest.received_at) as "at"
    from (select id, hook_id, received_at from deliveries order by seq desc limit ${of}) as latest
    left join (
      select at, min(replayed_as) as replayed_as from quarantine where replayed_as is not null group by at
    ) as let_in on let_in.at = latest.received_at and let_in.replayed_as <= latest.id
    where let_in.at is null
    group by latest.hook_id order by latest.hook_id
  `.execute(db);
  const before = db.selectFrom('deliveries').select('received_at').orderBy('seq', 'desc');
  const first = await before.limit(1).offset(of).executeTakeFirst();
  return { arrivals, since: first?.received_at ?? null };
}

const OF_INBOX = namedText(DELIVERY_COLUMNS, 'deliveries.');

export async function unprocessedDeliveries(db: Connection, limit: number): Promise<WaitingDelivery[]> {
  const { rows } = await sql<WaitingDelivery>`
    select ${sql.raw(OF_INBOX)}, inbox.claims as claims, inbox.replayed_at as "replayedAt"
    from inbox cross join deliveries where deliveries.seq = inbox.seq order by inbox.seq limit ${limit}
  `.execute(db);
  return rows;
}

export async function hasFreeDeliveries(db: Connection): Promise<boolean> {
  const { rows } = await run<{ seq: number }>(db, FIRST_FREE, []);
  return rows.length > 0;
}

const FIRST_FREE = 'select seq from inbox where holder is null order by seq limit 1';

export async function takeFreeDeliveries(
  db: Connection,
  holder: number,
  limit: number,
): Promise<WaitingDelivery[]> {
  const taken = await run<{ seq: number }>(db, takingFree(db), [holder, limit]);
  const seqs = dialectOf(db).listed(taken.rows.map(({ seq }) => seq));
  const { rows } = await run<WaitingDelivery>(db, waitingOf(db), [seqs]);
  return rows;
}

const takingFree = inEach(
  ({ skipLocked }) => `
  update inbox set holder = ?
  where seq in (select seq from inbox where holder is null order by seq limit ? ${skipLocked})
  returning seq`,
);

const waitingOf = inEach(
  (dialect) => `
  select ${OF_INBOX}, inbox.claims as claims, inbox.replayed_at as "replayedAt"
  from inbox cross join deliveries
  where ${dialect.isOneOf('inbox.seq', '?')} and deliveries.seq = inbox.seq order by inbox.seq`,
);

export async function deliveriesHeldBy(
  db: Connection,
  holder: number,
  limit: number,
): Promise<WaitingDelivery[]> {
  const { rows } = await run<WaitingDelivery>(db, HELD_BY, [holder, limit]);
  return rows;
}

const HELD_BY = `
  select ${OF_INBOX}, inbox.claims as claims, inbox.replayed_at as "replayedAt"
  from inbox cross join deliveries
  where inbox.holder = ? and deliveries.seq = inbox.seq order by inbox.seq limit ?`;

/** See `Intake.behindEarlier`. */
export async function behindEarlier(
  db: Connection,
  seqs: readonly number[],
  { after, before }: ArrivedWithin,
): Promise<number[]> {
  if (seqs.length === 0) return [];
  const listed = dialectOf(db).listed(seqs);
  const { rows } = await run<{ seq: number }>(db, behind(db), [listed, listed, after, before]);
  return rows.map(({ seq }) => seq);
}

const behind = inEach(
  (dialect) => `
  select later.seq from inbox later
  where ${dialect.isOneOf('later.seq', '?')} and later.lead_key is not null and (
    select 1 from inbox earlier cross join deliveries
    where earlier.lead_key = later.lead_key and earlier.seq < later.seq and not (${dialect.isOneOf('earlier.seq', '?')})
      and deliveries.seq = earlier.seq and deliveries.received_at > ? and deliveries.received_at < ? limit 1) = 1
  order by later.seq`,
);

export async function markProcessed(db: Connection, seqs: readonly number[]): Promise<void> {
  await deleteByKeys(db, 'inbox', 'seq', seqs);
}

export async function claimDelivery(db: Connection, seq: number): Promise<void> {
  await db
    .updateTable('inbox')
    .set((eb) => ({ claims: eb('claims', '+', 1) }))
    .where('seq', '=', seq)
    .execute();
}

export async function buryDelivery(db: Connection, seq: number, failure: string): Promise<void> {
  await markProcessed(db, [seq]);
  await db.updateTable('deliveries').set({ state: 'dead', failure }).where('seq', '=', seq).execute();
}

export async function reviveDeliveries(db: Connection, ids: readonly string[], now: number): Promise<number> {
  const revived = await db
    .updateTable('deliveries')
    .set({ state: 'received', failure: null })
    .where(isOneOf(db, 'id', ids))
    // Found by its id, not among all that are dead.
    .where(sql<boolean>`${unindexed(db, 'state')} = 'dead'`)
    .returning('seq')
    .execute();
  await insertAll(
    db,
    'inbox',
    revived.map(({ seq }) => ({ seq, claims: 0, replayedAt: now, holder: null })),
  );
  return revived.length;
}

/** The state of a delivery now: what the row says of one that is dead, and the inbox of all others. */
export const CURRENT_STATE: RawBuilder<DeliveryState> = sql<DeliveryState>`case
  when deliveries.state in ('dead', 'repeat') then deliveries.state
  when exists (select 1 from inbox where inbox.seq = deliveries.seq) then 'received'
  else 'processed' end`;

export async function repeatsOf(
  db: Connection,
  id: string,
): Promise<{ count: number; lastAt: number } | null> {
  const { rows } = await sql<{ count: number; lastAt: number | null }>`
    select count(*) as count, max(received_at) as "lastAt" from deliveries
    where state = 'repeat' and failure = ${id}
  `.execute(db);
  const [{ count, lastAt } = { count: 0, lastAt: null }] = rows;
  return lastAt === null ? null : { count, lastAt };
}

export async function deliveriesSince(
  db: Connection,
  since: number,
  limit: number,
): Promise<DeliveryContent[]> {
  const { rows } = await sql<DeliveryContent>`
    select ${sql.raw(namedText(DELIVERY_CONTENT))}
    from (select * from deliveries order by seq desc limit ${limit}) as newest
    where received_at >= ${since} and state != 'repeat' order by seq
  `.execute(db);
  return rows;
}

const AS_IT_CAME = named(DELIVERY_COLUMNS.filter((column) => column !== 'state'));

export async function findDelivery(db: Connection, id: string): Promise<StoredDelivery | undefined> {
  return db
    .selectFrom('deliveries')
    .select(AS_IT_CAME)
    .select(CURRENT_STATE.as('state'))
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function findOpenDelivery(db: Connection, id: string): Promise<StoredDelivery | undefined> {
  const row = await findDelivery(db, id);
  return row?.state === 'processed' || row?.state === 'repeat' ? undefined : row;
}

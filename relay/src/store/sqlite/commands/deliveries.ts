import { sql, type RawBuilder } from 'kysely';
import type {
  DeliveryContent,
  DeliveryState,
  HookArrival,
  NewDelivery,
  StoredDelivery,
  WaitingDelivery,
} from '../../ports/intake.js';
import { DELIVERY_COLUMNS, DELIVERY_CONTENT, named, namedText } from '../columns.js';
import { deleteByKeys, insertAll, type Connection } from '../many-rows.js';
import { isOneOf } from '../one-of.js';

export async function insertDeliveries(
  db: Connection,
  deliveries: readonly NewDelivery[],
  replayedAt: number | null = null,
): Promise<WaitingDelivery[]> {
  const rows = deliveries.map(({ repeatOf = null, ...row }) => {
    const state = repeatOf === null ? ('received' as const) : ('repeat' as const);
    return { ...row, state, claims: 0, failure: repeatOf };
  });
  const numbered = await insertAll(db, 'deliveries', rows, ['id', 'seq']);
  const seqs = new Map(numbered.map(({ id, seq }) => [id, seq]));
  const stored = rows.map((row) => {
    const seq = seqs.get(row.id);
    if (seq === undefined) throw new Error(`delivery ${row.id} was stored without a number`);
    return { ...row, seq, replayedAt };
  });
  const waiting = stored.filter(({ state }) => state === 'received');
  const places = waiting.map(({ seq }) => ({ seq, claims: 0, replayedAt }));
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
  const arrivals = await db
    .selectFrom((from) =>
      from
        .selectFrom('deliveries')
        .select(['hook_id', 'received_at'])
        .orderBy('seq', 'desc')
        .limit(of)
        .as('latest'),
    )
    .select((eb) => ['hook_id as hookId', eb.fn.max('received_at').as('at')] as const)
    .groupBy('hook_id')
    .orderBy('hook_id')
    .execute();
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
    .where(isOneOf('id', ids))
    // Without the plus SQLite would look through all that are dead instead.
    .where(sql<boolean>`+state = 'dead'`)
    .returning('seq')
    .execute();
  await insertAll(
    db,
    'inbox',
    revived.map(({ seq }) => ({ seq, claims: 0, replayedAt: now })),
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
    from (select * from deliveries order by seq desc limit ${limit})
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

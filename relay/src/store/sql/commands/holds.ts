import { sql } from 'kysely';
import type {
  HoldChoice,
  HoldProgress,
  HoldStanding,
  HoldWithProgress,
  StoredHold,
} from '../../ports/holds.js';
import type { TimeSpan } from '../../ports/lists.js';
import { HOLD_COLUMNS, named, namedText } from '../columns.js';
import { insertAll, selectByKeys, type Connection } from '../many-rows.js';
import { isOneOf } from '../dialect.js';

const PROGRESS = ['state', 'due_at', 'next_at', 'attempts', 'reason', 'checks', 'requested_at'] as const;

const WITH_PROGRESS = sql.raw(
  `${namedText(HOLD_COLUMNS, 'hold.')}, ${namedText(PROGRESS, 'action.')} ` +
    `from holds as hold cross join actions as action where action.id = hold.id || '-hold'`,
);

type Row = StoredHold & Omit<HoldProgress, 'attempts'> & { readonly attempts: number };

export async function insertHold(db: Connection, hold: StoredHold): Promise<void> {
  await insertAll(db, 'holds', [hold]);
}

export async function findHold(db: Connection, id: string): Promise<HoldWithProgress | undefined> {
  const { rows } = await sql<Row>`select ${WITH_PROGRESS} and hold.id = ${id}`.execute(db);
  return rows.map(apart)[0];
}

export function findHolds(db: Connection, ids: readonly string[]): Promise<StoredHold[]> {
  return selectByKeys(db, 'holds', HOLD_COLUMNS, { key: 'id', values: ids });
}

export function findGivenHold(
  db: Connection,
  owner: string,
  givenId: string,
): Promise<StoredHold | undefined> {
  return db
    .selectFrom('holds')
    .select(named(HOLD_COLUMNS))
    .where('owner', '=', owner)
    .where('given_id', '=', givenId)
    .executeTakeFirst();
}

export async function holdsPage(
  db: Connection,
  {
    from,
    to,
    standing,
    ...choice
  }: HoldChoice & TimeSpan & { readonly standing: readonly HoldStanding[] | null },
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<HoldWithProgress[]> {
  const conditions = [
    ...chosen(choice),
    ...(after === null ? [] : [sql`hold.id < ${after}`]),
    ...(from === null ? [] : [sql`hold.made_at >= ${from}`]),
    ...(to === null ? [] : [sql`hold.made_at < ${to}`]),
    ...(standing === null ? [] : [sql`(${sql.join(standing.map(isIn), sql` or `)})`]),
  ];
  const { rows } = await sql<Row>`
    select ${WITH_PROGRESS} and ${sql.join([sql`true`, ...conditions], sql` and `)}
    order by hold.id desc limit ${limit}
  `.execute(db);
  return rows.map(apart);
}

export async function holdsOfEvent(db: Connection, eventId: string): Promise<HoldWithProgress[]> {
  const { rows } = await sql<Row>`
    select ${WITH_PROGRESS} and hold.event_id = ${eventId} order by hold.id
  `.execute(db);
  return rows.map(apart);
}

export async function waitingHoldsOfLeads(
  db: Connection,
  leadKeys: readonly string[],
): Promise<readonly StoredHold[]> {
  const { rows } = await sql<StoredHold>`
    select ${sql.raw(namedText(HOLD_COLUMNS, 'hold.'))}
    from holds as hold cross join actions as action
    where action.id = hold.id || '-hold' and ${isOneOf(db, 'hold.lead_key', leadKeys)} and action.state = 'waiting' and hold.stopped is null
  `.execute(db);
  return rows;
}

export async function waitingHoldIds(db: Connection, choice: HoldChoice): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select hold.id from holds as hold cross join actions as action
    where action.id = hold.id || '-hold' and ${sql.join([sql`action.state = 'waiting'`, ...chosen(choice)], sql` and `)}
    order by hold.id
  `.execute(db);
  return rows.map(({ id }) => id);
}

export async function stopHolds(db: Connection, ids: readonly string[], stopped: string): Promise<void> {
  await db
    .updateTable('holds')
    .set({ stopped })
    .where(isOneOf(db, 'id', ids))
    .execute();
}

function chosen({ owner, leadKey, givenId }: HoldChoice) {
  return [
    ...(owner === null ? [] : [sql`hold.owner = ${owner}`]),
    ...(leadKey === null ? [] : [sql`hold.lead_key = ${leadKey}`]),
    ...(givenId === null ? [] : [sql`hold.given_id = ${givenId}`]),
  ];
}

function isIn({ states, tried, stopped }: HoldStanding) {
  const conditions = [
    sql`action.state in (${sql.join(states)})`,
    ...(tried === null ? [] : [tried ? sql`action.attempts > 0` : sql`action.attempts = 0`]),
    ...(stopped === null ? [] : [stopped ? sql`hold.stopped is not null` : sql`hold.stopped is null`]),
  ];
  return sql`(${sql.join(conditions, sql` and `)})`;
}

function apart({
  state,
  dueAt,
  nextAt,
  attempts,
  reason,
  checks,
  requestedAt,
  ...hold
}: Row): HoldWithProgress {
  return { hold, progress: { state, dueAt, nextAt, attempts, reason, checks, requestedAt } };
}

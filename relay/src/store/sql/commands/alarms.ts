import { sql } from 'kysely';
import type { AlarmPlace, AlarmState, StoredAlarm } from '../../ports/alarms.js';
import { named } from '../columns.js';
import { upsertAll, type Connection } from '../many-rows.js';

const COLUMNS = named([
  'key',
  'kind',
  'about',
  'cause',
  'message',
  'since',
  'last_at',
  'count',
  'told',
  'told_at',
  'acknowledged_at',
  'acknowledged_by',
  'resolved_at',
]);

export async function allAlarms(db: Connection): Promise<StoredAlarm[]> {
  return db.selectFrom('alarms').select(COLUMNS).execute();
}

export async function saveAlarms(db: Connection, alarms: readonly StoredAlarm[]): Promise<void> {
  await upsertAll(db, 'alarms', 'key', alarms, {
    acknowledged_at: asKnown('acknowledged_at'),
    acknowledged_by: asKnown('acknowledged_by'),
  });
}

/** Who knows of an alarm that goes on knows of it still. */
function asKnown(column: string): string {
  const isKnown = 'alarms.acknowledged_at is not null and alarms.resolved_at is null';
  return `case when ${isKnown} and alarms.since = excluded.since then alarms.${column} else excluded.${column} end`;
}

/** Notes who knows of an alarm that goes on, and that nobody has acknowledged. */
export async function acknowledgeAlarm(
  db: Connection,
  key: string,
  { who, at }: { who: string; at: number },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('alarms')
    .set({ acknowledged_at: at, acknowledged_by: who })
    .where('key', '=', key)
    .where('acknowledged_at', 'is', null)
    .where('resolved_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The next of them, what went wrong last in front. */
export async function alarmsPage(
  db: Connection,
  { state, after, limit }: { state: AlarmState | null; after: AlarmPlace | null; limit: number },
): Promise<StoredAlarm[]> {
  let query = db.selectFrom('alarms').select(COLUMNS);
  if (state === 'resolved') query = query.where('resolved_at', 'is not', null);
  else if (state !== null) {
    query = query.where('resolved_at', 'is', null);
    query = query.where('acknowledged_at', state === 'open' ? 'is' : 'is not', null);
  }
  if (after !== null) query = query.where(sql<boolean>`(last_at, key) < (${after.lastAt}, ${after.key})`);
  return query.orderBy('last_at', 'desc').orderBy('key', 'desc').limit(limit).execute();
}

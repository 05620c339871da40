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
  await upsertAll(db, 'alarms', 'key', alarms);
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

import type { StoredHalt } from '../../ports/halts.js';
import { named } from '../columns.js';
import { upsertAll, type Connection } from '../many-rows.js';

const COLUMNS = ['id', 'part', 'cause', 'since', 'until', 'ended_at', 'reason', 'holder'] as const;

export async function allHalts(db: Connection): Promise<StoredHalt[]> {
  return db.selectFrom('halts').select(named(COLUMNS)).execute();
}

export async function lastingHalts(db: Connection): Promise<StoredHalt[]> {
  return db.selectFrom('halts').select(named(COLUMNS)).where('ended_at', 'is', null).execute();
}

export async function saveHalts(db: Connection, halts: readonly StoredHalt[]): Promise<void> {
  await upsertAll(db, 'halts', 'id', halts);
}

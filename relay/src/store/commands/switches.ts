import type { Selectable, Transaction } from 'kysely';
import { upsertAll } from '../many-rows.js';
import type { Schema, SwitchTable } from '../schema.js';
import type { Db } from '../sqlite.js';

export type SwitchRow = Selectable<SwitchTable>;

export async function loadSwitches(db: Db): Promise<SwitchRow[]> {
  return db.selectFrom('switches').selectAll().execute();
}

export async function saveSwitches(db: Db | Transaction<Schema>, rows: readonly SwitchRow[]): Promise<void> {
  await upsertAll(db, 'switches', 'part', rows);
}

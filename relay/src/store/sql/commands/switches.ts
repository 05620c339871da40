import type { StoredSwitch } from '../../ports/switches.js';
import { named } from '../columns.js';
import { upsertAll, type Connection } from '../many-rows.js';

export async function loadSwitches(db: Connection): Promise<StoredSwitch[]> {
  const columns = named(['part', 'active', 'configured', 'reason', 'at', 'reset_at']);
  const rows = await db.selectFrom('switches').select(columns).execute();
  return rows.map((row) => ({
    ...row,
    active: row.active === null ? null : row.active === 1,
    configured: row.configured === 1,
  }));
}

export async function saveSwitches(db: Connection, switches: readonly StoredSwitch[]): Promise<void> {
  await upsertAll(db, 'switches', 'part', switches);
}

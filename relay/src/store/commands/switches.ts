import { sql, type Selectable, type Transaction } from 'kysely';
import type { Schema, SwitchTable } from '../schema.js';
import type { Db } from '../sqlite.js';

export type SwitchRow = Selectable<SwitchTable>;

export async function loadSwitches(db: Db): Promise<SwitchRow[]> {
  return db.selectFrom('switches').selectAll().execute();
}

export async function saveSwitches(db: Db | Transaction<Schema>, rows: readonly SwitchRow[]): Promise<void> {
  if (rows.length === 0) return;
  await db
    .insertInto('switches')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('part').doUpdateSet({
        active: sql`excluded.active`,
        configured: sql`excluded.configured`,
        reason: sql`excluded.reason`,
        at: sql`excluded.at`,
        reset_at: sql`excluded.reset_at`,
      }),
    )
    .execute();
}

import type { StoredSharedKey } from '../../ports/shared-keys.js';
import { named } from '../columns.js';
import type { Connection } from '../many-rows.js';

const COLUMNS = named(['name', 'digest', 'since', 'formers']);

export async function findSharedKey(
  db: Connection,
  name: StoredSharedKey['name'],
): Promise<StoredSharedKey | undefined> {
  const row = await db.selectFrom('shared_keys').select(COLUMNS).where('name', '=', name).executeTakeFirst();
  return row === undefined ? undefined : { ...row, formers: JSON.parse(row.formers) as string[] };
}

/** One statement, so that of two relays which replace the same key one does. */
export async function replaceSharedKey(
  db: Connection,
  { name, digest, since, formers }: StoredSharedKey,
  before: string | null,
): Promise<boolean> {
  const values = { digest, since, formers: JSON.stringify(formers) };
  if (before === null) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('shared_keys')
      .values({ name, ...values })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .executeTakeFirst();
    return (numInsertedOrUpdatedRows ?? 0n) > 0n;
  }
  const { numUpdatedRows } = await db
    .updateTable('shared_keys')
    .set(values)
    .where('name', '=', name)
    .where('digest', '=', before)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

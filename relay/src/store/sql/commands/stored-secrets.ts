import type { StoredSecret } from '../../ports/configuration.js';
import { named } from '../columns.js';
import type { Connection } from '../many-rows.js';

/** All of them: they are as few as the credentials of a configuration. */
export async function storedSecrets(db: Connection): Promise<StoredSecret[]> {
  return db
    .selectFrom('stored_secrets')
    .select(named(['name', 'sealed', 'open', 'set_at']))
    .orderBy('name')
    .execute();
}

/** Stores one, in the place of the one of this name. */
export async function storeSecret(
  db: Connection,
  { name, sealed, open, setAt }: StoredSecret,
): Promise<void> {
  await db
    .insertInto('stored_secrets')
    .values({ name, sealed, open, set_at: setAt })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ sealed, open, set_at: setAt }))
    .execute();
}

export async function deleteSecret(db: Connection, name: string): Promise<void> {
  await db.deleteFrom('stored_secrets').where('name', '=', name).execute();
}

import type { Selectable } from 'kysely';
import type { StoredSecretTable } from '../schema.js';
import type { Db } from '../sqlite.js';

export type StoredSecretRow = Selectable<StoredSecretTable>;

/** All of them: they are as few as the credentials of a configuration. */
export async function storedSecrets(db: Db): Promise<StoredSecretRow[]> {
  return db.selectFrom('stored_secrets').selectAll().orderBy('name').execute();
}

/** Stores one, in the place of the one of this name. */
export async function storeSecret(db: Db, row: StoredSecretRow): Promise<void> {
  await db
    .insertInto('stored_secrets')
    .values(row)
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ sealed: row.sealed, set_at: row.set_at }))
    .execute();
}

export async function deleteSecret(db: Db, name: string): Promise<void> {
  await db.deleteFrom('stored_secrets').where('name', '=', name).execute();
}

import type { FormerDigest, KeyRotation, StoredKey } from '../../ports/keys.js';
import { named } from '../columns.js';
import type { Connection } from '../many-rows.js';

const COLUMNS = named([
  'id',
  'name',
  'scopes',
  'per_second',
  'digest',
  'formers',
  'made_at',
  'rotated_at',
  'expires_at',
  'last_used_at',
]);

/** All of them: they are as few as the programs that use the API. */
export async function apiKeys(db: Connection): Promise<StoredKey[]> {
  const rows = await db.selectFrom('api_keys').select(COLUMNS).execute();
  return rows.map(keyOf);
}

export async function findApiKey(db: Connection, id: string): Promise<StoredKey | undefined> {
  const row = await db.selectFrom('api_keys').select(COLUMNS).where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : keyOf(row);
}

type KeyRow = Omit<StoredKey, 'scopes' | 'formers'> & { readonly scopes: string; readonly formers: string };

function keyOf(row: KeyRow): StoredKey {
  return {
    ...row,
    scopes: JSON.parse(row.scopes) as string[],
    formers: JSON.parse(row.formers) as FormerDigest[],
  };
}

/** One statement, so that of two relays which make a key of the same name one does. */
export async function insertApiKey(db: Connection, key: StoredKey): Promise<boolean> {
  const { id, name, digest } = key;
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('api_keys')
    .values({
      ...{ id, name, digest },
      scopes: JSON.stringify(key.scopes),
      per_second: key.perSecond,
      formers: JSON.stringify(key.formers),
      made_at: key.madeAt,
      rotated_at: key.rotatedAt,
      expires_at: key.expiresAt,
      last_used_at: key.lastUsedAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** One statement, so that nothing brings back a key that another relay withdraws, or undoes what it rotates. */
export async function rotateApiKey(
  db: Connection,
  { id, digest, formers, rotatedAt }: KeyRotation,
  before: string,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('api_keys')
    .set({ digest, formers: JSON.stringify(formers), rotated_at: rotatedAt })
    .where('id', '=', id)
    .where('digest', '=', before)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function deleteApiKey(db: Connection, id: string): Promise<void> {
  await db.deleteFrom('api_keys').where('id', '=', id).execute();
}

/** When a key was last used, in epoch milliseconds. */
export async function markKeyUsed(db: Connection, id: string, at: number): Promise<void> {
  await db.updateTable('api_keys').set({ last_used_at: at }).where('id', '=', id).execute();
}

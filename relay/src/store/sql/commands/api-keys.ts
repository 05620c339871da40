import type { FormerDigest, StoredKey } from '../../ports/keys.js';
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
  return rows.map((row) => ({
    ...row,
    scopes: JSON.parse(row.scopes) as string[],
    formers: JSON.parse(row.formers) as FormerDigest[],
  }));
}

/** Keeps a key, in the place of the one with its id. */
export async function saveApiKey(db: Connection, key: StoredKey): Promise<void> {
  const { id, name, digest } = key;
  const values = {
    ...{ name, digest },
    scopes: JSON.stringify(key.scopes),
    per_second: key.perSecond,
    formers: JSON.stringify(key.formers),
    made_at: key.madeAt,
    rotated_at: key.rotatedAt,
    expires_at: key.expiresAt,
    last_used_at: key.lastUsedAt,
  };
  await db
    .insertInto('api_keys')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

export async function deleteApiKey(db: Connection, id: string): Promise<void> {
  await db.deleteFrom('api_keys').where('id', '=', id).execute();
}

/** When a key was last used, in epoch milliseconds. */
export async function markKeyUsed(db: Connection, id: string, at: number): Promise<void> {
  await db.updateTable('api_keys').set({ last_used_at: at }).where('id', '=', id).execute();
}

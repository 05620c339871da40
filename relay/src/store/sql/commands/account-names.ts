import type { StoredName } from '../../ports/account-names.js';
import { selectByKeys, upsertAll, type Connection } from '../many-rows.js';

export async function saveAccountNames(db: Connection, names: readonly StoredName[]): Promise<void> {
  await upsertAll(db, 'account_names', 'key', names);
}

export async function accountNames(
  db: Connection,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await selectByKeys(db, 'account_names', ['key', 'name'], { key: 'key', values: keys });
  return new Map(rows.map(({ key, name }) => [key, name]));
}

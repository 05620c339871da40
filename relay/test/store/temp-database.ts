import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Sync } from '../../src/store/group-commit.js';
import { sqliteStore } from '../../src/store/sqlite/sqlite-store.js';
import { openSqlite, type Db } from '../../src/store/sqlite.js';
import type { Store } from '../../src/store/store.js';

/** Runs a test on an empty database, which is gone afterwards. */
export async function withDatabase<T>(test: (db: Db) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'connect-store-'));
  const db = await openSqlite(folder);
  try {
    return await test(db);
  } finally {
    await db.destroy();
    rmSync(folder, { recursive: true });
  }
}

/** The store in a database that somebody else closes. */
export function storeOn(
  db: Db,
  { sync = () => Promise.resolve(), now = () => Date.now() }: { sync?: Sync; now?: () => number } = {},
): Store {
  return sqliteStore({ db, sync, now, close: () => Promise.resolve() });
}

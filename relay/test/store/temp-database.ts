import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openSqlite, type Db } from '../../src/store/sqlite.js';

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

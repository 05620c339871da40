import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { openSqlite, type Db } from '../../src/store/sqlite.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'connect-sqlite-'));
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const FULL = 2;

async function durability(db: Db): Promise<unknown[]> {
  const synchronous = await sql<{ synchronous: number }>`pragma synchronous`.execute(db);
  const journal = await sql<{ journal_mode: string }>`pragma journal_mode`.execute(db);
  return [synchronous.rows[0]?.synchronous, journal.rows[0]?.journal_mode];
}

/** SQLite as it is where a setting does not take. */
function ignoring(setting: string): void {
  const { pragma } = Database.prototype;
  jest.spyOn(Database.prototype, 'pragma').mockImplementation(function (
    this: Database.Database,
    text,
    options,
  ) {
    return text.startsWith(setting) ? undefined : pragma.call(this, text, options);
  });
}

describe('the embedded database', () => {
  it('has what is committed on the disk, at the first open and at later ones', async () => {
    for (const _open of ['first', 'second', 'third']) {
      const db = await openSqlite(folder);
      expect(await durability(db)).toEqual([FULL, 'wal']);
      await db.destroy();
    }
  });

  it.each(['synchronous =', 'journal_mode ='])(
    'is refused where "%s" does not take, because acknowledged calls could be lost',
    async (setting) => {
      // Once a WAL database: SQLite by itself opens it with NORMAL.
      if (setting.startsWith('synchronous')) await (await openSqlite(folder)).destroy();
      ignoring(setting);

      await expect(openSqlite(folder)).rejects.toMatchObject({
        code: 'STORE_NOT_DURABLE',
        remedy: expect.stringContaining('CONNECT_DATA'),
      });
    },
  );
});

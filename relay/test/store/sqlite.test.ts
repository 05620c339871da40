import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { sql } from 'kysely';
import { Connection } from '../../src/store/driver.js';
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

/** SQLite as it is where a setting does not take, and another one stands. */
function keeping(setting: string, value: string): void {
  const { exec } = Connection.prototype;
  jest.spyOn(Connection.prototype, 'exec').mockImplementation(function (this: Connection, text) {
    exec.call(this, text.startsWith(`pragma ${setting} =`) ? `pragma ${setting} = ${value}` : text);
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

  it.each([
    ['synchronous', 'normal'],
    ['journal_mode', 'delete'],
  ])('is refused where "%s" stays "%s", because acknowledged calls could be lost', async (setting, value) => {
    keeping(setting, value);

    await expect(openSqlite(folder)).rejects.toMatchObject({
      code: 'STORE_NOT_DURABLE',
      remedy: expect.stringContaining('CONNECT_DATA'),
    });
  });
});

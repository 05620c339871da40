import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { sql, type Migration } from 'kysely';
import { Connection } from '../../src/store/driver.js';
import { MIGRATIONS } from '../../src/store/migrations.js';
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

const MIGRATION = '9999-fails-in-the-middle';

/** The migrations as a later version has them, which cannot finish its own. */
async function withOneThatFails(work: () => Promise<void>): Promise<void> {
  const all = MIGRATIONS as Record<string, Migration>;
  all[MIGRATION] = {
    async up(db) {
      await db.schema.createTable('half_done').addColumn('id', 'integer').execute();
      throw new Error('the disk said no');
    },
  };
  try {
    await work();
  } finally {
    Reflect.deleteProperty(all, MIGRATION);
  }
}

async function tablesOf(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(
    db,
  );
  return rows.map(({ name }) => name);
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

  it('was left half changed by a migration that failed in the middle: one that fails changes nothing', async () => {
    await withOneThatFails(() =>
      expect(openSqlite(folder)).rejects.toMatchObject({
        code: 'STORE_MIGRATION_FAILED',
        message: expect.stringContaining('the disk said no'),
        remedy: expect.stringContaining('nothing was changed'),
      }),
    );
    const empty = new Connection(path.join(folder, 'connect.sqlite'));
    expect(
      empty.rows("select name from sqlite_master where name = 'half_done' or name = 'deliveries'"),
    ).toEqual([]);
    empty.close();
  });

  it('goes on as it was after a later version could not change it', async () => {
    await (await openSqlite(folder)).destroy();
    await withOneThatFails(() =>
      expect(openSqlite(folder)).rejects.toMatchObject({ code: 'STORE_MIGRATION_FAILED' }),
    );
    const db = await openSqlite(folder);
    const tables = await tablesOf(db);
    await db.destroy();
    expect(tables).toContain('deliveries');
    expect(tables).not.toContain('half_done');
  });
});

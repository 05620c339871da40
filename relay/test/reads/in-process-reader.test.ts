import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { InProcessReader } from '../../src/reads/in-process-reader.js';
import { openReadsAt } from '../../src/store/place.js';
import { ReadAbandoned } from '../../src/reads/reader.js';
import { openReadOnly } from '../../src/store/read-only.js';
import { openSqlite, type Db } from '../../src/store/sqlite.js';
import { occurrence, rowOf } from '../store/rows.js';

/** A database that is open for writing, in a folder that is gone afterwards. */
async function withFolder(test: (folder: string, db: Db) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'connect-reads-'));
  const db = await openSqlite(folder);
  try {
    await test(folder, db);
  } finally {
    await db.destroy();
    rmSync(folder, { recursive: true });
  }
}

/** The names of the migrations that a database has been through. */
async function migrations(db: Db): Promise<unknown[]> {
  return (await sql`select name from kysely_migration`.execute(db)).rows;
}

const LATEST = { phone: null, limit: 5 };

describe('a reader', () => {
  it('sees what was committed before it was asked, and nothing of a transaction under way', async () => {
    await withFolder(async (folder, db) => {
      const reader = new InProcessReader(() => openReadsAt({ dataFolder: folder }));
      await db.insertInto('occurrences').values(rowOf(occurrence())).execute();
      const tx = await db.startTransaction().execute();
      await tx
        .insertInto('occurrences')
        .values(rowOf(occurrence({ seq: 2, id: '01J1' })))
        .execute();

      expect(await reader.ask('latestOccurrences', LATEST)).toEqual(['01J0']);
      await tx.commit().execute();
      expect(await reader.ask('latestOccurrences', LATEST)).toEqual(['01J1', '01J0']);
      await reader.close();
    });
  });

  it('cannot write, whatever it is asked', async () => {
    await withFolder(async (folder) => {
      const db = await openReadOnly(folder);
      await expect(db.deleteFrom('occurrences').execute()).rejects.toMatchObject({ code: 'SQLITE_READONLY' });
      await expect(sql`create table more (a)`.execute(db)).rejects.toMatchObject({ code: 'SQLITE_READONLY' });
      await db.destroy();
    });
  });

  it('refuses tables of another version in words, and leaves them as they are', async () => {
    await withFolder(async (folder, db) => {
      await sql`delete from kysely_migration where name = '0004-lists-of-what-is-pending'`.execute(db);
      const left = await migrations(db);
      const reader = new InProcessReader(() => openReadsAt({ dataFolder: folder }));

      await expect(reader.ask('latestOccurrences', LATEST)).rejects.toMatchObject({ code: 'STORE_VERSION' });

      expect(await migrations(db)).toEqual(left);
      await reader.close();
    });
  });

  it('stops in the middle of a long search when nobody waits for it any more', async () => {
    await withFolder(async (folder, db) => {
      await sql`
        with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < 30000)
        insert into attempts (action_id, number, at, duration_ms, workflow_id, endpoint_id, method, url, outcome, result,
          result_key)
        select 'a', 1, n, 1, 'w', 'crm', 'POST', '', 'delivered', 'true', 'result ' || n from numbers`.execute(
        db,
      );
      const reader = new InProcessReader(() => openReadsAt({ dataFolder: folder }));
      const asker = new AbortController();
      const none = { from: null, to: null, phone: null, target: null, workflowId: null, outcome: null };
      // So many results begin like this that the newest entries are gone through, and none of these is among them.
      const asked = { filter: { ...none, result: 'result 1' }, after: null, revision: 1, limit: 20 };
      await db
        .insertInto('config_revisions')
        .values({ hash: '', document: JSON.stringify({ version: 1 }), complete: 1, accepted_at: 0 })
        .execute();

      const search = reader.ask('logs', asked, { signal: asker.signal });
      const short = reader.ask('latestOccurrences', LATEST);
      await short;
      asker.abort();

      await expect(search).rejects.toBeInstanceOf(ReadAbandoned);
      await reader.close();
    });
  });
});

import { setImmediate as nextTick } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Db } from '../sqlite.js';

/*
 * SQLite overwrites what is deleted inside of a page (`secure_delete = FAST`), but keeps what stood on pages that became
 * free as a whole, and older versions of pages in the write-ahead log.
 */

const PAGES_AT_ONCE = 200;

/**
 * As long as a blob must be to fill so many pages of 4,096 bytes to the last byte: behind a shorter one, the rest of the
 * last page would stay as it was. 489 bytes of a row that long stay in its own page, and 5 are the row's header.
 */
const ZEROS = 489 - 5 + PAGES_AT_ONCE * 4_092;

/**
 * Overwrites all free pages with zeros, and empties the write-ahead log into the database. In small pieces, so that
 * intake never waits for more than one. False where the log could not be emptied, because another process is reading.
 */
export async function eraseFreePages(db: Db): Promise<boolean> {
  await sql`create table if not exists erased (id integer primary key, zeros blob not null)`.execute(db);
  while ((await freePages(db)) > 0) {
    await sql`insert into erased (zeros) values (zeroblob(${ZEROS}))`.execute(db);
    await nextTick();
  }
  while (await deleteFirst(db)) await nextTick();
  await sql`drop table erased`.execute(db);
  return emptyLog(db);
}

async function freePages(db: Db): Promise<number> {
  const { rows } = await sql<{ pages: number }>`
    select freelist_count as pages from pragma_freelist_count`.execute(db);
  return rows[0]?.pages ?? 0;
}

async function deleteFirst(db: Db): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from erased where id = (select min(id) from erased)`.execute(db);
  return numAffectedRows === 1n;
}

async function emptyLog(db: Db): Promise<boolean> {
  const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db);
  return rows[0]?.busy === 0;
}

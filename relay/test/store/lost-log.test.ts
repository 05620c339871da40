import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { databaseFile } from '../../src/store/database-file.js';
import { examineFolder } from '../../src/store/examine-folder.js';
import { writeMark } from '../../src/store/folder-mark.js';
import { openSqlite } from '../../src/store/sqlite.js';
import { openFolderStore, openReadStore, openToLook } from '../../src/store/sqlite/folder-store.js';

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

describe('a write-ahead log that is lost, with the last calls that were acknowledged', () => {
  let folder = '';
  const log = () => `${databaseFile(folder)}-wal`;

  /** As a crash leaves a folder, of which somebody then copies the database alone. */
  beforeEach(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'connect-lost-log-'));
    folders.push(folder);
    const db = await openSqlite(folder);
    await db.destroy();
    writeMark(folder, { openings: 0, log: 'needed' });
    expect(existsSync(log())).toBe(false);
  });

  it('is told by every command that looks or changes something, and stays lost for the next start to tell', async () => {
    const opened = await Promise.allSettled(
      [openToLook, openReadStore, openFolderStore].map((open) => open(folder)),
    );

    const told = { status: 'rejected', reason: { fault: { code: 'STORE_LOG_LOST' } } };
    expect(opened).toMatchObject([told, told, told]);
    expect(existsSync(log())).toBe(false);
    expect(examineFolder(folder)).toMatchObject({ kind: 'faulty', fault: told.reason });
  });

  it('is not one that a relay has had removed, which is about to write so down as it ends', async () => {
    const opening = openToLook(folder);
    writeMark(folder, { openings: 0, log: 'gone' });
    const store = await opening;
    expect(store).not.toBeNull();
    await store?.close();
  });

  it('is none where it is there', async () => {
    writeFileSync(log(), '');
    const store = await openReadStore(folder);
    await store.close();
  });
});

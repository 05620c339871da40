import { mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { sql } from 'kysely';
import type { Change } from '../../src/config/change.js';
import { ConfigChanges } from '../../src/config/config-changes.js';
import { ConfigFile } from '../../src/config/config-file.js';
import { ConfigKeeper } from '../../src/config/config-keeper.js';
import { InsteadOfFile } from '../../src/config/instead-of-file.js';
import { configNotInFile } from '../../src/explain/config-not-in-file.js';
import { createLog } from '../../src/log.js';
import { sealKeyFileIn } from '../../src/seals/seal-key.js';
import { StoredSecrets } from '../../src/seals/stored-secrets.js';
import type { Db } from '../../src/store/sqlite.js';
import { storeOn, withDatabase } from '../store/temp-database.js';

const document = (hook: string): string => JSON.stringify({ version: 1, hooks: [{ id: hook }] });
const clock = { now: () => 1_000 };
const log = createLog({ readable: false, level: 'silent' });

let folder: string;
let name: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'connect-config-'));
  name = path.join(folder, 'connect.json');
  writeFileSync(name, document('before'));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Changing {
  readonly db: Db;
  readonly file: ConfigFile;
  readonly instead: InsteadOfFile;
  readonly keeper: ConfigKeeper;
  readonly changes: ConfigChanges;
}

/** Everything that changes a configuration, on a database and a file of the test. */
async function changing(test: (parts: Changing) => Promise<void>): Promise<void> {
  await withDatabase(async (db) => {
    const store = storeOn(db);
    const keeper = new ConfigKeeper({ store, clock, log, secrets: () => undefined });
    const instead = new InsteadOfFile(
      store,
      await StoredSecrets.open({ dataFolder: folder, store, areOthers: false, now: () => clock.now() }),
    );
    const file = new ConfigFile(name, { keeper, instead, log, store, clock });
    await file.loadAtStart();
    await test({
      db,
      file,
      instead,
      keeper,
      changes: new ConfigChanges({ store, keeper, file, instead, digestKey: Buffer.alloc(32) }),
    });
  });
}

const change = (text: string, more: Partial<Change> = {}): Change => ({
  text,
  base: 1,
  by: 'n8n',
  references: 'any',
  mode: 'make',
  overFile: null,
  ...more,
});

const hooksOf = (keeper: ConfigKeeper) => keeper.current.revision.config.hooks.map(({ id }) => id);

describe('a change that the store does not take', () => {
  it('leaves file and relay as they were', async () => {
    await changing(async ({ db, file, keeper, changes }) => {
      await sql`drop table revision_origins`.execute(db);
      await expect(changes.put(change(document('after')))).rejects.toThrow('revision_origins');
      expect(readFileSync(name, 'utf8')).toBe(document('before'));
      expect(hooksOf(keeper)).toEqual(['before']);
      expect(file.look()).toEqual({ text: document('before'), isSettled: true });
      expect(await db.selectFrom('config_revisions').select('revision').execute()).toHaveLength(1);
    });
  });
});

describe('a file that is gone', () => {
  it('is told, and not made by a change', async () => {
    await changing(async ({ keeper, changes }) => {
      unlinkSync(name);
      await expect(changes.put(change(document('after')))).rejects.toMatchObject({
        code: 'FILE_CHANGED',
        conflict: { running: { revision: 1 }, file: { config: null, digest: null } },
      });
      expect(hooksOf(keeper)).toEqual(['before']);
    });
  });
});

describe('a file that is watched', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('is not read for what was put there, and is for what comes after', async () => {
    await changing(async ({ file, keeper, changes }) => {
      const accept = jest.spyOn(keeper, 'accept');
      file.watch();
      await jest.advanceTimersByTimeAsync(1_000);
      await changes.put(change(document('after')));
      await jest.advanceTimersByTimeAsync(5_000);
      expect(accept).not.toHaveBeenCalled();

      writeFileSync(name, document('by hand'));
      await jest.advanceTimersByTimeAsync(1_000);
      await file.stop();
      expect(hooksOf(keeper)).toEqual(['by hand']);
    });
  });
});

describe('a revision that counts in the place of the file', () => {
  it('does so for the very text of the file alone, and is told', async () => {
    await changing(async ({ db, instead, keeper }) => {
      expect(await instead.counts(document('before'))).toBe(false);
      expect(await configNotInFile(storeOn(db))).toBeNull();
      const insteadOf = instead.digest(document('before'));
      await keeper.adopt(await keeper.read(document('after')), { by: 'n8n', insteadOf });

      expect(await instead.counts(document('before'))).toBe(true);
      expect(await instead.counts(`${document('before')}\n`)).toBe(false);
      expect(await configNotInFile(storeOn(db))).toContain(
        'Revision 2 of the configuration was changed over the API',
      );
    });
  });

  it('counts no more where the key is gone by which the file is known', async () => {
    await changing(async ({ instead, keeper }) => {
      const insteadOf = instead.digest(document('before'));
      await keeper.adopt(await keeper.read(document('after')), { by: 'n8n', insteadOf });
      unlinkSync(sealKeyFileIn(folder));
      expect(await instead.counts(document('before'))).toBe(false);
    });
  });
});

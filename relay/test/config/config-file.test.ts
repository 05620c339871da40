import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ConfigFile } from '../../src/config/config-file.js';
import { ConfigKeeper } from '../../src/config/config-keeper.js';
import { secretSource } from '../../src/config/secret-source.js';
import { createLog } from '../../src/log.js';
import type { Db } from '../../src/store/sqlite.js';
import { withDatabase, storeOn } from '../store/temp-database.js';

const GOOD = { version: 1, hooks: [{ id: 'main' }] };
const OTHER = { version: 1, hooks: [{ id: 'other' }] };
const clock = { now: () => 1_000 };
/** Every revision of these tests comes of the file. */
const instead = { counts: () => Promise.resolve(false) };
const log = createLog({ readable: false, level: 'silent' });

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'connect-config-'));
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
});

afterEach(() => {
  jest.useRealTimers();
  rmSync(folder, { recursive: true });
});

interface Watched {
  readonly file: ConfigFile;
  readonly write: (document: unknown) => void;
  readonly revisions: () => Promise<number[]>;
  readonly refusals: () => Promise<number>;
}

/** A configuration file that was read at the start, and is not watched yet. */
async function watched(test: (file: Watched) => Promise<void>): Promise<void> {
  await withDatabase(async (db: Db) => {
    const name = path.join(folder, 'connect.json');
    const write = (document: unknown) =>
      writeFileSync(name, typeof document === 'string' ? document : JSON.stringify(document));
    write(GOOD);
    const keeper = new ConfigKeeper({ store: storeOn(db), clock, log, secrets: () => undefined });
    const file = new ConfigFile(name, { keeper, instead, log, store: storeOn(db), clock });
    await file.loadAtStart();
    const revisions = async () =>
      (await db.selectFrom('config_revisions').select('revision').orderBy('revision').execute()).map(
        ({ revision }) => revision,
      );
    const refusals = async () =>
      (await db.selectFrom('notifications').select('count').execute()).reduce(
        (sum, { count }) => sum + count,
        0,
      );
    try {
      await test({ file, write, revisions, refusals });
    } finally {
      await file.stop();
    }
  });
}

describe('the configuration file', () => {
  it('that is changed in the middle of a start, after it was read, is taken over all the same', async () => {
    await watched(async ({ file, write, revisions }) => {
      write(OTHER);
      file.watch();
      await jest.advanceTimersByTimeAsync(1_000);
      await file.stop();
      expect(await revisions()).toEqual([1, 2]);
    });
  });

  it('that is read twice at once becomes one revision', async () => {
    await watched(async ({ file, write, revisions }) => {
      write(OTHER);
      await Promise.all([file.reload(), file.reload()]);
      expect(await revisions()).toEqual([1, 2]);
    });
  });

  it('that is refused is told once, and again when it was changed and still is wrong', async () => {
    await watched(async ({ file, write, refusals }) => {
      file.watch();
      write('{');
      await file.reload();
      await jest.advanceTimersByTimeAsync(5_000);
      expect(await refusals()).toBe(1);
      write('{ "version"');
      await jest.advanceTimersByTimeAsync(1_000);
      await file.stop();
      expect(await refusals()).toBe(2);
    });
  });

  it('that is removed leaves the running revision in place, and is taken over when it is back', async () => {
    await watched(async ({ file, write, revisions, refusals }) => {
      file.watch();
      rmSync(path.join(folder, 'connect.json'));
      await jest.advanceTimersByTimeAsync(3_000);
      expect(await refusals()).toBe(1);
      expect(await revisions()).toEqual([1]);
      write(OTHER);
      await jest.advanceTimersByTimeAsync(1_000);
      await file.stop();
      expect(await revisions()).toEqual([1, 2]);
    });
  });
});

describe('A21: a secret in a file', () => {
  it.each([
    ['while the relay runs', 1_000],
    ['right after a start, before the first look at it', 0],
  ])('that changes %s counts, and the former one no more', async (_when, runsFor) => {
    await withDatabase(async (db: Db) => {
      const name = path.join(folder, 'connect.json');
      const secretFile = path.join(folder, 'hook-secret');
      writeFileSync(
        name,
        JSON.stringify({ version: 1, hooks: [{ id: 'main', secret: { secretRef: 'file:hook-secret' } }] }),
      );
      writeFileSync(secretFile, 'the former secret');
      const keeper = new ConfigKeeper({
        store: storeOn(db),
        clock,
        log,
        secrets: secretSource({ env: {}, configFolder: folder, stored: () => undefined }),
      });
      const file = new ConfigFile(name, { keeper, instead, log, store: storeOn(db), clock });
      await file.loadAtStart();
      const secret = () => keeper.current.hooks.get('main')?.hook.secret;
      expect(secret()).toBe('the former secret');
      file.watch();
      await jest.advanceTimersByTimeAsync(runsFor);

      writeFileSync(secretFile, 'the secret that took its place');
      await jest.advanceTimersByTimeAsync(1_000);
      await file.stop();

      expect(secret()).toBe('the secret that took its place');
      // What may still be under way with the former one stays masked.
      expect(keeper.current.masker.text('of the former secret')).toBe('of [masked]');
    });
  });
});

import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Connection } from '../../relay/src/store/driver.js';
import { onServer, type PostgresDatabase } from '../../relay/test/store/postgres-database.js';
import { describeOnPostgres } from '../../relay/test/store/postgres/with-postgres.js';
import { config } from '../support/config.js';
import { freePort } from '../support/free-port.js';
import { closeAfterTest } from './support/closing.js';
import { dataFolder } from './support/folders.js';
import { connect, startRelayProcess } from './support/relay-process.js';

/** Every command that only looks, and does without a relay that runs. */
const OF_WHAT_IS_KEPT = [
  ...['status', 'status --json', 'explain', 'audit', 'keys list', 'secret list', 'uses email'],
  ...['config show', 'config revisions', 'config diff --revision 1'],
];
/** Those that go by the file where nothing is kept yet. */
const BEFORE_THE_START = ['doctor', 'simulate', 'preview call', 'statuses pull --print'];

/** Those that look in a document whether it would do; on a data folder they need its relay. */
const OF_A_DOCUMENT = ['config diff FILE', 'config put FILE --dry-run'];

const DOCUMENT = config({ endpoints: [] });

async function looker(env: Readonly<Record<string, string>>, folder = dataFolder(DOCUMENT)) {
  const file = path.join(dataFolder(), 'new.json');
  writeFileSync(file, JSON.stringify(config({ endpoints: [], hooks: [{ id: 'other' }] })));
  const PORT = String(await freePort());
  const look = (words: string) =>
    connect(
      folder,
      words.split(' ').map((word) => (word === 'FILE' ? file : word)),
      { PORT, ...env },
    );
  return { folder, look };
}

describeOnPostgres('a command that only looks, on a Postgres', (database) => {
  const applied = (): Promise<{ name: string }[]> =>
    database.rows<{ name: string }>('select name from kysely_migration order by name');

  async function untilOneHasRun(): Promise<void> {
    await database.withStore(() => Promise.resolve());
    const relay = await startRelayProcess(dataFolder(DOCUMENT), { DATABASE_URL: database.url });
    await relay.stop();
  }

  it('makes no table where there is none, and says that no relay ever ran there', () =>
    database.withEmpty(async (url) => {
      const { folder, look } = await looker({ DATABASE_URL: url });
      const before = readdirSync(folder);
      for (const words of [...OF_WHAT_IS_KEPT, ...OF_A_DOCUMENT]) {
        const { code, stdout, stderr } = await look(words);
        expect({ words, code, stdout }).toEqual({ words, code: 2, stdout: '' });
        expect(stderr).toContain(`no relay has ever run on the database ${url}`);
        expect(stderr).toContain('[STORE_EMPTY]');
      }
      for (const words of BEFORE_THE_START) {
        const { stdout, stderr } = await look(words);
        const said = `no relay has ever run on the database ${url}`;
        expect({ words, said: words.startsWith('statuses') || `${stdout}${stderr}`.includes(said) }).toEqual({
          words,
          said: true,
        });
      }
      expect(await tablesAt(url)).toBe(0);
      expect(readdirSync(folder)).toEqual(before);
    }));

  it.each([
    ['an earlier', `delete from kysely_migration where name = '0037-open-secrets'`],
    ['a later', `insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01')`],
  ])('says that the tables are those of %s version, and leaves them', async (version, change) => {
    await untilOneHasRun();
    await restoringVersions(database, async () => {
      await onServer(change, database.url);
      const before = await applied();
      const { look } = await looker({ DATABASE_URL: database.url });
      for (const words of [...OF_WHAT_IS_KEPT, ...OF_A_DOCUMENT, ...BEFORE_THE_START]) {
        const { code, stderr } = await look(words);
        expect({ words, failed: code !== 0 }).toEqual({ words, failed: true });
        expect({ words, stderr }).toEqual({
          words,
          stderr: expect.stringContaining(`those of ${version} version of the relay`),
        });
        expect(stderr).toContain('[STORE_VERSION]');
      }
      expect(await applied()).toEqual(before);
    });
  });

  it('needs no more than to read', async () => {
    await untilOneHasRun();
    const reader = `connect_reader_${process.pid}`;
    await onServer(
      `create role ${reader} login; grant select on all tables in schema public to ${reader}`,
      database.url,
    );
    closeAfterTest(() => onServer(`drop owned by ${reader}; drop role ${reader}`, database.url));
    const url = new URL(database.url);
    url.username = reader;
    const { look } = await looker({ DATABASE_URL: url.href });
    for (const words of [...OF_WHAT_IS_KEPT, ...OF_A_DOCUMENT, 'doctor', 'simulate']) {
      const { code, stderr } = await look(words);
      expect({ words, code, stderr }).toEqual({
        words,
        code: words.startsWith('status') ? 2 : 0,
        stderr: expect.not.stringContaining('STORE_'),
      });
    }
  });
});

/** The rows of one test must not be there for the next one. */
async function restoringVersions(database: PostgresDatabase, work: () => Promise<void>): Promise<void> {
  const before = await database.rows<{ name: string; timestamp: string }>('select * from kysely_migration');
  try {
    await work();
  } finally {
    const rows = before.map(({ name, timestamp }) => `('${name}', '${timestamp}')`).join(', ');
    await onServer(
      `delete from kysely_migration; insert into kysely_migration (name, timestamp) values ${rows}`,
      database.url,
    );
  }
}

describe('a command that only looks, on a data folder', () => {
  let folder: string;
  beforeAll(async () => {
    folder = dataFolder(DOCUMENT);
    await (await startRelayProcess(folder)).stop();
  });

  it('changes no file of the data', async () => {
    const { look } = await looker({}, folder);
    const before = looksOf(folder);
    for (const words of [...OF_WHAT_IS_KEPT, ...BEFORE_THE_START]) {
      const { code, stderr } = await look(words);
      expect({ words, code, stderr }).toMatchObject({
        words,
        code: words.startsWith('statuses') ? 1 : words.startsWith('status') ? 2 : 0,
        stderr: expect.not.stringContaining('STORE_'),
      });
      expect({ words, files: looksOf(folder) }).toEqual({ words, files: before });
    }
  });

  it.each([
    ['an earlier', `delete from kysely_migration where name = '0037-open-secrets'`],
    ['a later', `insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01')`],
  ])('leaves the tables of %s version as they are', async (version, change) => {
    const own = dataFolder(DOCUMENT);
    await (await startRelayProcess(own)).stop();
    const database = new Connection(path.join(own, 'connect.sqlite'));
    database.exec(change);
    const before = database.column<string>('select name from kysely_migration');
    const { look } = await looker({}, own);
    for (const words of [...OF_WHAT_IS_KEPT, ...BEFORE_THE_START]) {
      const { stderr } = await look(words);
      expect({ words, stderr }).toEqual({
        words,
        stderr: expect.stringContaining(`those of ${version} version of the relay`),
      });
    }
    expect(database.column<string>('select name from kysely_migration')).toEqual(before);
    database.close();
  });
});

/** What the files of a folder hold. */
function looksOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { withFileTypes: true }).filter((each) => each.isFile());
  return Object.fromEntries(
    files.map(({ name }) => [
      name,
      createHash('sha256')
        .update(readFileSync(path.join(folder, name)))
        .digest('hex'),
    ]),
  );
}

async function tablesAt(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ count: number }>(
      "select count(*)::int as count from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
    );
    return rows[0]?.count ?? 0;
  } finally {
    await client.end();
  }
}

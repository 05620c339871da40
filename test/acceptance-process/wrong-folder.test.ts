import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Connection } from '../../relay/src/store/driver.js';
import { describeOnPostgres } from '../../relay/test/store/postgres/with-postgres.js';
import { callOf } from '../support/calls.js';
import { config } from '../support/config.js';
import { freePort } from '../support/free-port.js';
import { builtRelay } from './support/built.js';
import { dataFolder, writeConfig } from './support/folders.js';
import { deliver } from './support/hook.js';
import { connect, refusedStart, startByScript, startRelayProcess } from './support/relay-process.js';

/** Every command that only reads what a relay has kept, or changes what has to be there. */
const OF_WHAT_IS_KEPT = [
  'status',
  'explain',
  'explain 01M7WYD4M0ENSRCKQG6KSN14AF',
  'audit',
  'secret list',
  'secret delete CRM',
  'secret new-key --yes',
  'keys list',
  'keys rotate n8n',
  'keys revoke n8n',
  'key --rotate',
  'uses email',
  'config show',
  'config revisions',
  'config diff --revision 1',
  'config restore 1',
  'forget --lead 1364887 --yes',
];

/** Those that do without, or need a relay that runs. */
const OTHERS = [
  'key',
  'doctor',
  'simulate',
  'preview post',
  'statuses pull',
  'pending',
  'failures',
  'alarms',
];

describe('a CONNECT_DATA that is mistyped', () => {
  it('is said to have had no relay ever, with exit code 2, and no command makes anything there', async () => {
    const mistyped = path.join(dataFolder(), 'dta');
    const PORT = String(await freePort());
    for (const words of OF_WHAT_IS_KEPT) {
      const { code, stdout, stderr } = await connect(mistyped, words.split(' '), { PORT });
      expect({ words, code, stdout }).toEqual({ words, code: 2, stdout: '' });
      expect(stderr).toContain(`no relay has ever run on the data folder ${mistyped}`);
      expect(stderr).toContain('[NEVER_STARTED]');
    }
    const document = path.join(dataFolder(), 'new.json');
    writeFileSync(document, JSON.stringify(config({ endpoints: [] })));
    const put = await connect(mistyped, ['config', 'put', document], { PORT });
    expect(put.stderr).toContain('[NEVER_STARTED]');
    for (const words of OTHERS) {
      const { code, stdout, stderr } = await connect(mistyped, words.split(' '), { PORT });
      expect({ words, failed: code !== 0 }).toEqual({ words, failed: true });
      expect(`${stdout}${stderr}`).toContain(mistyped);
    }
    expect(existsSync(mistyped)).toBe(false);
  });

  it('is said to be made by what may come before the first start', async () => {
    const folder = path.join(dataFolder(), 'first');
    const made = await connect(folder, ['keys', 'create', 'n8n', '--scopes', 'read'], {
      PORT: String(await freePort()),
    });
    expect(made.code).toBe(0);
    expect(made.stderr).toContain(`There was no data folder ${folder}, and it is made.`);
    const again = await connect(folder, ['keys', 'create', 'zapier', '--scopes', 'read'], {
      PORT: String(await freePort()),
    });
    expect(again.stderr).not.toContain('is made');
  });

  it('is not taken for new where its database is gone', async () => {
    const folder = dataFolder(config({ endpoints: [] }));
    await (await startRelayProcess(folder)).stop();
    rmSync(path.join(folder, 'connect.sqlite'));
    for (const words of ['explain', 'audit', 'keys list', 'doctor', 'simulate'])
      expect((await connect(folder, words.split(' '))).stderr).toContain('[STORE_MISSING]');
  });
});

/** Makes what a first start leaves that was cut off, or another program's database where there is a table. */
function databaseIn(folder: string, table?: string): void {
  const database = new Connection(path.join(folder, 'connect.sqlite'));
  database.exec('pragma journal_mode = WAL');
  // Without a version in its header SQLite would write no file.
  database.exec('pragma application_id = 1');
  if (table !== undefined) database.exec(table);
  database.close();
}

describe('a CONNECT_DATA with a database that has no tables of a relay', () => {
  it.each([
    ['none at all', undefined],
    [
      'only the one that says how far the first start came',
      'create table kysely_migration (name text primary key, timestamp text)',
    ],
  ])(
    'is said to have had no relay ever, where it has %s, and the next start makes them',
    async (_, table) => {
      const folder = dataFolder();
      databaseIn(folder, table);
      const PORT = String(await freePort());
      for (const words of OF_WHAT_IS_KEPT) {
        const { code, stdout, stderr } = await connect(folder, words.split(' '), { PORT });
        expect({ words, code, stdout }).toEqual({ words, code: 2, stdout: '' });
        expect(stderr).toContain('[NEVER_STARTED]');
      }
      for (const words of OTHERS) {
        const { stderr } = await connect(folder, words.split(' '), { PORT });
        expect({ words, stderr }).not.toMatchObject({ stderr: expect.stringMatching(/Sqlite|\n {4}at /) });
      }
      writeConfig(folder, config({ endpoints: [] }));
      const relay = await startRelayProcess(folder);
      expect((await connect(folder, ['status'])).stdout).not.toContain('not running');
      await relay.stop();
    },
  );

  it("is said to hold another program's by every command and by a start, which leave it as it is", async () => {
    const folder = dataFolder(config({ endpoints: [] }));
    databaseIn(folder, 'create table notes (id integer, text text)');
    const file = path.join(folder, 'connect.sqlite');
    const before = readFileSync(file);
    const said = `the database ${file} is another program's: it has tables, and none of a relay\n`;
    const PORT = String(await freePort());
    for (const words of [
      ...OF_WHAT_IS_KEPT,
      'doctor',
      'simulate',
      'statuses pull',
      'keys create n8n --scopes read',
    ]) {
      const { code, stderr } = await connect(folder, words.split(' '), { PORT });
      expect({ words, failed: code !== 0 }).toEqual({ words, failed: true });
      expect(stderr).toContain(said);
      expect(stderr).toContain('[STORE_FOREIGN]');
    }
    expect((await refusedStart(folder)).stderr).toContain(said);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('is not taken for new where it has held some', async () => {
    const folder = dataFolder(config({ endpoints: [] }));
    await (await startRelayProcess(folder)).stop();
    rmSync(path.join(folder, 'connect.sqlite'));
    databaseIn(folder);
    for (const words of ['explain', 'audit', 'keys list', 'doctor'])
      expect((await connect(folder, words.split(' '))).stderr).toContain('[STORE_OLDER]');
  });
});

describe('a CONNECT_DATA that is a file', () => {
  it('is said to be one by every command, in the words of a start', async () => {
    const folder = dataFolder();
    const file = path.join(folder, 'file');
    const link = path.join(folder, 'link');
    writeFileSync(file, 'no folder');
    symlinkSync(path.join(folder, 'nothing'), link);
    const places = [
      [file, `the data folder ${file} is a file`],
      [path.join(file, 'inside'), `the data folder ${path.join(file, 'inside')} would be inside of a file`],
      [link, `the data folder ${link} is a link to nothing`],
    ] as const;
    for (const [place, said] of places) {
      const start = await refusedStart(place);
      expect(start.stderr).toContain(`${said}\n`);
      for (const words of [
        ...OF_WHAT_IS_KEPT,
        ...OTHERS,
        'secret set CRM',
        'keys create n8n --scopes read',
      ]) {
        const { code, stderr } = await connect(place, words.split(' '));
        expect({ words, failed: code !== 0, stderr }).toEqual({ words, failed: true, stderr: start.stderr });
      }
    }
    expect(readFileSync(file, 'utf8')).toBe('no folder');
  });
});

describeOnPostgres(
  'commands without DATABASE_URL on the folder of a relay that keeps its data in a Postgres',
  (database) => {
    it('say that it has to be set, and neither take the folder for new nor use what it held before', async () => {
      await database.withStore(() => Promise.resolve());
      const folder = dataFolder(config({ endpoints: [] }));
      // What it held before it went to Postgres.
      await (await startRelayProcess(folder)).stop();
      const relay = await startRelayProcess(folder, { DATABASE_URL: database.url, LOG_LEVEL: 'error' });
      await deliver(relay, callOf(1, 1));
      expect((await connect(folder, ['pending'])).code).toBe(0);
      await relay.stop();
      const marked = readdirSync(folder).map((name) =>
        name.endsWith('.sqlite') ? '' : readFileSync(path.join(folder, name), 'utf8'),
      );
      expect(marked.join('')).not.toContain(new URL(database.url).pathname.slice(1));

      const PORT = String(await freePort());
      const commands = [
        ...OF_WHAT_IS_KEPT,
        'doctor',
        'simulate',
        'preview post',
        'keys create n8n --scopes read',
      ];
      for (const words of commands) {
        const { code, stdout, stderr } = await connect(folder, words.split(' '), { PORT });
        expect({ words, code, stdout }).toEqual({ words, code: 2, stdout: '' });
        expect(stderr).toContain('keeps its data in a Postgres, and DATABASE_URL is not set');
        expect(stderr).toContain('[DATABASE_URL_MISSING]');
      }
      expect((await connect(folder, ['explain'], { DATABASE_URL: database.url })).code).toBe(0);
    });

    it('and a start ask for it, but where the relay is to go back to its folder', async () => {
      await database.withStore(() => Promise.resolve());
      const folder = dataFolder(config({ endpoints: [] }));
      await (await startRelayProcess(folder, { DATABASE_URL: database.url, LOG_LEVEL: 'error' })).stop();

      const refused = await refusedStart(folder);
      expect(refused.stderr).toContain('[DATABASE_URL_MISSING]');
      expect(refused.stderr).toContain('npm start -- --new');
      // Restoring what was lost of a database is no word that another one is to be left.
      const asIs = await connect(folder, ['start', '--as-is'], { PORT: '0' });
      expect(asIs).toMatchObject({ code: 2, stdout: '', stderr: refused.stderr });
      expect(existsSync(path.join(folder, 'connect.sqlite'))).toBe(false);
      const back = await startByScript([builtRelay('program/main.js'), 'start', '--new'], {
        ...{ CONNECT_DATA: folder, PORT: '0' },
      });
      await back.stop();
      await (await startRelayProcess(folder)).stop();
      expect((await connect(folder, ['explain'])).code).toBe(0);
    });

    it('speak of no folder where the database is out of reach, and of no relay that goes on by itself', async () => {
      const folder = dataFolder();
      mkdirSync(path.join(folder, 'data'));
      const DATABASE_URL = `postgres://nobody:planted@127.0.0.1:${await freePort()}/none`;
      for (const words of ['status', 'explain', 'keys list', 'doctor', 'audit']) {
        const { stderr } = await connect(path.join(folder, 'data'), words.split(' '), { DATABASE_URL });
        expect(stderr).toContain('[STORE_UNREACHABLE]');
        expect(stderr).toMatch(/; then run this again\. \[/);
        expect(stderr).not.toContain(folder);
        expect(stderr).not.toContain('by itself');
        expect(stderr).not.toContain('planted');
      }
    });
  },
);

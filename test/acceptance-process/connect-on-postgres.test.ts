import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import { onServer, SERVER } from '../../relay/test/store/postgres-database.js';
import { describeOnPostgres } from '../../relay/test/store/postgres/with-postgres.js';
import { callOf } from '../support/calls.js';
import { config } from '../support/config.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';
import { send } from '../support/http.js';
import { keyOf } from '../support/key.js';
import { builtRelay } from './support/built.js';
import { closeAfterTest } from './support/closing.js';
import { dataFolder } from './support/folders.js';
import { api, deliver } from './support/hook.js';
import { connect, runScript, startRelayProcess } from './support/relay-process.js';

const withHooks = (...ids: readonly string[]): object =>
  config({ endpoints: [], hooks: ids.map((id) => ({ id })) });

describeOnPostgres('npm run connect with DATABASE_URL, in a folder where no relay ever ran', (database) => {
  /** A relay on the database, and the commands of somebody whose folder is another one. */
  async function besideRelay() {
    await database.withStore(() => Promise.resolve());
    const ofRelay = dataFolder(withHooks('main'));
    const relay = await startRelayProcess(ofRelay, { DATABASE_URL: database.url, LOG_LEVEL: 'warn' });
    const own = dataFolder();
    const env = { DATABASE_URL: database.url, PORT: String(await freePort()) };
    const command = (words: string, more = {}) => connect(own, words.split(' '), { ...env, ...more });
    const atRelay = {
      HOST: '127.0.0.1',
      PORT: new URL(relay.url).port,
      CONNECT_API_KEY: keyOf(ofRelay),
    };
    return { relay, ofRelay, own, env, command, atRelay };
  }

  it('says what it needs where the database has no tables yet, and makes no other database', async () => {
    const name = `connect_empty_${process.pid}`;
    await onServer(`create database ${name} template template0 encoding 'UTF8'`);
    closeAfterTest(() => onServer(`drop database ${name} with (force)`));
    const url = new URL(SERVER);
    url.pathname = `/${name}`;
    const own = dataFolder();
    const commands = [
      ...[
        'status',
        'explain',
        'config show',
        'config revisions',
        'key',
        'keys list',
        'keys revoke n8n',
        'audit',
      ],
      ...['secret list', 'secret delete CRM', 'secret new-key --yes', 'forget --lead 1364887 --yes'],
    ];
    for (const words of commands) {
      const ended = await connect(own, words.split(' '), { DATABASE_URL: url.href });
      expect({ words, code: ended.code }).toEqual({ words, code: 2 });
      expect(ended.stderr).toContain('[STORE_EMPTY]');
    }
    expect(readdirSync(own).filter((file) => file.includes('sqlite'))).toEqual([]);
    // What may come before the first start makes the tables, and a configuration is not there yet.
    await connect(own, ['keys', 'create', 'n8n', '--scopes', 'read'], { DATABASE_URL: url.href });
    const shown = await connect(own, ['config', 'show'], { DATABASE_URL: url.href });
    expect(shown.stderr).toContain('no configuration has been accepted in this database yet');
  });

  it('says so where it cannot reach the database, and does not use the folder in its place', async () => {
    const own = dataFolder();
    const DATABASE_URL = `postgres://nobody@127.0.0.1:${await freePort()}/none`;
    for (const words of ['status', 'config show', 'keys list', 'key', 'doctor']) {
      const { code, stderr } = await connect(own, words.split(' '), { DATABASE_URL });
      expect({ words, code: code !== 0, text: stderr }).toMatchObject({ words, code: true });
      expect(stderr).toContain('[STORE_UNREACHABLE]');
    }
    expect(readdirSync(own).filter((file) => file.includes('.db') || file.includes('sqlite'))).toEqual([]);
  });

  it('reads and changes what the database has, beside the relays that work on it', async () => {
    const { relay, own, command } = await besideRelay();
    const id = await deliver(relay, callOf(1, 1));

    const status = await command('status');
    expect(status).toMatchObject({ code: 0, stderr: '' });
    expect(status.stdout).not.toContain('Registered with the database: ');
    expect(status.stdout).toContain('1 call today');
    expect(status.stdout).toMatch(/Relays +one works on the database\n +\S.* \(leads, since .+, ready\)\n/);
    await eventually(async () => expect((await command(`explain ${id}`)).stdout).toContain(id));
    const unknown = [await command('explain --lead 4711'), await command('explain 01J')];
    for (const { stdout, stderr } of unknown) {
      expect(stdout + stderr).toMatch(/(of the lead|no occurrence) .*in this database/);
      expect(stdout + stderr).not.toMatch(/in this data folder|is wrong now/);
    }
    expect(unknown[0]?.stdout).toMatch(/Registered with the database: .+ ready\)/);
    expect((await command('simulate')).code).toBe(0);
    expect((await command('doctor')).stdout).toContain('Nothing is broken');
    expect((await command('config show')).stdout).toContain('"main"');

    const { stdout: key } = await command('keys create n8n --scopes read');
    const headers = { authorization: `Bearer ${key.trim()}` };
    expect((await send(`${relay.url}/api/status`, { headers })).status).toBe(200);
    expect((await command('keys list')).stdout).toContain('n8n: read');
    expect((await command('audit')).stdout).toContain('command line  keys.create');
    expect(existsSync(path.join(own, 'connect.db'))).toBe(false);
  });

  it('says that no relay is ready once none is heard of any more', async () => {
    const { relay, command } = await besideRelay();
    expect((await command('status')).code).toBe(0);
    await relay.kill();
    await eventually(async () => expect((await command('status')).code).toBe(2));
    expect((await command('status')).stdout).toMatch(/Registered with the database: .+ not heard of\)/);
  });

  it('takes in a file, which every relay runs within seconds, and says before what it would change', async () => {
    const { relay, own, command } = await besideRelay();
    const file = path.join(own, 'new.json');
    writeFileSync(file, JSON.stringify(withHooks('main', 'more')));

    const checked = await command(`config put ${file} --dry-run`);
    expect(checked.stdout).toContain('Nothing was changed; revision 1');
    expect(checked.stdout).toContain('The hook "more" was added.');
    expect((await command(`config put ${file}`)).stdout).toContain(
      'Revision 2 runs within seconds on every relay.',
    );
    await eventually(() => deliver(relay, callOf(1, 1), { hook: 'more' }));
    expect((await command(`config put ${file} --base 1`)).stderr).toContain('[CONFIG_CHANGED]');
    const revisions = (await command('config revisions')).stdout;
    expect(revisions).toContain('from its file');
    expect(revisions).not.toContain('edited');

    writeFileSync(
      file,
      JSON.stringify(config({ endpoints: [], hooks: [{ id: 'main', secret: 'in-the-file' }] })),
    );
    const refused = await command(`config put ${file}`);
    expect(refused.stderr).toContain('[SECRET_NOT_KEPT]');
    expect(refused.stderr).not.toContain('in-the-file');
    expect((await command('config restore 1')).stdout).toContain('Revision 3 runs within seconds');
    expect(await api(relay, 'config')).toMatchObject({ revision: 3, config: { hooks: [{ id: 'main' }] } });
  });

  it('mends a configuration that refers to what nobody has any more', async () => {
    const own = dataFolder();
    const command = (words: string, more = {}) =>
      connect(own, words.split(' '), { DATABASE_URL: database.url, ...more });
    await database.withStore(() => Promise.resolve());
    const gone = { id: 'main', secret: { secretRef: 'env:GONE' } };
    const first = dataFolder(config({ endpoints: [], hooks: [gone] }));
    const relay = await startRelayProcess(first, { DATABASE_URL: database.url, GONE: 'known-once' });
    await relay.stop();
    const file = path.join(own, 'cured.json');
    writeFileSync(file, JSON.stringify(withHooks('cured')));

    expect((await command(`config put ${file} --dry-run`)).stdout).toContain('revision 1 keeps');
    expect((await command(`config put ${file}`)).stdout).toContain('Revision 2 runs');
    expect((await command('config restore 1')).stderr).toContain('[CONFIG_REFUSED]');
    expect((await command('config restore 1', { GONE: 'known again' })).stdout).toContain('Revision 3 runs');
    expect((await command('config restore 2')).stdout).toContain('Revision 4 runs');
  });

  it('asks a relay that is named for what only a relay can tell, and says how to name one', async () => {
    const { command, atRelay } = await besideRelay();
    for (const words of ['failures', 'replay 01J', 'link', 'alarms', 'holds']) {
      const { code, stderr } = await command(words);
      expect({ words, code }).toEqual({ words, code: 1 });
      expect(stderr).toMatch(/HOST and PORT .* CONNECT_API_KEY[^]*\[RELAY_NOT_RUNNING\]/);
    }
    expect((await command('failures', atRelay)).code).toBe(0);
    expect((await command('status', atRelay)).code).toBe(0);
    expect((await command('link', atRelay)).stdout).toContain('/signin?code=');
  });

  it('says in words where the API key is, and makes another one for all relays where it is lost', async () => {
    const { relay, ofRelay, own, command, atRelay } = await besideRelay();
    const elsewhere = await command('key');
    expect(elsewhere).toMatchObject({ code: 1, stdout: '' });
    expect(elsewhere.stderr).toContain('CONNECT_API_KEY');
    expect(elsewhere.stderr).toContain('[API_KEY_ELSEWHERE]');
    expect((await connect(ofRelay, ['key'], { DATABASE_URL: database.url })).stdout.trim()).toBe(
      keyOf(ofRelay),
    );

    const { stdout: key } = await command('key --rotate');
    const status = async (sent: string): Promise<number> =>
      (await send(`${relay.url}/api/status`, { headers: { authorization: `Bearer ${sent.trim()}` } })).status;
    expect(await status(key)).toBe(200);
    expect(await status(atRelay.CONNECT_API_KEY)).toBe(401);
    expect(keyOf(own)).toBe(key.trim());
    const there = await connect(ofRelay, ['key'], { DATABASE_URL: database.url });
    expect(there.stderr).toContain('[API_KEY_ELSEWHERE]');
  });

  it('takes no stored secret for lost whose key is not set where the doctor is run', async () => {
    const { relay, ofRelay, command, own } = await besideRelay();
    const stored = ['CRM', 'TOKEN'].map((name) =>
      runScript(
        [builtRelay('program/main.js'), 'secret', 'set', name],
        { DATABASE_URL: database.url, CONNECT_DATA: ofRelay },
        'a-secret-that-is-stored',
      ),
    );
    expect((await Promise.all(stored)).map(({ code }) => code)).toEqual([0, 0]);
    const CONNECT_SECRETS_KEY = readFileSync(path.join(ofRelay, 'secrets-key'), 'utf8').trim();
    const file = path.join(own, 'referring.json');
    const hooks = [{ id: 'main', secret: { secretRef: 'store:CRM' } }];
    const account = { timeZone: 'Etc/UTC', authToken: { secretRef: 'store:TOKEN' } };
    writeFileSync(file, JSON.stringify({ ...config({ endpoints: [], workflows: [], hooks }), account }));
    expect((await command(`config put ${file}`, { CONNECT_SECRETS_KEY })).stderr).toBe('');

    const { code, stdout } = await command('doctor');
    expect({ code, stdout }).toMatchObject({ code: 0 });
    expect(stdout).toContain('CONNECT_SECRETS_KEY');
    expect(stdout).not.toMatch(/✗|new-key|secret set|nothing behind/);
    const other = await command('doctor', { CONNECT_SECRETS_KEY: Buffer.alloc(32, 1).toString('base64url') });
    expect(other).toMatchObject({ code: 1 });
    expect(other.stdout).not.toMatch(/new-key|secret set|nothing behind/);
    await relay.stop();
    const alone = await command('doctor');
    expect(alone).toMatchObject({ code: 1 });
    expect(alone.stdout).toMatch(/✗[^]*new-key/);
    expect(alone.stdout).not.toContain('nothing behind');
  });

  it('stores a secret with the key that the relays have, and with no other', async () => {
    const { ofRelay, own, env } = await besideRelay();
    const set = (more: Readonly<Record<string, string>>, folder = own) =>
      runScript(
        [builtRelay('program/main.js'), 'secret', 'set', 'CRM'],
        { ...env, CONNECT_DATA: folder, ...more },
        'of the CRM',
      );
    // Through the relay, which makes the key.
    expect((await set({ PORT: '' }, ofRelay)).code).toBe(0);
    const refused = await set({});
    expect(refused.stderr).toContain('CONNECT_SECRETS_KEY');
    expect(refused.stderr).toContain('[SEAL_KEY_MISSING]');
    const CONNECT_SECRETS_KEY = readFileSync(path.join(ofRelay, 'secrets-key'), 'utf8').trim();
    expect((await set({ CONNECT_SECRETS_KEY })).code).toBe(0);

    // It is lost.
    const command = (words: string) => connect(own, words.split(' '), env);
    expect((await command('secret new-key')).stderr).toContain('--yes');
    expect((await command('secret new-key --yes')).stdout).toContain('CONNECT_SECRETS_KEY');
    expect((await set({ CONNECT_SECRETS_KEY })).stderr).toContain('[SEAL_KEY_ALTERED]');
    await command('secret delete CRM --even-if-used');
    expect((await set({})).code).toBe(0);
  });
});

import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { config, endpoint } from '../support/config.js';
import { eventually } from '../support/eventually.js';
import { send } from '../support/http.js';
import { builtRelay } from './support/built.js';
import { dataFolder, writeConfig } from './support/folders.js';
import { connect, refusedStart, runScript, startRelayProcess } from './support/relay-process.js';

const QUIET = config({ endpoints: [] });
const GIVEN = 'a-key-of-the-environment';

describe('the command line', () => {
  it('stores a secret that is piped in, lists it and deletes it, whether or not a relay runs', async () => {
    const folder = dataFolder(QUIET);
    const set = (input: string) =>
      runScript([builtRelay('program/main.js'), 'secret', 'set', 'CRM'], { CONNECT_DATA: folder }, input);

    const first = await set('k=first-Planted-1\n');
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect((await set('\n')).stderr).toContain('[EMPTY_SECRET]');
    const url = 'https://crm.example.test';
    const crm = endpoint('crm', { url }, { apiAuthentication: { secretRef: 'store:CRM' } });
    writeConfig(folder, config({ endpoints: [crm] }));
    const relay = await startRelayProcess(folder);
    const second = await set('k=second-Planted-2\n');
    expect(second.stdout).toContain(
      'used at endpoints[0].apiAuthentication of the endpoint "crm" from now on',
    );
    const listed = await connect(folder, ['secret', 'list']);
    expect(listed.stdout).toMatch(
      /^CRM, set at .+, used at endpoints\[0\]\.apiAuthentication of the endpoint "crm"\n$/,
    );
    await relay.stop();

    expect((await connect(folder, ['secret', 'delete', 'CRM'])).stderr).toContain('[SECRET_IN_USE]');
    const removed = await connect(folder, ['secret', 'delete', 'CRM', '--even-if-used']);
    expect(removed).toMatchObject({ code: 0, stdout: 'The secret CRM is deleted.\n' });
    expect((await refusedStart(folder)).stderr).toContain('npm run connect -- secret set CRM');
    const said = [first, second, listed, removed].map(({ stdout, stderr }) => stdout + stderr).join('');
    expect(said + relay.stdout() + relay.stderr()).not.toContain('Planted');
  });

  it('finds key, port and address of the running relay by its data folder', async () => {
    const folder = dataFolder(QUIET);
    const relay = await startRelayProcess(folder, { CONNECT_API_KEY: GIVEN });

    expect(await connect(folder, ['pending'])).toMatchObject({ code: 0, stdout: 'Nothing is pending.\n' });

    await relay.stop();
    const asked = await connect(folder, ['pending']);
    expect(asked.code).toBe(1);
    expect(asked.stderr).toContain('[RELAY_NOT_RUNNING]');
    expect(asked.stderr).toContain(folder);
  });

  it('prints a link that signs in; a start whose output may be kept prints none', async () => {
    const folder = dataFolder(QUIET);
    const relay = await startRelayProcess(folder);
    expect(relay.stdout()).not.toContain('signin?code=');
    expect(relay.stdout()).toContain('npm run connect -- link');

    const { stdout } = await connect(folder, ['link']);

    const answer = await send(stdout.trim());
    expect(answer.status).toBe(303);
    expect(answer.headers['set-cookie']?.[0]).toContain('HttpOnly');
    await relay.stop();
  });

  it('shows the key and rotates it, whether or not a relay runs', async () => {
    const folder = dataFolder(QUIET);
    const missing = await connect(folder, ['key']);
    expect(missing.stderr).toContain('[NO_API_KEY]');
    const relay = await startRelayProcess(folder);
    const status = async (key: string) =>
      (await send(`${relay.url}/api/logs`, { headers: { authorization: `Bearer ${key.trim()}` } })).status;

    const first = (await connect(folder, ['key'])).stdout;
    expect(await status(first)).toBe(200);
    const second = (await connect(folder, ['key', '--rotate'])).stdout;
    expect([await status(first), await status(second)]).toEqual([401, 200]);
    await relay.stop();

    const third = (await connect(folder, ['key', '--rotate'])).stdout;
    expect(new Set([first, second, third]).size).toBe(3);
    const file = path.join(folder, 'api-key');
    expect(readFileSync(file, 'utf8')).toBe(third);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('does not rotate a key of the environment, nor show another one for it', async () => {
    const folder = dataFolder(QUIET);
    const relay = await startRelayProcess(folder, { CONNECT_API_KEY: GIVEN });

    for (const args of [['key'], ['key', '--rotate']])
      expect((await connect(folder, args)).stderr).toContain('[KEY_OF_ENVIRONMENT]');
    await relay.stop();
  });

  it('C13: a key that is too short opens nothing, which the log says with the remedy', async () => {
    const folder = dataFolder(QUIET);
    const relay = await startRelayProcess(folder, { CONNECT_API_KEY: 'short' });

    await eventually(() =>
      expect(relay.log()).toContainEqual(expect.objectContaining({ code: 'API_KEY_TOO_SHORT' })),
    );
    expect((await send(`${relay.url}/api/logs`, { headers: { authorization: 'Bearer short' } })).status).toBe(
      401,
    );
    expect(await connect(folder, ['pending'])).toMatchObject({ code: 0 });
    await relay.stop();
  });
});

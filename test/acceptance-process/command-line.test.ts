import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { config } from '../support/config.js';
import { eventually } from '../support/eventually.js';
import { send } from '../support/http.js';
import { dataFolder } from './support/folders.js';
import { connect, startRelayProcess } from './support/relay-process.js';

const QUIET = config({ endpoints: [] });
const GIVEN = 'a-key-of-the-environment';

describe('the command line', () => {
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

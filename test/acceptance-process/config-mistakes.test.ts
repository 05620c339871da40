import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { config, endpoint } from '../support/config.js';
import { destination, type Destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { dataFolder, writeConfig } from './support/folders.js';
import { api, deliver } from './support/hook.js';
import { MISTAKES, headOf } from './support/mistakes.js';
import { startRelayHere } from './support/relay-here.js';
import { refusedStart, startInVain, startRelayProcess, type RelayProcess } from './support/relay-process.js';
import { everyRow, rowsOf } from './support/stored.js';

const ERROR = 50;
const nowhere = { url: 'https://crm.example.test' };
const good = (to: Pick<Destination, 'url'> = nowhere, settings = {}) =>
  config({ endpoints: [endpoint('crm', to, settings)] });

interface Notification {
  readonly kind: string;
  readonly message: string;
}

async function refusals(relay: RelayProcess): Promise<string[]> {
  const { notifications } = await api<{ notifications: Notification[] }>(relay, 'notifications');
  return notifications.filter(({ kind }) => kind === 'config-refused').map(({ message }) => message);
}

describe('a mistake in the configuration', () => {
  it.each(MISTAKES)('stops a first start: $what', async (mistake) => {
    const folder = dataFolder(mistake.text(good()));
    const refused = await refusedStart(folder);
    expect(refused.code).toBe(1);
    expect(refused.stdout).not.toContain('is running');
    expect(refused.stderr).toContain('[CONFIG_REFUSED]');
    const told = refused.stderr.split('\n').filter((line) => line.includes(headOf(mistake)));
    expect(told).toEqual([expect.stringContaining(mistake.remedy)]);
    expect(told).toEqual([expect.stringContaining(`[${mistake.code}]`)]);
    expect(refused.stderr).not.toMatch(/^ +at /m);
    expect(rowsOf(folder, 'config_revisions')).toEqual([]);
  });

  it('is told together with the others, so that one start shows them all', async () => {
    const document = good(nowhere, { apiUrl: 'crm.example.test', timeoutSecond: 5 });
    const { code, stderr } = await startInVain(dataFolder(document));
    expect(code).toBe(1);
    expect(stderr).toContain('2 mistakes');
    expect(stderr).toContain('[URL_WITHOUT_PROTOCOL]');
    expect(stderr).toContain('[UNKNOWN_KEY]');
  });

  it('leaves the running revision in place, says why, and touches no data; mended, it is taken over', async () => {
    const crm = await destination();
    const document = good(crm);
    const folder = dataFolder(document);
    const relay = await startRelayProcess(folder);
    const running = await api(relay, 'config');
    const first = await deliver(relay, callOf('before'));
    await crm.received(1);

    for (const [index, mistake] of MISTAKES.entries()) {
      const before = await settledRows(folder);
      writeConfig(folder, mistake.text(document));
      await eventually(async () => {
        expect(await refusals(relay)).toEqual([expect.stringContaining(headOf(mistake))]);
      });
      const [message] = await refusals(relay);
      expect(message).toContain(mistake.remedy);
      expect(message).toContain('Revision 1 keeps running.');
      // What the process prints takes a way of its own.
      await eventually(() =>
        expect(relay.log()).toContainEqual(
          expect.objectContaining({ level: ERROR, code: 'CONFIG_REFUSED', msg: message }),
        ),
      );
      expect(await settledRows(folder)).toEqual(before);
      expect(await api(relay, 'config')).toEqual(running);
      await deliver(relay, callOf(index + 1));
      await crm.received(index + 2);
    }
    expect(await api(relay, `occurrences/${first}`)).toMatchObject({ id: first, revision: 1 });

    writeConfig(folder, good(crm, { apiUrl: `${crm.url}/mended` }));
    await eventually(async () => expect(await api(relay, 'config')).toMatchObject({ revision: 2 }));
    await deliver(relay, callOf('after'));
    await crm.received(1, '/mended');
    expect(await relay.stop()).toMatchObject({ code: 0, stderr: '' });
  });
});

/** All that the relay knows but what it has told its operator, once nothing is under way. */
function settledRows(folder: string): Promise<unknown> {
  return eventually(() => {
    expect(rowsOf(folder, 'actions').filter(({ state }) => state !== 'done')).toEqual([]);
    return everyRow(folder).filter(({ table }) => table !== 'notifications' && table !== 'alarms');
  });
}

describe('a later start with a file that is not accepted', () => {
  const env = { CRM_KEY: 'key=planted-in-the-environment' };
  const referring = (to: Destination) => good(to, { apiAuthentication: { secretRef: 'env:CRM_KEY' } });
  const broken = '{ "version": 1';

  async function acceptOnce(document: unknown): Promise<string> {
    const folder = dataFolder(document);
    await (await startRelayHere(folder, env)).stop();
    return folder;
  }

  it('goes on with the last accepted revision, with its secrets, and says so loudly', async () => {
    const crm = await destination();
    const folder = await acceptOnce(referring(crm));
    writeConfig(folder, broken);

    const relay = await startRelayProcess(folder, env);
    const loud = expect.stringMatching(/line 1, column 15[^]*last accepted revision, 1/);
    await eventually(() =>
      expect(relay.log()).toContainEqual(expect.objectContaining({ level: ERROR, revision: 1, msg: loud })),
    );
    expect(await refusals(relay)).toEqual([loud]);
    expect(await api(relay, 'config/revisions')).toMatchObject({ revisions: [{ revision: 1 }] });
    await deliver(relay, callOf(42));
    const [request] = await crm.received(1);
    expect(request?.url).toBe(`/crm?${env.CRM_KEY}`);
    await relay.stop();
  });

  it('goes on with it where the file has gone, too', async () => {
    const crm = await destination();
    const folder = await acceptOnce(referring(crm));

    const relay = await startRelayProcess(folder, { ...env, CONNECT_CONFIG: `${folder}/moved.json` });
    await eventually(() =>
      expect(relay.log()).toContainEqual(
        expect.objectContaining({ level: ERROR, code: 'CONFIG_UNREADABLE' }),
      ),
    );
    await deliver(relay, callOf(42));
    await crm.received(1);
    await relay.stop();
  });

  it('takes a mended file over at once', async () => {
    const crm = await destination();
    const folder = await acceptOnce(referring(crm));
    writeConfig(folder, broken);
    const relay = await startRelayProcess(folder, env);
    writeConfig(folder, good(crm, { apiUrl: `${crm.url}/mended` }));
    await eventually(async () => expect(await api(relay, 'config')).toMatchObject({ revision: 2 }));
    await relay.stop();
  });

  it.each([
    [
      'a hook',
      (to: Destination) => ({ ...good(to), hooks: [{ id: 'main', secret: 'planted-hook-secret' }] }),
    ],
    ['an API authentication', (to: Destination) => good(to, { apiAuthentication: 'key=planted-secret' })],
    [
      'a header',
      (to: Destination) => good(to, { authorizationHeader: 'Authorization: Bearer planted-secret' }),
    ],
    ['an API URL', (to: Destination) => good(to, { apiUrl: `${to.url}/crm?token=planted-secret` })],
  ])('stops where %s had its secret in the document, which is not stored', async (_, document) => {
    const crm = await destination();
    const folder = await acceptOnce(document(crm));
    writeConfig(folder, broken);

    const refused = await refusedStart(folder, env);
    expect(refused.code).toBe(1);
    expect(refused.stdout).not.toContain('is running');
    expect(refused.stderr).toContain('line 1, column 15');
    expect(refused.stderr).toContain('[CONFIG_REFUSED]');
    expect(refused.stderr).not.toMatch(/^ +at /m);
    expect(refused.stdout + refused.stderr).not.toContain('planted');
    expect(rowsOf(folder, 'config_revisions')).toHaveLength(1);
  });

  it('stops where a secret that the last revision refers to has gone as well', async () => {
    const crm = await destination();
    const folder = await acceptOnce(referring(crm));
    writeConfig(folder, broken);
    expect(await startInVain(folder)).toMatchObject({ code: 1 });
  });
});

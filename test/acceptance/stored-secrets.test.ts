import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { config, endpoint } from '../support/config.js';
import { ACCEPTED, destination, type Destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { errorOf, runRelay, tempFolder, type TestRelay } from '../support/relay.js';

const [FIRST, SECOND] = ['first-Planted-1', 'second-Planted-2'];

const JSON_BODY = { 'content-type': 'application/json' };

const setSecret = (relay: TestRelay, name: string, secret: string) =>
  relay.api(`secrets/${name}`, { method: 'PUT', headers: JSON_BODY, body: JSON.stringify({ secret }) });

const using = (
  to: Destination,
  changes: Readonly<Record<string, unknown>> = { apiAuthentication: { secretRef: 'store:CRM' } },
) => config({ endpoints: [endpoint('crm', to, changes)] });

/** A relay that has a stored secret in use, on a folder of its own. */
async function withSecretInUse() {
  const crm = await destination(() => ACCEPTED);
  const dataFolder = tempFolder();
  const relay = await runRelay({ dataFolder, config: config({ endpoints: [] }) });
  expect((await setSecret(relay, 'CRM', `k=${FIRST}`)).status).toBe(200);
  await relay.reload(using(crm));
  return { crm, dataFolder, relay, keyFile: path.join(dataFolder, 'secrets-key') };
}

describe('a secret in the store', () => {
  it('is sent and never shown, is encrypted on the disk, and its key is open to its user alone', async () => {
    const { crm, dataFolder, relay, keyFile } = await withSecretInUse();
    await relay.settled(await relay.post(callOf(1)));
    expect(crm.requests[0]?.url).toBe(`/crm?k=${FIRST}`);

    const told = await Promise.all(['secrets', 'config', 'logs', 'notifications'].map((at) => relay.api(at)));
    expect(JSON.parse(told[0]?.text ?? '')).toMatchObject({
      secrets: [{ name: 'CRM', usedAt: ['endpoints[0].apiAuthentication of the endpoint "crm"'] }],
    });
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    await relay.stop();
    const written = readdirSync(dataFolder).map((name) =>
      readFileSync(path.join(dataFolder, name), 'latin1'),
    );
    for (const text of [...told.map((answer) => answer.text), ...written]) expect(text).not.toContain(FIRST);
  });

  it('that is set again is taken up at once, and the former stays masked', async () => {
    const { crm, relay } = await withSecretInUse();
    const answer = await setSecret(relay, 'CRM', `k=${SECOND}`);
    expect(JSON.parse(answer.text)).toMatchObject({
      takenUp: true,
      usedAt: ['endpoints[0].apiAuthentication of the endpoint "crm"'],
    });
    crm.behave(() => ({ status: 200, body: `{"success":"${FIRST} ${SECOND}"}` }));
    const id = await relay.post(callOf(1));
    await relay.settled(id);
    expect(crm.requests[0]?.url).toBe(`/crm?k=${SECOND}`);
    const trail = (await relay.api(`occurrences/${id}`)).text;
    expect(trail).not.toContain(FIRST);
    expect(trail).not.toContain(SECOND);
  });

  it('may be a part of an address, which is shown by its name alone', async () => {
    const crm = await destination(({ url }) => ({ status: 422, body: `{"message":"nothing at ${url}"}` }));
    const relay = await runRelay({ config: config({ endpoints: [] }) });
    for (const name of ['PATH', 'CODE']) await setSecret(relay, name, `${name}/${FIRST}`);
    const apiUrl = `${crm.url}/in/{secret:path}?code={secret:code}`;
    const secrets = { path: { secretRef: 'store:PATH' }, code: { secretRef: 'store:CODE' } };
    await relay.reload(using(crm, { apiUrl, secrets }));
    const id = await relay.post(callOf(1));
    const report = await relay.settled(id);
    const test = await relay.api('endpoints/crm/test', { method: 'POST' });
    expect(crm.requests.map(({ url }) => url)).toEqual(
      Array.from({ length: 2 }, () => `/in/PATH/${FIRST}?code=CODE/${FIRST}`),
    );
    expect(report.actions.map(({ attempts }) => attempts.map(({ url }) => url))).toEqual([[apiUrl]]);
    expect(JSON.parse(test.text)).toMatchObject({ url: apiUrl });
    const places = ['config', 'logs', 'logs?format=csv', `occurrences/${id}?as=text`, 'dead-letters'];
    for (const text of [
      test.text,
      ...(await Promise.all(places.map(async (at) => (await relay.api(at)).text))),
    ]) {
      expect(text).not.toContain(FIRST);
    }

    await setSecret(relay, 'PATH', SECOND);
    await relay.settled(await relay.post(callOf(2)));
    expect(crm.requests.at(-1)?.url).toBe(`/in/${SECOND}?code=CODE/${FIRST}`);
    const refused = errorOf(await setSecret(relay, 'PATH', 'no part of a URL'));
    expect(refused.message).toContain('[NO_PART_OF_URL]');
  });

  it('survives a restart', async () => {
    const { crm, dataFolder, relay } = await withSecretInUse();
    await relay.stop();
    const next = await runRelay({ dataFolder });
    await next.settled(await next.post(callOf(1)));
    expect(crm.requests[0]?.url).toBe(`/crm?k=${FIRST}`);
  });

  it('is not deleted while it is used, unless told; then the running configuration goes on', async () => {
    const { crm, relay } = await withSecretInUse();
    const refused = await relay.api('secrets/CRM', { method: 'DELETE' });
    expect(errorOf(refused).code).toBe('SECRET_IN_USE');
    expect((await relay.api('secrets/CRM?evenIfUsed=true', { method: 'DELETE' })).status).toBe(200);
    expect((await relay.notice('config-refused')).message).toContain('MISSING_SECRET');
    await relay.settled(await relay.post(callOf(1)));
    expect(crm.requests[0]?.url).toBe(`/crm?k=${FIRST}`);
    const again = await relay.api('secrets/CRM?evenIfUsed=true', { method: 'DELETE' });
    expect(errorOf(again).code).toBe('UNKNOWN_SECRET');
  });

  it('is refused where it cannot stand in its place, and the one before stays', async () => {
    const crm = await destination(() => ACCEPTED);
    const relay = await runRelay({ config: config({ endpoints: [] }) });
    await setSecret(relay, 'HEADERS', `X-Key: ${FIRST}`);
    await relay.reload(using(crm, { authorizationHeader: { secretRef: 'store:HEADERS' } }));
    const refused = await setSecret(relay, 'HEADERS', `X-Key: ${SECOND}\nX-Other: 1`);
    expect(errorOf(refused).code).toBe('CONFIG_REFUSED');
    expect(refused.text).not.toContain(SECOND);
    await relay.settled(await relay.post(callOf(1)));
    expect(crm.requests[0]?.headers['x-key']).toBe(FIRST);
  });

  it.each([
    ['a b', 'x-Planted', 'BAD_SECRET_NAME'],
    ['CRM', ' ', 'EMPTY_SECRET'],
    ['CRM', 'x'.repeat(16_385), 'SECRET_TOO_LONG'],
  ])('named %p is refused with words where name or text are no good', async (name, secret, code) => {
    const relay = await runRelay({ config: config({ endpoints: [] }) });
    expect(errorOf(await setSecret(relay, encodeURIComponent(name), secret)).code).toBe(code);
  });

  it('is lost by none that are set at the same time', async () => {
    const relay = await runRelay({ config: config({ endpoints: [] }) });
    const answers = await Promise.all(
      ['A', 'B', 'C'].map((name) => setSecret(relay, name, `${name}-Planted`)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await setSecret(relay, 'D', 'D-Planted')).status).toBe(200);
  });
});

describe('the key of the stored secrets', () => {
  const OTHER = `${Buffer.alloc(32, 7).toString('base64url')}\n`;

  it.each([
    ['is missing', (file: string) => rmSync(file), 'SEAL_KEY_MISSING'],
    ['is another one', (file: string) => writeFileSync(file, OTHER), 'SEAL_KEY_ALTERED'],
    ['is cut off', (file: string) => writeFileSync(file, 'abc'), 'SEAL_KEY_ALTERED'],
  ])(
    'where it %s: a start that needs it is refused, and none is lost by a new one',
    async (_, harm, code) => {
      const { crm, dataFolder, relay, keyFile } = await withSecretInUse();
      const key = readFileSync(keyFile);
      harm(keyFile);
      expect(errorOf(await setSecret(relay, 'OTHER', SECOND)).code).toBe(code);
      await relay.settled(await relay.post(callOf(1)));
      await relay.stop();
      await expect(runRelay({ dataFolder })).rejects.toMatchObject({ code });

      writeFileSync(keyFile, key);
      const next = await runRelay({ dataFolder });
      const id = await next.post(callOf(2));
      await next.settled(id);
      await eventually(() =>
        expect(crm.requests.map(({ url }) => url)).toEqual(Array(2).fill(`/crm?k=${FIRST}`)),
      );
    },
  );
});

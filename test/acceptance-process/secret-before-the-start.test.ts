import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { config } from '../support/config.js';
import { builtRelay } from './support/built.js';
import { dataFolder } from './support/folders.js';
import { connect, runScript, startRelayProcess } from './support/relay-process.js';

const MAIL = {
  ...config({ endpoints: [] }),
  settings: { email: { smtpUrl: { secretRef: 'store:SMTP' }, from: 'relay@example.test' } },
};

const set = (folder: string, name: string, input: string, env = {}) =>
  runScript(
    [builtRelay('program/main.js'), 'secret', 'set', name],
    { CONNECT_DATA: folder, ...env },
    `${input}\n`,
  );

describe('a secret that is set before the first start', () => {
  it.each(['abc', 'planted-key-that-is-much-longer-than-the-key-of-any-relay'])(
    'is not stored with a variable that holds no key, which is told in words of its own, and nothing is made: %s',
    async (CONNECT_SECRETS_KEY) => {
      const folder = path.join(dataFolder(), 'not-there-yet');
      const { code, stderr } = await set(folder, 'A', 'something', { CONNECT_SECRETS_KEY });
      expect(code).toBe(1);
      expect(stderr).toContain('[BAD_SECRETS_KEY]');
      expect(stderr).toContain(
        `CONNECT_SECRETS_KEY holds no key of stored secrets, but ${CONNECT_SECRETS_KEY.length} characters`,
      );
      const made = /node -p "(.*)"/.exec(stderr)?.[1] ?? '';
      expect(stderr).not.toContain('backup');
      expect(stderr).not.toContain('planted');
      expect(existsSync(folder)).toBe(false);

      const key = (await runScript(['-p', made], {})).stdout.trim();
      expect(await set(folder, 'A', 'something', { CONNECT_SECRETS_KEY: key })).toMatchObject({ code: 0 });
    },
  );

  it.each([
    ['A B', 'something', 'BAD_SECRET_NAME'],
    ['A', '', 'EMPTY_SECRET'],
    ['A', 'x'.repeat(20_000), 'SECRET_TOO_LONG'],
  ])('leaves nothing behind where no store would keep it: %s', async (name, secret, code) => {
    const folder = path.join(dataFolder(), 'not-there-yet');
    expect((await set(folder, name, secret)).stderr).toContain(`[${code}]`);
    expect(existsSync(folder)).toBe(false);
  });

  it('is judged by the configuration that is going to be the first', async () => {
    const folder = dataFolder(MAIL);
    const before = readdirSync(folder);
    const refused = await set(folder, 'SMTP', 'smtps://relay:planted#pw@mail.example.test');
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('settings.email.smtpUrl');
    expect(refused.stderr).not.toContain('planted');
    expect(readdirSync(folder)).toEqual(before);

    const stored = await set(folder, 'SMTP', 'smtps://relay:pw@mail.example.test');
    expect(stored.stdout).toContain('It is used at settings.email.smtpUrl from now on.');
    expect((await connect(folder, ['secret', 'list'])).stdout).toContain('used at settings.email.smtpUrl');
    expect((await connect(folder, ['secret', 'delete', 'SMTP'])).stderr).toContain('[SECRET_IN_USE]');
  });

  it('that is an address in a private network is warned about as it is stored, without a relay and with one', async () => {
    const folder = dataFolder(MAIL);
    const smtpUrl = 'smtp://relay:planted@127.0.0.1:7125';
    const warned =
      /\n! settings\.email\.smtpUrl: This address is in a private network, .* Add "127\.0\.0\.1:7125" to settings\.egress\.allow/;
    const before = await set(folder, 'SMTP', smtpUrl);
    expect([before.code, before.stdout]).toEqual([0, expect.stringMatching(warned)]);

    const relay = await startRelayProcess(folder);
    const running = await set(folder, 'SMTP', smtpUrl);
    expect([running.code, running.stdout]).toEqual([0, expect.stringMatching(warned)]);
    expect(`${before.stdout}${running.stdout}`).not.toContain('planted');
    expect((await set(folder, 'ANOTHER', smtpUrl)).stdout).not.toContain('!');
    await relay.stop();
  });

  it('is refused with the configuration that comes to refer to it', async () => {
    const folder = dataFolder(config({ endpoints: [] }));
    const relay = await startRelayProcess(folder);
    expect((await set(folder, 'SMTP', 'smtps://relay:planted#pw@mail.example.test')).code).toBe(0);
    const file = path.join(folder, 'with-mail.json');
    writeFileSync(file, JSON.stringify(MAIL));
    const refused = await connect(folder, ['config', 'put', file]);
    expect(refused.stderr).toMatch(/settings\.email\.smtpUrl .*\[BAD_SMTP_URL\]/);
    expect(refused.stderr).not.toContain('planted');
    expect(refused.code).toBe(1);
    await relay.stop();
  });
});

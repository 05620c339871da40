import { describe, expect, it } from '@jest/globals';
import { config } from '../support/config.js';
import { runRelay, type TestRelay } from '../support/relay.js';
import { mailServer } from '../support/smtp.js';
import { dataFolder } from './support/folders.js';
import { connect } from './support/relay-process.js';

function relayOn(folder: string, smtpUrl: string): Promise<TestRelay> {
  const settings = {
    egress: { allow: ['127.0.0.0/8'] },
    notifications: { email: 'ops@example.test' },
    email: { smtpUrl, from: 'relay@example.test' },
  };
  return runRelay({ dataFolder: folder, config: config({ endpoints: [], settings }) });
}

describe('connect test --mail', () => {
  it('has the running relay send one, says what was answered, and its exit code is 1 where it was not taken', async () => {
    const server = await mailServer();
    const folder = dataFolder();
    const relay = await relayOn(folder, server.url);
    server.refuse(554);
    const refused = await connect(folder, ['test', '--mail']);
    expect(refused.stdout).toMatch(/^To ops@example\.test: refused by the mail server: .*554 not now/);
    expect(refused.code).toBe(1);
    server.refuse(null);
    const taken = await connect(folder, ['test', '--mail']);
    expect(taken).toMatchObject({ code: 0, stderr: '' });
    expect(taken.stdout).toMatch(/^To ops@example\.test: accepted by the mail server: 250/);
    await relay.stop();
  });

  it('sends it by itself where no relay runs, and ends the problem', async () => {
    const server = await mailServer();
    const folder = dataFolder();
    const relay = await relayOn(folder, server.url);
    server.refuse(554);
    await relay.api('notifications/test-mail', { method: 'POST' });
    await relay.stop();
    expect((await connect(folder, ['status'])).stdout).toContain('could not be sent');
    server.refuse(null);
    expect(await connect(folder, ['test', '--mail'])).toMatchObject({ code: 0, stderr: '' });
    await server.received(1);
    expect((await connect(folder, ['status'])).stdout).not.toContain('could not be sent');
  });

  it.each([
    [['test'], 'neither an endpoint nor --mail'],
    [['test', 'crm', '--mail'], 'both'],
    [['test', '--mail', '--lead', '1'], '--lead'],
  ])('%j is asked what is meant', async (args, said) => {
    const ended = await connect(dataFolder(), args);
    expect(ended.stderr).toContain(said);
    expect(ended.stderr).toContain('[NOTHING_CHOSEN]');
    expect(ended.code).toBe(1);
  });
});

import path from 'node:path';
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { config, endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { dataFolder } from './support/folders.js';
import { deliver } from './support/hook.js';
import { startRelayHere } from './support/relay-here.js';
import { connect } from './support/relay-process.js';

/** A relay that is at work on a folder, and a command on it. */
async function atWork(settings: object = {}) {
  const crm = await destination();
  const document = config({ endpoints: [endpoint('crm', crm, { ...settings, name: 'CRM' })] });
  const folder = dataFolder(document);
  const relay = await startRelayHere(folder);
  const command = (words: readonly string[], env = {}) => connect(folder, words, env);
  return { crm, document, folder, relay, command };
}

describe('wrong input at the command line', () => {
  it('is told by the option that was typed, and not by what the API calls it', async () => {
    const { command } = await atWork();
    for (const what of ['simulate', 'audit'])
      for (const option of ['since', 'until']) {
        const { code, stderr } = await command([what, `--${option}`, 'whenever']);
        expect({ what, code }).toEqual({ what, code: 1 });
        expect(stderr).toContain(`--${option} is "whenever"`);
        expect(stderr).toContain('[NOT_A_DATE]');
      }
  });

  it('is told wherever an API is asked, by its options', async () => {
    const { command } = await atWork();
    for (const [words, said] of [
      [['audit', '--who', 'nobody'], '--who is "nobody"'],
      [['failures', '--cause', 'x'], '--cause is "x"'],
      [['pending', '--type', 'X'], '--type is "X"'],
      [['alarms', '--state', 'x'], '--state is "x"'],
      [['holds', '--lead', 'phone:x'], '--lead is "phone:x"'],
      [['explain', '--lead', 'phone:x'], '--lead is "phone:x"'],
      [['preview', 'call', '--lead', 'phone:x'], '--lead is "phone:x"'],
      [['simulate', '--phone', 'x'], '--phone is "x"'],
      [['forget'], 'with --phone or with --lead'],
      [['flush'], 'Name at least one of --lead, --workflow, --endpoint, --type.'],
      [['explain', '--limit', '99999999999999999999'], 'from 1 to 100000'],
      [['explain', '01J', '--lead', '1'], '[ID_AND_OPTIONS]'],
      [['flush', '01J', '--lead', '1'], '[ID_AND_OPTIONS]'],
      [['holds', 'flush', '01J', '--lead', '1'], '[ID_AND_OPTIONS]'],
      [['config', 'diff', 'new.json', '--revision', '1'], '[FILE_AND_REVISION]'],
    ] as const) {
      const { code, stdout, stderr } = await command(words);
      expect({ words, code, stdout }).toEqual({ words, code: 1, stdout: '' });
      expect({ words, stderr }).toEqual({ words, stderr: expect.stringContaining(said) });
    }
  });

  it('is told where a time ends before it begins, also where nothing says when it begins', async () => {
    const { command } = await atWork();
    for (const words of [
      ['simulate', '--since', '2026-11-20', '--until', '2026-11-19'],
      ['simulate', '--until', '2020-01-01'],
      ['audit', '--since', '2026-11-20', '--until', '2026-11-18'],
    ]) {
      const { code, stdout, stderr } = await command(words);
      expect({ words, code, stdout }).toEqual({ words, code: 1, stdout: '' });
      expect(stderr).toContain('[SPAN_BACKWARDS]');
    }
  });

  it('is told where an option or an argument is empty: it does not count as left out', async () => {
    const { command } = await atWork();
    for (const [words, what] of [
      [['explain', '--lead', ''], '--lead is empty'],
      [['pending', '--workflow', ' '], '--workflow is empty'],
      [['simulate', '--lead='], '--lead is empty'],
      [['holds', '--lead', '', 'flush', '01J'], '--lead is empty'],
      [['flush', ''], '<action> is empty'],
      [['quarantine', 'replay', '01J', ''], '<id> is empty'],
      [['pause', '--endpoint', ''], '--endpoint is empty'],
    ] as const) {
      const { code, stdout, stderr } = await command(words);
      expect({ words, code, stdout }).toEqual({ words, code: 1, stdout: '' });
      expect(stderr).toContain(what);
      expect(stderr).toContain('[EMPTY_OPTION]');
    }
  });

  it('is told where a file is a folder, in words', async () => {
    const { command, folder } = await atWork();
    for (const words of [
      ['simulate', '--config', folder],
      ['config', 'put', folder],
      ['config', 'diff', folder],
    ]) {
      const { code, stderr } = await command(words);
      expect({ words, code }).toEqual({ words, code: 1 });
      expect(stderr).toContain(`${folder} cannot be read: it is a folder`);
      expect(stderr).not.toContain('EISDIR');
    }
    const none = path.join(folder, 'none.json');
    expect((await command(['simulate', '--config', none])).stderr).toContain('there is no such file');
  });

  it('is told as a wrong key where HOST, PORT and CONNECT_API_KEY name a relay', async () => {
    const { relay } = await atWork();
    const elsewhere = dataFolder();
    const at = { HOST: '127.0.0.1', PORT: new URL(relay.url).port };
    const wrong = await connect(elsewhere, ['alarms'], {
      ...at,
      CONNECT_API_KEY: 'planted-key-of-another-relay',
    });
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain(`the relay at ${relay.url} does not take the API key`);
    expect(wrong.stderr).toContain('CONNECT_API_KEY');
    const none = await connect(elsewhere, ['alarms'], at);
    expect(none.stderr).toContain('asks for its API key, and none is known here');
    for (const { stderr } of [wrong, none]) {
      expect(stderr).toContain('[API_KEY_NEEDED]');
      expect(stderr).not.toMatch(/Authorization|Bearer|planted/);
    }
  });

  it('is told with the command that lists what there is', async () => {
    const { command } = await atWork();
    for (const [words, lists] of [
      [['quarantine', 'replay', '01J'], 'quarantine list'],
      [['replay', '01J'], 'failures --endpoint'],
      [['flush', '01J'], '-- pending'],
      [['run-now', '01J'], '-- pending'],
      [['holds', 'show', '01J'], '-- holds'],
      [['subscriptions', 'end', '01J'], '-- subscriptions'],
      [['alarms', 'acknowledge', 'none'], '-- alarms'],
      [['keys', 'revoke', 'none'], '-- keys list'],
      [['secret', 'delete', 'NONE'], '-- secret list'],
    ] as const) {
      const { code, stderr } = await command(words);
      expect({ words, code }).toEqual({ words, code: 1 });
      expect(stderr).toContain(`npm run connect -- `);
      expect({ words, stderr }).toEqual({ words, stderr: expect.stringContaining(lists) });
    }
  });

  it('is told of a field that nobody knows, with the likely one, and ends with 1', async () => {
    const { command } = await atWork();
    expect(await command(['uses', 'source_id'])).toMatchObject({
      code: 0,
      stdout: 'Nothing goes by source_id.\n',
    });
    const { code, stdout } = await command(['uses', 'phone_nummer']);
    expect(code).toBe(1);
    expect(stdout).toContain('Convoso has no field of this name');
    expect(stdout).toContain('Did you mean phone_number?');
  });
});

describe('what commands tell', () => {
  it('one of something is singular', async () => {
    const { relay, command, crm } = await atWork();
    await deliver(relay, callOf(1, 1));
    await crm.received(1);
    expect((await command(['simulate'])).stdout).toMatch(/^1 occurrence\. /);
  });

  it('explain tells every time by the clock of the account, also in what holds an action', async () => {
    const { relay, command } = await atWork();
    await command(['pause', '--endpoint', 'crm']);
    const id = await deliver(relay, callOf(1, 1));
    await eventually(async () =>
      expect((await command(['explain', id])).stdout).toContain('is paused since'),
    );
    const { stdout } = await command(['explain', id]);
    expect(stdout).toMatch(/the endpoint is paused since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d P[SD]T/);
    expect(stdout).not.toMatch(/\d\dT\d\d:\d\d:\d\d\.\d{3}Z/);
  });

  it('a test of an endpoint says that it is not repeated, and nothing of a retry that is not set', async () => {
    const { command, crm } = await atWork({ retry: 'safe' });
    for (const status of [503, 500]) {
      crm.behave(() => ({ status }));
      const { code, stdout } = await command(['test', 'crm']);
      expect(code).toBe(1);
      expect(stdout).toContain(`answered ${status}; a test is not repeated`);
      expect(stdout).not.toContain('retry is');
    }
  });

  it('a configuration that cannot be read is told alike wherever it is named', async () => {
    const { folder, command } = await atWork();
    const broken = path.join(folder, 'broken.json');
    writeFileSync(broken, '{');
    for (const words of [
      ['simulate', '--config', broken],
      ['config', 'put', broken, '--dry-run'],
    ])
      expect((await command(words)).stderr).toContain('[CONFIG_REFUSED]');
  });
});

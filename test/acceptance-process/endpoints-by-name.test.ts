import { describe, expect, it } from '@jest/globals';
import { config, endpoint } from '../support/config.js';
import { runRelay } from '../support/relay.js';
import { dataFolder } from './support/folders.js';
import { connect } from './support/relay-process.js';

const NOWHERE = { url: 'https://crm.example.test' };

async function relayBeside() {
  const folder = dataFolder();
  const endpoints = [
    endpoint('crm', NOWHERE, { name: 'CRM 404' }),
    endpoint('one', NOWHERE, { name: 'Twin' }),
    endpoint('two', NOWHERE, { name: 'Twin' }),
  ];
  const relay = await runRelay({ dataFolder: folder, config: config({ endpoints, workflows: [] }) });
  return { relay, folder };
}

describe('failures --doubtful', () => {
  it('refuses what it cannot be narrowed down by, rather than list all', async () => {
    const { folder } = await relayBeside();
    const { stderr, code } = await connect(folder, ['failures', '--doubtful', '--since', '2h']);
    expect(stderr).toContain('[ONLY_BY_ENDPOINT]');
    expect(code).toBe(1);
  });
});

describe('commands that take an endpoint', () => {
  it('take its name, which is what other commands show', async () => {
    const { folder } = await relayBeside();
    const told = async (...args: string[]) => {
      const { stdout, stderr } = await connect(folder, args);
      expect(stderr).toBe('');
      return stdout;
    };
    expect(await told('pause', '--endpoint', 'CRM 404')).toContain('The endpoint crm is paused');
    expect(await told('resume', '--endpoint', 'crm 404')).toContain('The endpoint crm is');
    expect(await told('pending', '--endpoint', 'CRM 404')).toContain('Nothing is pending.');
    expect(await told('replay', '--endpoint', 'CRM 404')).toContain(
      'Nothing of what was not delivered is meant.',
    );
    expect(await told('run', '--endpoint', 'CRM 404')).toContain(
      'Nothing of what was not delivered is meant.',
    );
    expect(await told('flush', '--endpoint', 'CRM 404')).toContain('Flushed 0 actions.');
    expect(await told('failures', '--doubtful', '--endpoint', 'CRM 404')).toBe(
      'Nothing that was delivered was answered as if it had failed.\n',
    );
  });

  it('take no name that two of them have, and say which ids they have', async () => {
    const { folder } = await relayBeside();
    const { stderr, code } = await connect(folder, ['pause', '--endpoint', 'Twin']);
    expect(stderr).toContain('Use the id of one: one ("Twin"), two ("Twin").');
    expect(stderr).toContain('[AMBIGUOUS_ENDPOINT]');
    expect(code).toBe(1);
  });
});

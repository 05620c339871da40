import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { config, endpoint, workflow } from '../support/config.js';
import { destination } from '../support/destination.js';
import { runRelay, tempFolder } from '../support/relay.js';
import { connect } from './support/relay-process.js';

/** A relay whose CRM takes nothing, and what came of one call. */
async function refused() {
  const crm = await destination(() => ({ status: 400, body: '{"message":"no"}' }));
  const dataFolder = tempFolder();
  const document = config({
    endpoints: [endpoint('crm', crm, { name: 'Our CRM' })],
    workflows: [
      workflow('all', ['crm'], { name: 'Every call' }),
      workflow('later', ['crm'], {
        name: 'Follow-up',
        actionSets: [
          {
            id: 's',
            schedule: { days: 1 },
            actions: [{ id: 'post', type: 'INTEGRATION', endpointId: 'crm' }],
          },
        ],
      }),
    ],
  });
  const relay = await runRelay({ config: document, dataFolder });
  const id = await relay.post(callOf(41));
  await relay.explainWhen(id, ({ actions }) => expect(actions[0]?.state).toBe('dead'));
  return (...args: string[]) => connect(dataFolder, args);
}

describe('the command line', () => {
  it('takes a workflow by its name, in a list also by how it begins, and in a change not', async () => {
    const cli = await refused();
    for (const workflowName of ['later', 'Follow-up', 'follow'])
      expect((await cli('pending', '--workflow', workflowName)).stdout).toContain('"post" of "Follow-up"');
    expect((await cli('flush', '--workflow', 'follow')).stderr).toContain('[UNKNOWN_WORKFLOW]');
    expect((await cli('flush', '--workflow', 'follow-up')).stdout).toBe('Flushed one action.\n');
  });

  it('switches a workflow, an action and an endpoint by their names, too', async () => {
    const cli = await refused();
    for (const [kind, name, id] of [
      ['workflow', 'follow-up', 'later'],
      ['action', 'Follow-up/post', 'later/post'],
      ['endpoint', 'Our CRM', 'crm'],
    ] as const) {
      expect((await cli('switch', kind, name, 'off')).stdout).toMatch(
        `The ${kind} ${name} is off: switched off by`,
      );
      expect((await cli('switch', kind, id, 'on')).stdout).toContain('is on: as the configuration says');
    }
    expect((await cli('switch', 'endpoint', 'Our', 'off')).stderr).toContain('UNKNOWN_ENDPOINT');
  });

  it('tells of a switch by the clock of the account', async () => {
    const cli = await refused();
    expect((await cli('switch', 'endpoint', 'crm', 'off')).stdout).toBe(
      'The endpoint crm is off: switched off by an operator at 2026-11-20 09:00:00 PST.\n',
    );
  });
});

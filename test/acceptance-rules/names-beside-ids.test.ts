import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { config, endpoint, workflow } from '../support/config.js';
import { destination } from '../support/destination.js';
import { runRelay } from '../support/relay.js';

/** A relay whose CRM takes nothing, and what came of one call. */
async function refused() {
  const crm = await destination(() => ({ status: 400, body: '{"message":"no"}' }));
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
  const relay = await runRelay({ config: document });
  const id = await relay.post(callOf(41));
  await relay.explainWhen(id, ({ actions }) => expect(actions[0]?.state).toBe('dead'));
  return relay;
}

describe('names stand beside ids', () => {
  it('in the list of dead letters, with whose they are and when they were due', async () => {
    const relay = await refused();
    expect(await relay.deadLetters()).toMatchObject([
      {
        workflowId: 'all',
        workflowName: 'Every call',
        actionId: 'crm',
        type: 'INTEGRATION',
        endpointId: 'crm',
        endpointName: 'Our CRM',
        date: '2026-11-20 09:00:00 PST',
        leadKey: 'lead:41',
        phone: '7735550167',
      },
    ]);
  });

  it.each(['logs', 'actions'])('in the CSV of %s', async (log) => {
    const relay = await refused();
    const [head = '', first = ''] = (await relay.api(`${log}?format=csv&limit=20`)).text.split('\r\n');
    expect(head).toMatch(/Workflow,Endpoint,.*,Workflow ID,Endpoint ID$/);
    expect(first).toMatch(/Every call,Our CRM,.*,all,crm$|Follow-up,Our CRM,.*,later,crm$/);
  });
});

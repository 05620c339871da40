import { describe, expect, it } from '@jest/globals';
import { parseConfig } from '@convoso-connect/core/config';
import { checkEndpoints } from '../../src/doctor/checks/endpoints.js';
import { SwitchBoard } from '../../src/switches/switch-board.js';

/** What the doctor says of two endpoints, of which a workflow sends to the first, while these are told to fail. */
function examined(failing: readonly string[]) {
  const endpoint = (id: string, name: string) => ({
    ...{ id, name, apiUrl: `https://${id}.example.test/`, requestMethod: 'POST', adaptorId: 'call' },
  });
  const actions = [{ id: 'post', type: 'INTEGRATION', endpointId: 'crm' }];
  const parsed = parseConfig({
    version: 1,
    adaptors: [{ id: 'call', fields: [{ section: 'lead', field: 'email', mappedTo: 'email' }] }],
    endpoints: [endpoint('crm', 'CRM'), endpoint('spare', 'Spare')],
    workflows: [
      { id: 'w', name: 'All', events: [{ type: 'DISPOSITION' }], actionSets: [{ id: 'now', actions }] },
    ],
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const { config } = parsed;
  const setUp = {
    config,
    workflows: config.workflows,
    switches: new SwitchBoard([]),
    failing: new Set(failing),
  };
  return checkEndpoints(setUp as never);
}

describe('the doctor', () => {
  it('does not say that nothing is broken while an endpoint that a workflow sends to fails', () => {
    expect(examined(['crm'])).toEqual([
      {
        standing: 'broken',
        message: 'the endpoint "CRM" fails',
        remedy: 'Since when, and why: npm run connect -- status',
      },
    ]);
  });

  it('leaves an endpoint alone that nothing is sent to', () => {
    expect(examined(['spare']).map(({ standing }) => standing)).toEqual(['fine']);
  });
});

import { describe, expect, it } from '@jest/globals';
import { parseConfig } from '@convoso-connect/core/config';
import { alarmPlaceTroubles } from '../../src/alarms/where-alarms-go.js';
import { SwitchBoard } from '../../src/switches/switch-board.js';

const url = { apiUrl: 'https://ops.example.test/', requestMethod: 'GET' };

/** What is wrong with where alarms go, in such a set-up. */
function troubles(
  alarms: object,
  {
    ops = {},
    sendsTo = 'crm',
    failing = [] as string[],
  }: { ops?: object; sendsTo?: string; failing?: string[] },
): string[] {
  const actions = [{ id: 'post', type: 'INTEGRATION', endpointId: sendsTo }];
  const parsed = parseConfig({
    version: 1,
    endpoints: [
      { id: 'crm', name: 'CRM', ...url },
      { id: 'ops', name: 'Ops', ...url, ...ops },
    ],
    workflows: [{ id: 'all', events: [{ type: 'DISPOSITION' }], actionSets: [{ id: 'now', actions }] }],
    settings: { email: { smtpUrl: { secretRef: 'env:SMTP' }, from: 'relay@example.test' }, alarms },
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed));
  const { config } = parsed;
  const known = { switches: new SwitchBoard([]), failing: new Set(failing) };
  return alarmPlaceTroubles(config, known).map(({ message }) => message);
}

describe('an endpoint that alarms are posted to', () => {
  it('is fine where nothing else goes to it, or they are mailed as well', () => {
    expect(troubles({ endpointId: 'ops' }, {})).toEqual([]);
    expect(troubles({ endpointId: 'crm', email: 'ops@example.test' }, {})).toEqual([]);
    expect(troubles({ email: 'ops@example.test' }, { failing: ['crm', 'ops'] })).toEqual([]);
  });

  it('that fails itself reaches nobody, and that it would is told before', () => {
    expect(troubles({ endpointId: 'crm' }, { failing: ['crm'] })).toEqual([
      'alarms are posted to the endpoint "CRM", which fails itself: nobody is told',
    ]);
    expect(troubles({ endpointId: 'crm' }, {})).toEqual([
      'alarms go to the endpoint "CRM" alone, which workflows send to as well: of its own outage nobody is told',
    ]);
  });

  it('that is switched off gets them all the same, which is told', () => {
    expect(troubles({ endpointId: 'ops' }, { ops: { active: false } })).toEqual([
      'alarms are posted to the endpoint "Ops", which is switched off: they go there all the same, and nothing else does',
    ]);
  });
});

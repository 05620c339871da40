import { describe, expect, it } from '@jest/globals';
import { parseConfig, parseParts } from '../../src/config/index.js';

const ADAPTOR = { id: 'adaptor', fields: [{ field: 'callLog.status', mappedTo: 'outcome' }] };
const ENDPOINT = {
  id: 'crm',
  apiUrl: 'https://crm.example.test/calls',
  requestMethod: 'POST',
  adaptorId: 'adaptor',
  responseDataType: 'JSON',
  responseKey: 'id',
  direction: 'outbound',
};
const RULE = { id: 'rule', events: [{ type: 'DISPOSITION', values: ['SALE'] }] };

const PARTS: readonly (readonly [what: string, parts: object])[] = [
  ['rules', { account: { timeZone: 'America/Denver' }, workflows: [RULE] }],
  ['rules without events', { workflows: [{ id: 'rule' }] }],
  ['rules that are misspelt', { workflows: [{ ...RULE, performActonOn: 5 }] }],
  ['an adaptor', { adaptors: [ADAPTOR] }],
  ['an endpoint', { adaptors: [ADAPTOR], endpoints: [ENDPOINT] }],
  ['an endpoint by its defaults', { endpoints: [{ id: 'crm', apiUrl: 'https://crm.example.test/calls' }] }],
  ['an endpoint without its adaptor', { endpoints: [ENDPOINT] }],
  ['an endpoint without a protocol', { adaptors: [ADAPTOR], endpoints: [{ ...ENDPOINT, apiUrl: 'crm' }] }],
  [
    'an endpoint with short secrets',
    { adaptors: [ADAPTOR], endpoints: [{ ...ENDPOINT, authorizationHeader: 'X-Key: ab' }] },
  ],
  ['a header that is none', { adaptors: [ADAPTOR], endpoints: [{ ...ENDPOINT, authorizationHeader: 'x' }] }],
  [
    'HubSpot without an e-mail',
    { adaptors: [ADAPTOR], endpoints: [{ ...ENDPOINT, apiIntegrator: 'hubspot-v3' }] },
  ],
  ['a zone that is none', { account: { timeZone: 'nowhere' } }],
];

describe('a document that a form makes', () => {
  it.each(PARTS)('is read, refused and warned about as by a relay: %s', (_what, parts) => {
    const input = { version: 1, ...parts };
    const form = parseParts(input);
    const relay = parseConfig(input);
    expect(form.ok).toBe(relay.ok);
    if (!form.ok || !relay.ok) {
      const told = relay.ok
        ? []
        : relay.problems.map(({ tightened: _mark, part: _part, ...problem }) => problem);
      expect(form.ok ? [] : form.problems).toEqual(told);
      return;
    }
    const { account, adaptors, endpoints, workflows } = relay.config;
    expect(form.config).toEqual({
      account: { timeZone: account.timeZone },
      adaptors,
      endpoints,
      workflows,
    });
    const warned = relay.warnings.map(({ part: _part, ...warning }) => warning);
    expect(form.warnings).toEqual(warned.filter(({ path }) => !path.startsWith('workflows')));
  });

  it('has no actions, hooks and settings', () => {
    const parts = { workflows: [{ ...RULE, actionSets: [] }], hooks: [], settings: {} };
    const read = parseParts({ version: 1, ...parts });
    expect(read.ok ? [] : read.problems.map(({ code }) => code)).toEqual([
      'UNKNOWN_KEY',
      'UNKNOWN_KEY',
      'UNKNOWN_KEY',
    ]);
  });
});

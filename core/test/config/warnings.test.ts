import { describe, expect, it } from '@jest/globals';
import { sampleWith, warningsIn } from './sample.js';

interface Case {
  readonly what: string;
  readonly plant: Readonly<Record<string, unknown>>;
  readonly path: string;
  readonly code: string;
  readonly value: string;
}

const CASES: readonly Case[] = [
  {
    what: 'an endpoint that nothing is sent to',
    plant: { 'endpoints[0].direction': 'inbound', workflows: [] },
    path: 'endpoints[0].direction',
    code: 'INBOUND_ENDPOINT',
    value: '"inbound"',
  },
  {
    what: 'plain http',
    plant: { 'endpoints[0].apiUrl': 'http://crm.example.test/calls?src=convoso' },
    path: 'endpoints[0].apiUrl',
    code: 'PLAIN_HTTP',
    value: '"http://crm.example.test/calls?[masked]"',
  },
  {
    what: 'a credential in the API URL',
    plant: { 'endpoints[0].apiUrl': 'https://crm.example.test/start?src=a&Token=planted' },
    path: 'endpoints[0].apiUrl',
    code: 'CREDENTIAL_IN_URL',
    value: 'Token=[masked]',
  },
  {
    what: 'a credential in the document: the query',
    plant: { 'endpoints[0].apiAuthentication': 'api_key=planted' },
    path: 'endpoints[0].apiAuthentication',
    code: 'INLINE_SECRET',
    value: '[masked]',
  },
  {
    what: 'a credential in the document: the headers',
    plant: {
      'endpoints[0].authorizationHeader': 'Content-Type: application/json|Authorization: OAuth planted',
    },
    path: 'endpoints[0].authorizationHeader',
    code: 'INLINE_SECRET',
    value: '[masked]',
  },
  {
    what: 'a credential in the document: the hook',
    plant: { 'hooks[0].secret': 'planted' },
    path: 'hooks[0].secret',
    code: 'INLINE_SECRET',
    value: '[masked]',
  },
  {
    what: 'a header that is not sent',
    plant: { 'endpoints[0].authorizationHeader': 'Content-length: 0' },
    path: 'endpoints[0].authorizationHeader',
    code: 'HEADER_DROPPED',
    value: '[masked]',
  },
  {
    what: 'a hook without a secret',
    plant: { 'hooks[0].secret': undefined },
    path: 'hooks[0].secret',
    code: 'HOOK_WITHOUT_SECRET',
    value: 'nothing',
  },
  {
    what: 'two rows with one destination',
    plant: { 'adaptors[0].fields[2].mappedTo': 'called_at, contact_email' },
    path: 'adaptors[0].fields[2].mappedTo',
    code: 'SHARED_DESTINATION',
    value: '"contact_email"',
  },
  {
    what: 'a field that Convoso does not have',
    plant: { 'adaptors[0].fields[0].field': 'call_log_ids' },
    path: 'adaptors[0].fields[0].field',
    code: 'UNKNOWN_FIELD',
    value: '"call_log_ids"',
  },
  {
    what: 'a default on a field that Convoso fills',
    plant: { 'adaptors[0].fields[0].defaultValue': '0' },
    path: 'adaptors[0].fields[0].defaultValue',
    code: 'DEFAULT_ON_SYSTEM_FIELD',
    value: '"0"',
  },
  {
    what: 'ids that all makes useless',
    plant: { 'workflows[0].relation.all': true },
    path: 'workflows[0].relation.ids',
    code: 'RELATION_IDS_IGNORED',
    value: '111',
  },
  {
    what: 'events that are lost outside hours',
    plant: { 'workflows[0].ignoreOutsideHours': { window: '9-5' } },
    path: 'workflows[0].ignoreOutsideHours',
    code: 'EVENTS_OUTSIDE_HOURS_LOST',
    value: '9-5',
  },
  {
    what: 'guessed flags of statuses',
    plant: { 'workflows[0].stopIf': { type: 'finalStatus' }, statuses: [] },
    path: 'workflows[0].stopIf.type',
    code: 'STATUS_FLAGS_GUESSED',
    value: 'finalStatus',
  },
  {
    what: 'a workflow without actions',
    plant: { 'workflows[0].actionSets': [{ id: 'now', actions: [] }] },
    path: 'workflows[0].actionSets',
    code: 'WORKFLOW_WITHOUT_ACTIONS',
    value: 'nothing',
  },
  {
    what: 'a zone that has no effect',
    plant: { 'workflows[0].actionSets[0].actions[0].schedule': { timeZone: 'lead' } },
    path: 'workflows[0].actionSets[0].actions[0].schedule.timeZone',
    code: 'SCHEDULE_ZONE_UNUSED',
    value: 'lead',
  },
];

describe('a warning', () => {
  it.each(CASES)('is given for $what', ({ plant, path, code, value }) => {
    const warnings = warningsIn(sampleWith(plant));
    expect(warnings).toEqual([
      { code, path, value, message: expect.stringMatching(/\.$/), remedy: expect.stringMatching(/./) },
    ]);
    expect(JSON.stringify(warnings)).not.toContain('planted');
  });

  it.each([
    ['harmless headers in the document', { 'endpoints[0].authorizationHeader': 'Accept: application/json' }],
    ['a blank authentication', { 'endpoints[0].apiAuthentication': '' }],
    ['a hook that is open to any address', { 'hooks[0].allowFrom': [] }],
    [
      'a custom field of any name',
      { 'adaptors[0].fields[0]': { section: 'custom', field: 'mine', mappedTo: 'a' } },
    ],
    [
      'reached statuses by the own table of the account',
      { 'workflows[0].stopIf': { type: 'reachedStatus' } },
    ],
  ])('is not given for %s', (_, plant) => {
    expect(warningsIn(sampleWith(plant))).toEqual([]);
  });

  it('names the field that was meant', () => {
    const input = sampleWith({ 'adaptors[0].fields[0].field': 'call_log_ids' });
    expect(warningsIn(input)[0]?.remedy).toBe('Did you mean "call_log_id"?');
  });
});

import { describe, expect, it } from '@jest/globals';
import { sample, sampleWith, warningsIn } from './sample.js';

interface Case {
  readonly what: string;
  readonly plant: Readonly<Record<string, unknown>>;
  readonly path: string;
  readonly code: string;
  readonly value: string;
  /** Codes of warnings that cannot be had without. */
  readonly besides?: readonly string[];
}

const ACTION = 'workflows[0].actionSets[0].actions[0]';

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
    what: 'a credential too short to be masked by value: in the API URL',
    plant: { 'endpoints[0].apiUrl': 'https://crm.example.test/start?token=plan' },
    path: 'endpoints[0].apiUrl',
    code: 'SHORT_SECRET',
    value: '[masked]',
    besides: ['CREDENTIAL_IN_URL'],
  },
  {
    what: 'a credential too short to be masked by value: the query',
    plant: { 'endpoints[0].apiAuthentication': 'pass=4455' },
    path: 'endpoints[0].apiAuthentication',
    code: 'SHORT_SECRET',
    value: '[masked]',
    besides: ['INLINE_SECRET'],
  },
  {
    what: 'a credential too short to be masked by value: the headers',
    plant: { 'endpoints[0].authorizationHeader': 'X-Sandbox: true|X-Api-Key: 1234567' },
    path: 'endpoints[0].authorizationHeader',
    code: 'SHORT_SECRET',
    value: '[masked]',
    besides: ['INLINE_SECRET'],
  },
  {
    what: 'a credential too short to be masked by value: the hook',
    plant: { 'hooks[0].secret': 'short' },
    path: 'hooks[0].secret',
    code: 'SHORT_SECRET',
    value: '[masked]',
    besides: ['INLINE_SECRET'],
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
    what: 'a status that is there in two spellings',
    plant: { 'statuses[1]': { status: 'sale', final: false } },
    path: 'statuses[1].status',
    code: 'STATUS_TWICE',
    value: '"sale"',
  },
  {
    what: 'a disposition that goes by its name',
    plant: { 'workflows[0].events[0].values': ['SALE', 'not interested'] },
    path: 'workflows[0].events[0].values[1]',
    code: 'STATUS_BY_NAME',
    value: '"not interested"',
  },
  {
    what: 'a status change by the name that the account gave the status',
    plant: {
      'statuses[1]': { status: 'HOT', name: 'Hot Lead' },
      'workflows[0].events[0]': { type: 'LEAD_STATUS', to: ['HOT'], from: ['Hot lead'] },
    },
    path: 'workflows[0].events[0].from[0]',
    code: 'STATUS_BY_NAME',
    value: '"Hot lead"',
  },
  {
    what: 'actions on no lead at all',
    plant: { 'workflows[0].performActionOn': 0 },
    path: 'workflows[0].performActionOn',
    code: 'NEVER_PERFORMED',
    value: '0',
  },
  {
    what: 'live calls of which no hook delivers the end',
    plant: { [`${ACTION}.skipIfLiveCall`]: true, 'hooks[0].occurrence': ['leadStatus'] },
    path: `${ACTION}.skipIfLiveCall`,
    code: 'END_OF_CALLS_UNSEEN',
    value: 'true',
  },
  {
    what: 'a hopper entry that lives for nobody knows how long',
    plant: { [ACTION]: { id: 'call', type: 'HOPPER' } },
    path: `${ACTION}.expiresInMinutes`,
    code: 'HOPPER_END_UNKNOWN',
    value: 'nothing',
  },
  {
    what: 'hours in which a hopper entry always outlives contact hours',
    plant: {
      [ACTION]: {
        id: 'call',
        type: 'HOPPER',
        expiresInMinutes: 300,
        schedule: { holdUntilHours: '5-9' },
      },
    },
    path: `${ACTION}.schedule.holdUntilHours`,
    code: 'HOURS_NEVER_MEET',
    value: '5-9',
  },
  {
    what: "hours of the action's set in which a callback always falls into the night",
    plant: {
      'workflows[0].actionSets[0].schedule': { holdUntilHours: '12-5' },
      [ACTION]: { id: 'call', type: 'CALLBACK', afterSeconds: 10 * 3600 },
    },
    path: 'workflows[0].actionSets[0].schedule.holdUntilHours',
    code: 'HOURS_NEVER_MEET',
    value: '12-5',
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
  it.each(CASES)('is given for $what', ({ plant, path, code, value, besides = [] }) => {
    const all = warningsIn(sampleWith(plant));
    const warnings = all.filter((warning) => !besides.includes(warning.code));
    expect(all.map((warning) => warning.code)).toEqual(expect.arrayContaining([...besides]));
    const isOfNamedPart = /^(?:adaptors|endpoints|workflows|hooks)\[/.test(path);
    const part = isOfNamedPart ? { part: expect.stringMatching(/^the \w+ "/) } : {};
    expect(warnings).toEqual([
      {
        code,
        path,
        value,
        ...part,
        message: expect.stringMatching(/\.$/),
        remedy: expect.stringMatching(/./),
      },
    ]);
    expect(JSON.stringify(warnings)).not.toContain('planted');
  });

  it.each([
    ['harmless headers in the document', { 'endpoints[0].authorizationHeader': 'Accept: application/json' }],
    ['a header that only sets something', { 'endpoints[0].authorizationHeader': 'X-Sandbox: true' }],
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
    ['a disposition of the account’s own', { 'workflows[0].events[0].values': ['HOT', 'warm-lead'] }],
    [
      'a code that is the name of another status',
      {
        'statuses[1]': { status: 'HOT', name: 'Sale' },
        'workflows[0].events[0].values': ['SALE'],
      },
    ],
    [
      'live calls of which a hook delivers the end',
      { [`${ACTION}.skipIfLiveCall`]: true, 'hooks[0].occurrence': ['leadStatus', 'termReason'] },
    ],
    ['live calls where no hook is set up', { [`${ACTION}.skipIfLiveCall`]: true, hooks: [] }],
    ['a limit that a workflow shares with none', { 'workflows[0].rateLimitScope': 'lead' }],
    [
      'a hopper entry that ends within contact hours at the latest',
      {
        [ACTION]: {
          id: 'call',
          type: 'HOPPER',
          expiresInMinutes: 239,
          schedule: { holdUntilHours: '5-9' },
        },
      },
    ],
    [
      'hours by a clock that may be far from the lead’s',
      {
        [ACTION]: {
          id: 'call',
          type: 'HOPPER',
          expiresInMinutes: 300,
          schedule: { holdUntilHours: '5-9', timeZone: 'account' },
        },
      },
    ],
    [
      'hours of an action that contacts nobody',
      { [`${ACTION}.schedule`]: { holdUntilHours: '5-9' }, 'settings.contactHours': { end: '12:00' } },
    ],
  ])('is not given for %s', (_, plant) => {
    expect(warningsIn(sampleWith(plant))).toEqual([]);
  });

  it('is given to each workflow whose limit is shared, and names the others', () => {
    const shared = (id: string) => ({ ...sample().workflows[0], id, name: id, rateLimitScope: 'lead' });
    const warnings = warningsIn(sampleWith({ workflows: [shared('sale'), shared('start')] }));
    expect(warnings.map(({ code, path }) => [code, path])).toEqual([
      ['RATE_LIMIT_SHARED', 'workflows[0].rateLimitScope'],
      ['RATE_LIMIT_SHARED', 'workflows[1].rateLimitScope'],
    ]);
    expect(warnings[0]?.message).toContain('"start"');
  });

  it('names the code of the status that was meant', () => {
    const input = sampleWith({ 'workflows[0].events[0].values': ['Not Interested'] });
    expect(warningsIn(input)[0]?.remedy).toBe('Write "NI".');
  });

  it('names the field that was meant', () => {
    const input = sampleWith({ 'adaptors[0].fields[0].field': 'call_log_ids' });
    expect(warningsIn(input)[0]?.remedy).toBe('Did you mean "call_log_id"?');
  });
});

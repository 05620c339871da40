import { describe, expect, it } from '@jest/globals';
import { accepted, problemsIn, sample, sampleWith, warningsIn } from './sample.js';

describe('the configuration document', () => {
  it('is accepted as the format describes it, without a warning', () => {
    const config = accepted(sample());
    expect(config).toMatchObject(sample());
    expect(warningsIn(sample())).toEqual([]);
  });

  it('is accepted where it uses the whole of the format', () => {
    const input = sampleWith({
      'adaptors[0].fields[2].dateFormat': 'Y-m-d\\TH:i:s',
      'endpoints[0].authorizationHeader': 'Content-type: application/json|Authorization: OAuth TOKEN',
    });
    expect(problemsIn(input)).toEqual([]);
  });

  it('needs nothing but its version', () => {
    expect(accepted({ version: 1 })).toEqual({
      version: 1,
      account: { id: 'main', timeZone: 'America/Los_Angeles' },
      statuses: [],
      adaptors: [],
      endpoints: [],
      workflows: [],
      hooks: [],
      settings: {
        egress: { allow: [] },
        intake: { maxBodyBytes: 1_048_576, answer: { success: true } },
        trustProxy: 0,
        retention: { days: 90, rows: 1_000_000, leadDays: 365, auditDays: 365 },
        contactHours: { start: '08:00', end: '21:00', stateRules: true, override: false },
        liveCallExpiresMinutes: 120,
        inspector: false,
        notifications: {},
        alarms: {},
      },
    });
  });

  it('gives every part its defaults', () => {
    const config = accepted({
      version: 1,
      statuses: [{ status: 'SALE' }],
      adaptors: [{ id: 'a', fields: [{ section: 'lead', field: 'email' }] }],
      endpoints: [{ id: 'post', apiUrl: 'https://crm.example.test/', requestMethod: 'POST', adaptorId: 'a' }],
      workflows: [
        {
          id: 'w',
          events: [{ type: 'DISPOSITION' }],
          actionSets: [{ id: 's', actions: [{ id: 'x', type: 'INTEGRATION', endpointId: 'post' }] }],
        },
      ],
      hooks: [{ id: 'main' }],
    });
    const noFlags = {
      final: false,
      reached: false,
      success: false,
      dnc: false,
      callback: false,
      contact: false,
      voicemail: false,
    };
    expect(config).toMatchObject({
      statuses: [{ status: 'SALE', name: 'SALE', ...noFlags }],
      adaptors: [
        {
          id: 'a',
          name: 'a',
          active: true,
          fields: [{ section: 'lead', field: 'email', mappedTo: '', literal: false }],
        },
      ],
      endpoints: [
        {
          id: 'post',
          name: 'post',
          active: true,
          direction: 'outbound',
          postDataType: 'RAW',
          responseDataType: 'JSON',
          apiIntegrator: 'none',
          delimiter: '',
          responseKey: '',
          retry: 'safe',
          giveUpAfterSeconds: 86_400,
          timeoutSeconds: 30,
          numbersAsNumbers: false,
        },
      ],
      workflows: [
        {
          id: 'w',
          name: 'w',
          active: true,
          relation: { type: 'campaign', ids: [], all: true },
          events: [{ type: 'DISPOSITION', include: 'all' }],
          stopIf: { type: 'never' },
          skipIfPending: false,
          performActionOn: 100,
          rateLimitScope: 'workflow',
          rateLimit: 9,
          actionSets: [{ id: 's', actions: [{ id: 'x', active: true, skipIfLiveCall: false }] }],
        },
      ],
      hooks: [{ id: 'main', allowFrom: [], fields: {}, occurrence: 'infer' }],
    });
    for (const absent of ['ignoreOutsideHours', 'orderGroup']) {
      expect({ ...config.workflows[0], ...config.endpoints[0] }).not.toHaveProperty(absent);
    }
  });

  it('reads a GET endpoint as outbound where a workflow calls it, else as inbound', () => {
    const get = { apiUrl: 'https://crm.example.test/', requestMethod: 'GET' };
    const config = accepted(
      sampleWith({
        'endpoints[1]': { id: 'called', ...get },
        'endpoints[2]': { id: 'idle', ...get },
        'endpoints[3]': { id: 'said', ...get, direction: 'outbound' },
        'workflows[0].actionSets[0].actions[0].endpointId': 'called',
      }),
    );
    expect(config.endpoints.map(({ id, direction }) => [id, direction])).toEqual([
      ['crm', 'outbound'],
      ['called', 'outbound'],
      ['idle', 'inbound'],
      ['said', 'outbound'],
    ]);
  });

  it('lets the ids of a scope count unless it says all', () => {
    const all = (relation: unknown) =>
      accepted(sampleWith({ 'workflows[0].relation': relation })).workflows[0]?.relation.all;
    expect(all({ type: 'list', ids: ['7'] })).toBe(false);
    expect(all({ type: 'list', ids: ['7'], all: true })).toBe(true);
    expect(all({ type: 'list' })).toBe(true);
  });

  it('reads ids and values that were typed as numbers as text', () => {
    const conditions = [{ field: 'called_count', operator: 'greater_than', value: 3 }];
    const [workflow] = accepted(
      sampleWith({
        'workflows[0].relation': { ids: [111] },
        'workflows[0].events': [{ type: 'LEAD_FIELDS_AND_CALL_DATA', conditions }],
      }),
    ).workflows;
    expect(workflow?.relation.ids).toEqual(['111']);
    expect(workflow?.events[0]).toMatchObject({ conditions: [{ value: '3' }] });
  });

  it('keeps outside names in records without a prototype', () => {
    const config = accepted(
      sampleWith({ 'hooks[0].fields': { 'lead mail': 'lead.email', toString: 'custom.a.b' } }),
    );
    const fields = config.hooks[0]?.fields;
    expect(Object.getPrototypeOf(fields)).toBeNull();
    expect(fields).toEqual(
      Object.assign(Object.create(null) as object, { 'lead mail': 'lead.email', toString: 'custom.a.b' }),
    );
    expect(Object.getPrototypeOf(config.settings.intake.answer)).toBeNull();
  });

  it('does not change what it is given', () => {
    const input = sample();
    accepted(input);
    expect(input).toEqual(sample());
  });
});

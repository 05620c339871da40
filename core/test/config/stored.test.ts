import { describe, expect, it } from '@jest/globals';
import { resolveSecrets, restoreConfig, storedConfig } from '../../src/config/index.js';
import { NO_SECRETS } from '../../src/secrets/known-secrets.js';
import { createMasker } from '../../src/secrets/index.js';
import { accepted, sample, sampleWith } from './sample.js';

const asItIs = (url: string) => url;
const PLANTED = 'planted-5e2a91';

const INLINE = {
  'account.authToken': PLANTED,
  'endpoints[0].apiAuthentication': `key=${PLANTED}`,
  'endpoints[0].authorizationHeader': `Authorization: Bearer ${PLANTED}`,
  'hooks[0].secret': PLANTED,
};

describe('a configuration as a revision keeps it', () => {
  it.each<[string, Record<string, unknown>]>([
    ['every part of the sample', {}],
    [
      'nothing but its version',
      {
        account: undefined,
        statuses: undefined,
        adaptors: undefined,
        endpoints: undefined,
        workflows: undefined,
        hooks: undefined,
        settings: undefined,
      },
    ],
    [
      'names and ids left out',
      {
        'endpoints[0].name': undefined,
        'workflows[0].name': undefined,
        'statuses[0].name': undefined,
        'adaptors[0].name': undefined,
      },
    ],
    ['numbers for ids', { 'workflows[0].relation.ids': [111, 112], 'workflows[0].relation.all': undefined }],
    ['a scope of all', { 'workflows[0].relation': undefined }],
    ['a GET that a workflow uses', { 'endpoints[0].requestMethod': 'GET' }],
    [
      'a hook with fields and kinds',
      {
        'hooks[0].fields': { 'voip.id': 'callLog.call_log_id', toString: 'custom.x.y' },
        'hooks[0].occurrence': ['callback'],
      },
    ],
    [
      'settings of its own',
      {
        settings: {
          egress: { allow: ['10.0.0.0/8', 'crm.internal:8080'] },
          intake: { maxBodyBytes: 10, answer: { ok: 1, '': null } },
          trustProxy: ['10.0.0.1'],
          inspector: true,
        },
      },
    ],
    [
      'a blank in place of a secret',
      { 'endpoints[0].apiAuthentication': '', 'endpoints[0].authorizationHeader': '  ' },
    ],
    [
      'conditions',
      {
        'workflows[0].events': [
          {
            type: 'LEAD_FIELDS_AND_CALL_DATA',
            conditions: [
              { field: 'called_count', operator: 'greater_than', value: 3 },
              { section: 'lead', field: 'city', operator: 'is_blank' },
            ],
          },
        ],
      },
    ],
  ])('comes back as it was: %s', (_what, changes) => {
    const config = accepted(sampleWith(changes));
    const { document, complete } = storedConfig(config, asItIs);
    expect(complete).toBe(true);
    expect(restoreConfig(document)).toEqual(config);
  });

  it('is the same revision when a relay starts on it again: the same document, byte for byte', () => {
    const unnamed = {
      'endpoints[0].name': undefined,
      'workflows[0].name': undefined,
      'statuses[0].name': undefined,
      'adaptors[0].name': undefined,
    };
    for (const changes of [{}, unnamed, INLINE, { 'endpoints[0].requestMethod': 'GET' }]) {
      const { document } = storedConfig(accepted(sampleWith(changes)), asItIs);
      expect(storedConfig(restoreConfig(document), asItIs).document).toBe(document);
    }
  });

  it('keeps references to secrets as they are', () => {
    const { document } = storedConfig(accepted(sample()), asItIs);
    for (const place of [
      'env:CONVOSO_AUTH_TOKEN',
      'env:CRM_QUERY',
      'file:/run/secrets/crm-headers',
      'env:HOOK_SECRET',
    ]) {
      expect(document).toContain(place);
    }
  });

  it.each(Object.entries(INLINE))(
    'holds no secret that was written into %s, and says that it is not complete',
    (path, secret) => {
      const config = accepted(sampleWith({ [path]: secret }));
      expect(JSON.stringify(config)).toContain(PLANTED);
      const { document, complete } = storedConfig(config, asItIs);
      expect(document).not.toContain(PLANTED);
      expect(complete).toBe(false);
    },
  );

  it('is a valid configuration still, which cannot run until its secrets are given again', () => {
    const config = accepted(sampleWith(INLINE));
    const restored = restoreConfig(storedConfig(config, asItIs).document);
    expect(restored.workflows).toEqual(config.workflows);
    const { ok, problems } = resolveSecrets(restored, () => undefined);
    expect(ok).toBe(false);
    expect(problems.map(({ path }) => path)).toEqual(Object.keys(INLINE));
  });

  it('holds no credential of an API URL', () => {
    const config = accepted(
      sampleWith({ 'endpoints[0].apiUrl': `https://crm.example.test/?token=${PLANTED}&src=convoso` }),
    );
    const masker = createMasker(NO_SECRETS);
    const { document, complete } = storedConfig(config, (url) => masker.url(url));
    expect(document).not.toContain(PLANTED);
    expect(document).toContain('src=convoso');
    expect(complete).toBe(false);
    expect(restoreConfig(document).workflows).toEqual(config.workflows);
  });

  it('leaves the running configuration as it was', () => {
    const config = accepted(sampleWith(INLINE));
    const before = JSON.stringify(config);
    storedConfig(config, () => 'https://masked.example.test/');
    expect(JSON.stringify(config)).toBe(before);
  });
});

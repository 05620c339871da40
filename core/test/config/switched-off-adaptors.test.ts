import { describe, expect, it } from '@jest/globals';
import { parseConfig } from '../../src/config/index.js';

const documentWith = (active: { adaptor: boolean; endpoint: boolean }) => ({
  version: 1,
  adaptors: [{ id: 'calls', active: active.adaptor, fields: [] }],
  endpoints: [
    {
      id: 'crm',
      active: active.endpoint,
      apiUrl: 'https://crm.example.test/',
      requestMethod: 'PUT',
      adaptorId: 'calls',
    },
  ],
});

const codes = (problems: readonly { code: string }[]) => problems.map(({ code }) => code);

describe('D12: an adaptor that is switched off', () => {
  it('is refused where an endpoint that is on uses it', () => {
    const parsed = parseConfig(documentWith({ adaptor: false, endpoint: true }));
    expect(parsed.ok ? [] : codes(parsed.problems)).toEqual(['ADAPTOR_SWITCHED_OFF']);
  });

  it('may stand where nothing that is on uses it', () => {
    expect(parseConfig(documentWith({ adaptor: false, endpoint: false })).ok).toBe(true);
    expect(parseConfig(documentWith({ adaptor: true, endpoint: true })).ok).toBe(true);
  });

  it('that an earlier version accepted still loads, with a warning', () => {
    const earlier = parseConfig(documentWith({ adaptor: true, endpoint: true }));
    if (!earlier.ok) throw new Error('the document is good');
    const [adaptor] = earlier.config.adaptors;
    if (adaptor === undefined) throw new Error('the adaptor is there');
    const accepted = { ...earlier.config, adaptors: [{ ...adaptor, active: false }] };
    const parsed = parseConfig(documentWith({ adaptor: false, endpoint: true }), { accepted });
    expect({ ok: parsed.ok, warnings: codes(parsed.warnings) }).toMatchObject({
      ok: true,
      warnings: expect.arrayContaining(['ADAPTOR_SWITCHED_OFF']),
    });
  });
});

describe('D7: an endpoint with PUT, PATCH or DELETE', () => {
  it.each(['PUT', 'PATCH', 'DELETE'])(
    '%s needs an adaptor, as POST does, and is outbound',
    (requestMethod) => {
      const endpoint = { id: 'crm', apiUrl: 'https://crm.example.test/', requestMethod };
      const without = parseConfig({ version: 1, endpoints: [endpoint] });
      expect(without.ok ? [] : codes(without.problems)).toEqual(['POST_WITHOUT_ADAPTOR']);
      const parsed = parseConfig({
        version: 1,
        adaptors: [{ id: 'calls' }],
        endpoints: [{ ...endpoint, adaptorId: 'calls' }],
      });
      expect(parsed.ok && parsed.config.endpoints[0]?.direction).toBe('outbound');
    },
  );
});

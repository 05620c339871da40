import { describe, expect, it } from '@jest/globals';
import { parseConfig, restoreConfig } from '../../src/config/index.js';
import { ambiguousHost } from '../../src/endpoint/ambiguous-host.js';
import { urlFault } from '../../src/endpoint/url-fault.js';
import { problemsIn, sampleWith } from '../config/sample.js';

describe('an address whose host programs do not agree on', () => {
  it.each([
    'http://127.0.0.1:1\\@crm.example.test/',
    'https://crm.example.test\\.evil.example.test/',
    'https://crm.example.test/a\\b',
    'https:///crm.example.test/',
    'http://2130706433/',
    'http://127.1/',
    'http://0x7f000001/',
    'http://0177.0.0.1/',
    'http://%31%32%37.0.0.1/',
    'https://crm%2eexample.test/',
    'https://crm。example.test/',
    'https://crm.example．test/',
    'https://ⓒrm.example.test/',
    'https://\u212arm.example.test/',
    'https://crm\u00ad.example.test/',
    'https://bu\u0308cher.example.test/',
  ])('%s is refused', (apiUrl) => {
    expect(urlFault(apiUrl)).toBeNull();
    expect(ambiguousHost(apiUrl)).toMatchObject({ code: 'AMBIGUOUS_HOST' });
    expect(problemsIn(sampleWith({ 'endpoints[0].apiUrl': apiUrl }))).toEqual([
      expect.objectContaining({ code: 'AMBIGUOUS_HOST', path: 'endpoints[0].apiUrl', tightened: true }),
    ]);
  });

  it.each([
    'https://crm.example.test/calls?back=\\',
    'HTTPS://CRM.Example.Test:443',
    'https://crm.example.test.',
    'https://crm_1.example.test/@x',
    'https://bücher.example.test/',
    'https://xn--bcher-kva.example.test/',
    'https://конвосо.example.test/',
    'http://127.0.0.1:4780/inspect',
    'http://[::1]:4780/',
    'http://[::ffff:127.0.0.1]/',
    'http://localhost',
    ' https://crm.example.test/%2e%2e/{secret:x} ',
  ])('%s is not one', (apiUrl) => {
    expect(urlFault(apiUrl)).toBeNull();
    expect(ambiguousHost(apiUrl)).toBeNull();
  });

  it.each(['http://127.1/in', 'http://127.0.0.1:1\\x/in?token=Planted-5a'])(
    'C12: %s that was accepted before still loads, with a warning that shows no secret',
    (apiUrl) => {
      const changes = { 'endpoints[0].apiUrl': apiUrl, 'endpoints[0].apiAuthentication': undefined };
      const kept = apiUrl.replace('Planted-5a', '[masked]');
      const before = restoreConfig(JSON.stringify(sampleWith({ ...changes, 'endpoints[0].apiUrl': kept })));
      const parsed = parseConfig(sampleWith(changes), { accepted: before });
      expect(parsed.ok && parsed.config.endpoints[0]?.apiUrl).toBe(apiUrl);
      const tightened = parsed.warnings.filter((warning) => warning.tightened);
      expect(tightened.map(({ code }) => code)).toEqual(['AMBIGUOUS_HOST']);
      expect(JSON.stringify(parsed.warnings)).not.toContain('Planted');
    },
  );
});

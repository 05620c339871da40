import { describe, expect, it } from '@jest/globals';
import {
  knownSecrets,
  listSecrets,
  maskConfig,
  parseConfig,
  resolveSecrets,
  restoreConfig,
  storedConfig,
  type ResolvedConfig,
} from '../../src/config/index.js';
import { createMasker, urlAsWritten } from '../../src/index.js';
import { accepted, problemsIn, sampleWith, warningsIn } from './sample.js';

const SLACK = 'https://hooks.slack.com/services/{secret:path}';
const AZURE = 'https://crm.example.test/in?code={secret:code}&src=convoso#{secret:code}';
const REFERENCE = { secretRef: 'env:URL_PART' };

const endpoint = (apiUrl: string, secrets?: Record<string, unknown>) => ({
  'endpoints[0].apiUrl': apiUrl,
  'endpoints[0].secrets': secrets,
});

function resolvedWith(apiUrl: string, name: string, text: string): ResolvedConfig {
  const config = accepted(sampleWith(endpoint(apiUrl, { [name]: REFERENCE })));
  const resolved = resolveSecrets(config, ({ secretRef }) =>
    secretRef === REFERENCE.secretRef ? text : 'other-secret: of 1',
  );
  if (!resolved.ok) throw new Error(resolved.problems.map(({ code }) => code).join());
  return resolved.config;
}

describe('a secret part of an API URL', () => {
  it.each([
    [SLACK, 'path', 'T0/B0/Planted-5a', 'https://hooks.slack.com/services/T0/B0/Planted-5a'],
    [
      AZURE,
      'code',
      'Planted%2F5b==',
      'https://crm.example.test/in?code=Planted%2F5b==&src=convoso#Planted%2F5b==',
    ],
    ['https://crm.example.test/a{secret:x}b/{secret:x}', 'x', '1', 'https://crm.example.test/a1b/1'],
  ])('%s is filled in where the request goes, as it is', (apiUrl, name, text, filled) => {
    expect(resolvedWith(apiUrl, name, text).endpoints[0]).toMatchObject({
      apiUrl: filled,
      writtenUrl: apiUrl,
      secrets: { [name]: text },
    });
  });

  it('is one of the secrets of the configuration, wherever those are listed', () => {
    const config = accepted(sampleWith(endpoint(SLACK, { path: REFERENCE })));
    expect(listSecrets(config)).toContainEqual({ path: 'endpoints[0].secrets.path', secret: REFERENCE });
  });

  it.each(['T0/B0/Planted-5a', 'Planted%2F5b==', 'Planted/5b=='])(
    '%s is masked wherever it comes back, as a whole and by its last segment',
    (text) => {
      const masker = createMasker(knownSecrets(resolvedWith(AZURE, 'code', text)));
      for (const form of [text, decodeURIComponent(text), encodeURIComponent(text), JSON.stringify(text)]) {
        expect(masker.text(`no such hook: ${form}!`)).not.toContain('5');
      }
      const last = text.split('/').at(-1) ?? '';
      expect(masker.text(last.length < 6 ? '' : `unknown ${last}`)).not.toContain(last);
    },
  );

  it.each([SLACK, AZURE, 'https://crm.example.test/?token={secret:path}&k={secret:code}'])(
    'of %s is shown, stored and read again by its name',
    (apiUrl) => {
      const config = accepted(sampleWith(endpoint(apiUrl, { path: REFERENCE, code: REFERENCE })));
      expect(maskConfig(config).endpoints[0]?.apiUrl).toBe(apiUrl);
      const masker = createMasker({ values: [], queryParts: [] });
      const { document, complete } = storedConfig(config, (url) => masker.url(url));
      expect(complete).toBe(true);
      expect(restoreConfig(document)).toEqual(config);
    },
  );

  it('is shown by its name in the address of a request, however short it is', () => {
    const [of] = resolvedWith('https://a.example.test/a/{secret:x}?y={secret:x}', 'x', 'a').endpoints;
    if (of === undefined) throw new Error('there is no endpoint');
    expect(urlAsWritten(`${of.apiUrl}&k=v`, of)).toBe('https://a.example.test/a/{secret:x}?y={secret:x}&k=v');
    expect(urlAsWritten('https://elsewhere.example.test/a', of)).toBe('https://elsewhere.example.test/a');
  });

  it('is no warning, where the same written out is one', () => {
    const codes = (apiUrl: string) =>
      warningsIn(sampleWith(endpoint(apiUrl, { path: REFERENCE, code: REFERENCE }))).map(({ code }) => code);
    expect(codes(`${SLACK}?token={secret:code}`)).toEqual([]);
    expect(codes('https://hooks.slack.com/services/T0/{secret:path}?x={secret:code}')).toEqual([]);
    const written = warningsIn(sampleWith(endpoint('https://hooks.slack.com/services/T0/B0/Planted-5a')));
    expect(written).toEqual([
      expect.objectContaining({
        code: 'SECRET_ADDRESS',
        value: 'https://hooks.slack.com/services/[masked]',
      }),
    ]);
  });

  it('is warned about where it stands in the document itself, or nowhere in the address', () => {
    const warnings = warningsIn(sampleWith(endpoint(SLACK, { path: 'Planted-5a', other: REFERENCE })));
    expect(warnings.map(({ code, path, value }) => [code, path, value])).toEqual([
      ['SECRET_PART_NOT_USED', 'endpoints[0].secrets.other', '[masked]'],
      ['INLINE_SECRET', 'endpoints[0].secrets.path', '[masked]'],
    ]);
  });
});

describe('what cannot be a secret part', () => {
  it.each<[what: string, apiUrl: string, secrets: Record<string, unknown> | undefined, code: string]>([
    ['one that nothing names', SLACK, undefined, 'UNKNOWN_SECRET_PART'],
    ['one of another name', SLACK, { paths: REFERENCE }, 'UNKNOWN_SECRET_PART'],
    ['one without a name', 'https://crm.example.test/{secret:}', {}, 'UNKNOWN_SECRET_PART'],
    ['one that every object has', 'https://crm.example.test/{secret:toString}', {}, 'UNKNOWN_SECRET_PART'],
    ['a name that is none', SLACK, { path: REFERENCE, 'a b': REFERENCE }, 'BAD_SECRET_PART_NAME'],
    ['the host', 'https://{secret:path}/in', { path: REFERENCE }, 'BAD_URL'],
    ['a part of the host', 'https://crm.example.test{secret:path}/in', { path: REFERENCE }, 'BAD_URL'],
    ['the port', 'https://crm.example.test:{secret:path}/in', { path: REFERENCE }, 'BAD_URL'],
    ['the user', 'https://{secret:path}@crm.example.test', { path: REFERENCE }, 'URL_WITH_CREDENTIALS'],
    ['the protocol', '{secret:path}://crm.example.test', { path: REFERENCE }, 'URL_WITHOUT_PROTOCOL'],
    ['text with a blank', SLACK, { path: 'Planted 5a' }, 'NO_PART_OF_URL'],
    ['text with a #', SLACK, { path: 'Planted#5a' }, 'NO_PART_OF_URL'],
    ['nothing', SLACK, { path: ' ' }, 'EMPTY_VALUE'],
    ['a number', SLACK, { path: 1234567890 }, 'WRONG_TYPE'],
  ])('%s', (_what, apiUrl, secrets, code) => {
    const problems = problemsIn(sampleWith(endpoint(apiUrl, secrets)));
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    expect(JSON.stringify(problems)).not.toMatch(/Planted|1234567890/);
  });

  it.each(['Planted 5a', 'Planted\n5a', 'Planted#5a', 'Planted\\5a', '../Planted5a', 'Planted/%2E/5a', '..'])(
    '%j is refused when it is kept elsewhere, too, and not shown',
    (text) => {
      const config = accepted(sampleWith(endpoint(SLACK, { path: REFERENCE })));
      const resolved = resolveSecrets(config, () => text);
      expect(resolved.problems.map(({ code, path }) => [code, path])).toContainEqual([
        'NO_PART_OF_URL',
        'endpoints[0].secrets.path',
      ]);
      expect(JSON.stringify(resolved)).not.toContain('Planted');
    },
  );

  it('is told with how to give it where there is nothing behind the reference', () => {
    const config = accepted(sampleWith(endpoint(SLACK, { path: { secretRef: 'store:SLACK' } })));
    const { problems } = resolveSecrets(config, ({ secretRef }) =>
      secretRef === 'store:SLACK' ? undefined : 'other-secret: of 1',
    );
    expect(problems).toEqual([
      expect.objectContaining({
        code: 'MISSING_SECRET',
        path: 'endpoints[0].secrets.path',
        remedy: expect.stringContaining('npm run connect -- secret set SLACK'),
      }),
    ]);
  });

  it('has a name that changes no object', () => {
    const secrets = JSON.parse('{"path":"Planted-5a","__proto__":"Planted-5b"}') as Record<string, unknown>;
    expect(problemsIn(sampleWith(endpoint(SLACK, secrets))).map(({ path }) => path)).toEqual([
      'endpoints[0].secrets.__proto__',
    ]);
  });

  it('was text like any other before, and still loads as that', () => {
    const text = 'https://crm.example.test/{secret:x}';
    const before = restoreConfig(JSON.stringify(sampleWith(endpoint(text))));
    const parsed = parseConfig(sampleWith(endpoint(text)), { accepted: before });
    expect(parsed.warnings.map(({ code }) => code)).toEqual(['UNKNOWN_SECRET_PART']);
    const resolved = parsed.ok ? resolveSecrets(parsed.config, () => 'other-secret: of 1') : null;
    expect(resolved?.config?.endpoints[0]?.apiUrl).toBe(text);
  });
});

import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  formatProblem,
  knownSecrets,
  listSecrets,
  maskConfig,
  parseConfig,
  parseConfigText,
  resolveSecrets,
  type SecretRef,
} from '../../src/config/index.js';
import { accepted, sample, sampleWith } from './sample.js';

/** Every place that can hold a secret, and how a text in it is written there. */
const PLACES: readonly (readonly [path: string, write: (secret: string) => unknown])[] = [
  ['account.authToken', (secret) => secret],
  ['endpoints[0].apiAuthentication', (secret) => `api_key=${secret}`],
  ['endpoints[0].apiAuthentication', (secret) => secret],
  ['endpoints[0].authorizationHeader', (secret) => `Authorization: Bearer ${secret}`],
  ['endpoints[0].authorizationHeader', (secret) => `Authorization: Bearer ${secret}\r\nX: 1`],
  ['endpoints[0].authorizationHeader', (secret) => `${secret}: Authorization`],
  ['endpoints[0].authorizationHeader', (secret) => `Host: ${secret}`],
  ['endpoints[0].apiUrl', (secret) => `https://crm.example.test/?token=${secret}&a=1`],
  ['endpoints[0].apiUrl', (secret) => `crm.example.test/?id=${secret}`],
  ['endpoints[0].apiUrl', (secret) => `https://user:${secret}@crm.example.test/`],
  ['hooks[0].secret', (secret) => secret],
  [
    'settings.email',
    (secret) => ({ smtpUrl: `smtps://connect:${secret}@mail.example.test`, from: 'a@example.test' }),
  ],
  ['settings.email', (secret) => `smtps://connect:${secret}@mail.example.test`],
  ['settings.signing', (secret) => ({ secret })],
  ['settings.signing', (secret) => secret],
];

/** What people get wrong around a secret. */
const DISTORTIONS: readonly ((secret: unknown) => unknown)[] = [
  (secret) => secret,
  (secret) => [secret],
  (secret) => ({ secretRef: secret }),
  (secret) => ({ secret }),
  (secret) => ({ secretRef: { env: secret } }),
];

const secretText = fc.stringMatching(/^[A-Za-z\d]{4}-planted-[A-Za-z\d]{4}$/);

describe('secrets', () => {
  it('are listed from every place, references and inline ones', () => {
    const config = accepted(sampleWith({ 'hooks[0].secret': 'inline' }));
    expect(listSecrets(config)).toEqual([
      { path: 'account.authToken', secret: { secretRef: 'env:CONVOSO_AUTH_TOKEN' } },
      { path: 'endpoints[0].apiAuthentication', secret: { secretRef: 'env:CRM_QUERY' } },
      { path: 'endpoints[0].authorizationHeader', secret: { secretRef: 'file:/run/secrets/crm-headers' } },
      { path: 'hooks[0].secret', secret: 'inline' },
    ]);
    const withMail = {
      ...config,
      settings: { ...config.settings, email: { smtpUrl: 'smtp://a', from: 'a' }, signing: { secret: 'b' } },
    };
    expect(listSecrets(withMail).map(({ path }) => path)).toEqual(
      expect.arrayContaining(['settings.email.smtpUrl', 'settings.signing.secret']),
    );
    expect(listSecrets(accepted(sampleWith({ 'endpoints[0].apiAuthentication': ' ' })))).toHaveLength(3);
  });

  it('are resolved to their texts', () => {
    const resolve = ({ secretRef }: SecretRef) =>
      secretRef === 'file:/run/secrets/crm-headers' ? 'X-Api-Key: abc' : `value of ${secretRef}`;
    const resolved = resolveSecrets(accepted(sampleWith({ 'hooks[0].secret': 'inline' })), resolve);
    expect(resolved).toMatchObject({
      ok: true,
      problems: [],
      config: {
        account: { id: 'main', authToken: 'value of env:CONVOSO_AUTH_TOKEN' },
        endpoints: [
          { id: 'crm', apiAuthentication: 'value of env:CRM_QUERY', authorizationHeader: 'X-Api-Key: abc' },
        ],
        hooks: [{ id: 'main', secret: 'inline' }],
        settings: { trustProxy: 0 },
      },
    });
  });

  it.each([undefined, '', ' \n'])(
    'that lead nowhere (%j) leave no configuration, and say each where',
    (nothing) => {
      const resolved = resolveSecrets(accepted(sample()), ({ secretRef }) =>
        secretRef.startsWith('env:CONVOSO') ? 'known' : nothing,
      );
      expect(resolved).toMatchObject({ ok: false, config: undefined });
      expect(resolved.problems.map(({ code, path, value }) => [code, path, value])).toEqual([
        ['MISSING_SECRET', 'endpoints[0].apiAuthentication', '"env:CRM_QUERY"'],
        ['MISSING_SECRET', 'endpoints[0].authorizationHeader', '"file:/run/secrets/crm-headers"'],
        ['MISSING_SECRET', 'hooks[0].secret', '"env:HOOK_SECRET"'],
      ]);
      expect(resolved.problems[0]?.remedy).toContain('environment variable CRM_QUERY');
      expect(resolved.problems[1]?.remedy).toContain('file /run/secrets/crm-headers');
    },
  );

  it('that hold a header list are checked once they are known', () => {
    const resolved = resolveSecrets(accepted(sample()), () => 'Host: planted|X-A: planted\nX-B: 1');
    expect(resolved.problems).toMatchObject([
      { code: 'BAD_HEADER_VALUE', path: 'endpoints[0].authorizationHeader', value: '[masked]' },
    ]);
    expect(resolved.warnings).toMatchObject([
      { code: 'HEADER_DROPPED', path: 'endpoints[0].authorizationHeader' },
    ]);
    expect(JSON.stringify(resolved)).not.toContain('planted');
  });

  it('that are too short to be masked by value are warned about once they are known, without being told', () => {
    const texts: Readonly<Record<string, string>> = {
      'env:CONVOSO_AUTH_TOKEN': 'planted-token',
      'env:CRM_QUERY': 'format=json&api_key=K1',
      'file:/run/secrets/crm-headers': 'X-Sandbox: true|Authorization: Bearer plant',
      'env:HOOK_SECRET': '1234567',
    };
    const resolved = resolveSecrets(accepted(sample()), ({ secretRef }) => texts[secretRef]);
    expect(resolved.ok).toBe(true);
    expect(resolved.warnings.map(({ code, path, value }) => [code, path, value])).toEqual([
      ['SHORT_SECRET', 'endpoints[0].apiAuthentication', '[masked]'],
      ['SHORT_SECRET', 'endpoints[0].authorizationHeader', '[masked]'],
      ['SHORT_SECRET', 'hooks[0].secret', '[masked]'],
    ]);
    expect(resolved.warnings.map(({ message }) => message.split(' is too')[0])).toEqual([
      'The value of parameter 2',
      'The value of header 2 of the list',
      'The secret',
    ]);
    expect(resolved.warnings[0]?.remedy).toContain('6 characters, or 8 where all of them are digits');
    expect(JSON.stringify(resolved.warnings)).not.toMatch(/K1|plant|1234567/);
  });

  it('are known to a masker from every place', () => {
    const config = accepted(
      sampleWith({
        'endpoints[0].apiUrl': 'https://crm.example.test/a?token=in-url',
        settings: {
          email: { smtpUrl: 'smtps://connect:of-mail@mail.example.test', from: 'a@example.test' },
          signing: { secret: { secretRef: 'env:SIGNING' } },
        },
      }),
    );
    const resolved = resolveSecrets(config, ({ secretRef }) =>
      secretRef.endsWith('headers') ? 'X-Api-Key: of-headers' : `of-${secretRef}`,
    );
    if (!resolved.ok) throw new Error('the secrets are there');
    expect(knownSecrets(resolved.config)).toEqual({
      values: [
        'in-url',
        'of-env:CONVOSO_AUTH_TOKEN',
        'of-env:CRM_QUERY',
        'of-headers',
        'of-env:HOOK_SECRET',
        'of-mail',
        'of-env:SIGNING',
      ],
      queryParts: ['of-env:CRM_QUERY'],
    });
  });

  it('are masked where a configuration is shown; references and the rest stay', () => {
    const config = accepted(
      sampleWith({
        'hooks[0].secret': 'inline',
        'endpoints[0].apiUrl': 'https://crm.example.test/a?src=convoso&TOKEN=planted&x=1',
      }),
    );
    const masked = maskConfig(config);
    expect(masked).toEqual({
      ...config,
      endpoints: [
        { ...config.endpoints[0], apiUrl: 'https://crm.example.test/a?src=convoso&TOKEN=[masked]&x=1' },
      ],
      hooks: [{ ...config.hooks[0], secret: '[masked]' }],
    });
  });

  it('appear in no problem, warning or shown configuration, wherever and however they are planted', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PLACES),
        fc.constantFrom(...DISTORTIONS),
        secretText,
        fc.constantFrom({}, { 'endpoints[0].adaptorId': undefined }, { 'account.timeZone': 'x', version: 0 }),
        ([path, write], distort, secret, more) => {
          const input = sampleWith({ [path]: distort(write(secret)), ...more });
          const parsed = parseConfig(input);
          const told = parsed.ok ? parsed.warnings : [...parsed.problems, ...parsed.warnings];
          expect(told.map(formatProblem).join('\n')).not.toContain(secret);
          expect(JSON.stringify(told)).not.toContain(secret);
          if (parsed.ok) expect(JSON.stringify(maskConfig(parsed.config))).not.toContain(secret);

          const text = JSON.stringify(input);
          for (const cut of [text.indexOf(secret), text.indexOf(secret) + secret.length + 1]) {
            expect(JSON.stringify(parseConfigText(text.slice(0, cut)))).not.toContain(secret);
          }
        },
      ),
      { numRuns: 170 },
    );
  });
});

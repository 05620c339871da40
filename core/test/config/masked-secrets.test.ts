import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  documentOf,
  listSecrets,
  maskConfig,
  parseConfig,
  unmaskText,
  type ConnectConfig,
} from '../../src/config/index.js';
import { MASK } from '../../src/index.js';
import { accepted, sampleWith } from './sample.js';

/** A document with a secret of its own in every place that can hold one. */
const WITH_SECRETS = sampleWith({
  'account.authToken': 'planted-auth-token',
  'endpoints[0].apiUrl': 'https://crm.example.test/{secret:path}/{secret:other}?key=planted-key',
  'endpoints[0].secrets': { path: 'planted-path', other: 'planted-other' },
  'endpoints[0].apiAuthentication': 'token=planted-query',
  'endpoints[0].authorizationHeader': 'X-Key: planted-header',
  'hooks[0].secret': 'planted-hook',
  'hooks[0].formerSecret': 'planted-former',
  'settings.email': { smtpUrl: 'smtp://user:planted-mail@mail.example.test', from: 'relay@example.test' },
  'settings.signing': { secret: 'whsec_cGxhbnRlZC1wbGFudGVkLXBsYW50ZWQ=' },
}) as Readonly<Record<string, unknown>>;

const shownOf = (config: ConnectConfig): Record<string, unknown> => documentOf(maskConfig(config));

describe('a document that comes back as it was shown', () => {
  const config = accepted(WITH_SECRETS);

  it('has a secret in every place that can hold one, or this test would be about less', () => {
    expect(listSecrets(config).filter(({ secret }) => typeof secret === 'string')).toHaveLength(9);
    expect(JSON.stringify(shownOf(config))).not.toContain('planted');
  });

  it('says the same as before, every secret included', () => {
    const { text, problems } = unmaskText(JSON.stringify(shownOf(config)), config);
    expect(problems).toEqual([]);
    expect(accepted(JSON.parse(text))).toEqual(config);
  });

  it('keeps the secrets of each part by its id, wherever it stands now', () => {
    const shown = shownOf(config);
    const [crm] = shown['endpoints'] as object[];
    const added = { id: 'first', apiUrl: 'https://first.example.test/', requestMethod: 'GET' };
    const { text } = unmaskText(JSON.stringify({ ...shown, endpoints: [added, crm] }), config);
    expect(JSON.parse(text)).toMatchObject({
      endpoints: [added, { authorizationHeader: 'X-Key: planted-header' }],
    });
  });

  it('is refused at each place whose secret is not there any more', () => {
    const { text, problems } = unmaskText(
      JSON.stringify(shownOf(config)),
      accepted(sampleWith({ endpoints: [], workflows: [] })),
    );
    expect(problems.map(({ code }) => code)).toEqual(problems.map(() => 'MASKED_SECRET'));
    expect(problems.map(({ path }) => path).sort()).toEqual([
      'account.authToken',
      'endpoints[0].apiAuthentication',
      'endpoints[0].apiUrl',
      'endpoints[0].authorizationHeader',
      'endpoints[0].secrets.other',
      'endpoints[0].secrets.path',
      'hooks[0].formerSecret',
      'hooks[0].secret',
      'settings.email.smtpUrl',
      'settings.signing.secret',
    ]);
    expect(text).not.toContain('planted');
  });

  it.each([
    ['a mask within a longer text', { 'endpoints[0].authorizationHeader': `X-Key: ${MASK}` }],
    [
      'the address of another host with a mask in it',
      { 'endpoints[0].apiUrl': 'https://other.example.test/?key=[masked]' },
    ],
    [
      'the mask as addresses spell it',
      { 'endpoints[0].apiUrl': 'https://crm.example.test/?key=%5Bmasked%5D' },
    ],
  ])('is refused with %s: a secret goes nowhere else', (_what, changes) => {
    const { problems } = unmaskText(JSON.stringify(sampleWith(changes)), config);
    expect(problems).toMatchObject([{ code: 'MASKED_SECRET', part: 'the endpoint "CRM"' }]);
  });

  it('stays as it was sent, letter by letter, where nothing was masked', () => {
    const text = `\uFEFF${JSON.stringify(WITH_SECRETS, null, 7)}\n\n`;
    expect(unmaskText(text, config)).toEqual({ text, problems: [] });
  });

  it('is never repaired where it is no JSON, or says something twice', () => {
    for (const text of [
      `{"account": {"authToken": "${MASK}"`,
      `{"account": {"authToken": "${MASK}", "authToken": "${MASK}"}}`,
    ])
      expect(unmaskText(text, config)).toEqual({ text, problems: [] });
  });

  it('may have any shape', () => {
    const shape = fc.jsonValue().map((value) => JSON.stringify(value).replaceAll('"a', `"${MASK}`));
    fc.assert(fc.property(shape, (text) => void unmaskText(text, config)));
  });
});

describe('a settled configuration as a document', () => {
  it('is accepted again, and says the same', () => {
    const config = accepted(sampleWith({}));
    const parsed = parseConfig(documentOf(config));
    expect(parsed).toMatchObject({ ok: true, config });
  });
});

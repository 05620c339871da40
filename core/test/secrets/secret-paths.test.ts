import { describe, expect, it } from '@jest/globals';
import { createMasker } from '../../src/secrets/mask.js';
import { NO_SECRETS } from '../../src/secrets/known-secrets.js';
import { secretsIn } from '../../src/secrets/secret-values.js';

const KEY = 'Planted0secret0of0an0address';

const ADDRESSES: readonly (readonly [string, string])[] = [
  [`https://hooks.slack.com/services/T01/B02/${KEY}`, 'https://hooks.slack.com/services/[masked]'],
  [`https://HOOKS.slack.com:443/workflows/${KEY}`, 'https://HOOKS.slack.com:443/workflows/[masked]'],
  [`https://hooks.zapier.com/hooks/catch/123/${KEY}/`, 'https://hooks.zapier.com/hooks/catch/[masked]'],
  [`https://hook.eu2.make.com/${KEY}`, 'https://hook.eu2.make.com/[masked]'],
  [`https://hook.integromat.com/${KEY}?a=1`, 'https://hook.integromat.com/[masked]?a=1'],
  [
    `https://tenant.webhook.office.com/webhookb2/a@b/IncomingWebhook/${KEY}/c`,
    'https://tenant.webhook.office.com/webhookb2/[masked]',
  ],
  [`https://discord.com/api/webhooks/1/${KEY}`, 'https://discord.com/api/webhooks/[masked]'],
  [`https://api.telegram.org/bot1:${KEY}/sendMessage`, 'https://api.telegram.org/bot[masked]'],
  [`https://f.example.test/api/run?code=${KEY}`, 'https://f.example.test/api/run?code=[masked]'],
  [`https://f.example.test/run?sp=a&sig=${KEY}`, 'https://f.example.test/run?sp=a&sig=[masked]'],
];

describe('C9: an address that is a key', () => {
  it.each(ADDRESSES)('%s is shown as %s', (address, shown) => {
    const masker = createMasker(NO_SECRETS);
    expect(masker.url(address)).toBe(shown);
    expect(masker.url(shown)).toBe(shown);
  });

  it.each(ADDRESSES)('%s is masked wherever its destination repeats it', (address) => {
    const masker = createMasker(secretsIn('url', address));
    expect(masker.text(`no such hook: ${address}`)).not.toContain(KEY);
    expect(masker.json({ echo: new URL(address).pathname + new URL(address).search })).not.toContain(KEY);
  });

  it.each([
    'https://hooks.slack.com/services/',
    'https://crm.example.test/services/T01/B02/x',
    'https://crm.example.test/?code=NI&status=SALE',
    'https://hooks.slack.com.example.test/services/T01',
  ])('leaves %s readable', (address) => {
    expect(createMasker(NO_SECRETS).url(address)).toBe(address);
  });
});

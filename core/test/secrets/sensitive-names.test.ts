import { describe, expect, it } from '@jest/globals';
import { FIELDS } from '../../src/fields/catalogue.js';
import { SENSITIVE_NAMES, isSensitiveName } from '../../src/secrets/sensitive-names.js';

/** Names that ordinary requests, answers and configurations carry. */
const ORDINARY_NAMES = `
  voip_call_id voip_customer_id integration author authority passenger bypass design assignment keyword monkey
  key_account account_number idempotency-key x-idempotency-key x-request-id content-type user-agent location
  www-authenticate __proto__ constructor x primary_key foreign_key service-keys
`
  .trim()
  .split(/\s+/);

describe('names whose values are masked', () => {
  it.each([
    'auth_token',
    'token',
    'access_token',
    'refresh_token',
    'blueinkdigital_token',
    'api_key',
    'apikey',
    'apiKey',
    'key',
    'secret',
    'client_secret',
    'clientSecret',
    'password',
    'user_password',
    'passwd',
    'pwd',
    'pass',
    'credential',
    'credentials',
    'authorization',
    'Authorization',
    'Proxy-Authorization',
    'apiAuthentication',
    'signature',
    'webhook-signature',
    'sig',
    'hapikey',
    'X-Api-Key',
    'x-functions-key',
    'Ocp-Apim-Subscription-Key',
    'Service-Key',
    'X-Connect-Secret',
    'X-Auth-User',
    'userAuth',
    'Cookie',
    'Set-Cookie',
    'auth[user]',
    'properties.api-key',
    'ACCESS_TOKEN',
    'sessionId',
  ])('%s is one', (name) => {
    expect(isSensitiveName(name)).toBe(true);
  });

  it('every entry of the table is one', () => {
    expect(SENSITIVE_NAMES.filter(({ name }) => !isSensitiveName(name))).toEqual([]);
  });
});

describe('names whose values stay readable', () => {
  it.each(ORDINARY_NAMES)('%s is one', (name) => {
    expect(isSensitiveName(name)).toBe(false);
  });

  it('are all fields of Convoso', () => {
    expect(FIELDS.length).toBeGreaterThanOrEqual(82);
    expect(FIELDS.filter(({ name }) => isSensitiveName(name))).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { createRelayClient, type RelayClientOptions } from '../../src/relay-client/index.js';

const NOT_FOUND = { error: { code: 'NOT_FOUND', message: 'there is nothing at /api/api/logs', remedy: '' } };

const answering =
  (status: number, body: unknown): RelayClientOptions['fetch'] =>
  () =>
    Promise.resolve({
      status,
      headers: { get: () => null },
      text: () => Promise.resolve(JSON.stringify(body)),
    });

const options = { url: 'https://relay.example.test', key: 'k', fetch: answering(404, NOT_FOUND) };

describe('a client of the relay', () => {
  it.each([
    [{ key: undefined }, 'RELAY_KEY_MISSING', 'no key is given'],
    [{ key: ' ' }, 'RELAY_KEY_MISSING', 'no key is given'],
    [{ url: undefined }, 'RELAY_URL_INVALID', 'no address of a relay is given'],
  ])(
    'that a JavaScript program makes without what it needs says what that is: %j',
    (given, code, message) => {
      const made = () => createRelayClient({ ...options, ...given } as RelayClientOptions);
      expect(made).toThrow(expect.objectContaining({ code, message }));
    },
  );

  it('tells an address that ends in /api from a relay that is too old', async () => {
    const list = (url: string) => createRelayClient({ ...options, url }).logs.list();
    await expect(list('https://relay.example.test/api')).rejects.toMatchObject({ code: 'RELAY_URL_INVALID' });
    await expect(list('https://relay.example.test')).rejects.toMatchObject({ code: 'RELAY_TOO_OLD' });
  });
});

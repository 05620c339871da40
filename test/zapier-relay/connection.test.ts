import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { makeKey } from '../acceptance-keys/keys.js';
import { closeAfterTest } from '../support/closing.js';
import { failureOf, zap } from '../zapier/zap.js';
import { presentRelay } from './present-relay.js';

/** Something that answers everything like this. */
async function answering(status: number, body: string): Promise<string> {
  const server: Server = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  closeAfterTest(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

const refusal = (code: string) =>
  JSON.stringify({ error: { code, message: 'there is nothing here', remedy: 'Look elsewhere.' } });

describe('a connection with a relay', () => {
  it.each([['guard'], ['subscribe']] as const)(
    'is tested by a real call, and works with a key that has the scope %s',
    async (scope) => {
      const [app, relay] = [await zap(), await presentRelay()];
      const { key } = await makeKey(relay, { name: 'zapier', scopes: [scope] });
      const authData = { relayUrl: `${relay.url}/`, relayKey: ` ${key} ` };
      expect(await app.testConnection({ authData })).toEqual({ account: 'campaign Solar West' });
    },
  );

  it('is no other where no relay is named', async () => {
    const app = await zap();
    const authData = { relayUrl: '', relayKey: '' };
    expect(await app.testConnection({ authData })).toEqual({ account: 'campaign Solar West' });
  });

  it('says that a key has none of the scopes', async () => {
    const [app, relay] = [await zap(), await presentRelay()];
    const { key } = await makeKey(relay, { name: 'reader', scopes: ['read'] });
    const refused = await failureOf(app.testConnection({ authData: { relayUrl: relay.url, relayKey: key } }));
    expect(refused).toMatchObject({ kind: 'AppError', code: 'SCOPE_NEEDED' });
    expect(refused.message).toContain('npm run connect -- keys create');
  });

  it('says where the key belongs that opens nothing, and does not repeat it', async () => {
    const [app, relay] = [await zap(), await presentRelay()];
    const authData = { relayUrl: relay.url, relayKey: 'no-such-key-0001' };
    const refused = await failureOf(app.testConnection({ authData }));
    expect(refused).toMatchObject({ kind: 'AppError', code: 'API_KEY_NEEDED' });
    expect(refused.message).toContain('Relay API Key');
    expect(refused.message).not.toContain('no-such-key-0001');
  });

  it.each([
    ['nobody', () => Promise.resolve('http://127.0.0.1:9'), 'RELAY_UNREACHABLE'],
    ['a web page', () => answering(200, '<html>'), 'NOT_A_RELAY'],
    ['a relay that is older than its guards', () => answering(404, refusal('NOT_FOUND')), 'RELAY_TOO_OLD'],
    ['a relay that starts', () => answering(503, refusal('STARTING')), 'STARTING'],
  ])('tells at once, and puts nothing off, where at the address is %s', async (_who, address, code) => {
    const [app, relayUrl] = [await zap(), await address()];
    const refused = await failureOf(app.testConnection({ authData: { relayUrl, relayKey: 'a-key' } }));
    expect(refused).toMatchObject({ kind: 'AppError', code });
    expect(refused.message).toMatch(/^[A-Z].+\. .+\.$/s);
  });

  it.each([
    ['http', 'http://relay.example.test'],
    ['http to a private address', 'http://10.0.0.7:3000'],
    ['a key in the address', 'https://key@relay.example.test'],
    ['a query', 'https://relay.example.test?key=1'],
    ['no address', 'relay.example.test'],
  ])('sends the key nowhere over %s', async (_what, relayUrl) => {
    const app = await zap();
    const refused = await failureOf(app.testConnection({ authData: { relayUrl, relayKey: 'a-key' } }));
    expect(refused).toMatchObject({ kind: 'AppError', code: 'RELAY_ADDRESS_INVALID' });
  });

  it.each([
    [{ relayUrl: 'https://relay.example.test', relayKey: '' }, 'no Relay API Key'],
    [{ relayUrl: '', relayKey: 'a-key' }, 'no Relay Address'],
  ])('is refused where only a half of it is filled in', async (authData, said) => {
    const app = await zap();
    const refused = await failureOf(app.testConnection({ authData }));
    expect(refused).toMatchObject({ kind: 'AppError', code: 'RELAY_INCOMPLETE' });
    expect(refused.message).toContain(said);
  });
});

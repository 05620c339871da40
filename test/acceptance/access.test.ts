import { describe, expect, it } from '@jest/globals';
import { DISPOSED, callOf, form } from '../support/calls.js';
import { config, endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { send } from '../support/http.js';
import { acceptedId, errorOf, runRelay, tempFolder } from '../support/relay.js';

const KEY = 'key-of-the-test';
const PROTECTED = ['/api/occurrences', '/api/logs', '/api/config', '/api/dead-letters', '/inspect'];
const INSPECTING = config({
  endpoints: [],
  workflows: [],
  settings: { inspector: true, egress: { allow: [] } },
});

describe('a relay that only this machine can reach', () => {
  it.each(['127.0.0.1', 'localhost', '127.0.0.1:4780', '[::1]:4780'])(
    'answers to the name %s',
    async (host) => {
      const relay = await runRelay({ config: INSPECTING });

      for (const place of PROTECTED) {
        expect((await send(`${relay.url}${place}`, { headers: { host } })).status).toBe(200);
      }
    },
  );

  it.each<[what: string, headers: Record<string, string>]>([
    ['another host name, as a page with its own DNS would', { host: 'rebound.example.test' }],
    ['a host name that only looks local', { host: '127.0.0.1.example.test' }],
    ['an origin elsewhere', { origin: 'https://page.example.test' }],
    ['an origin that is hidden', { origin: 'null' }],
  ])('shows nothing to %s', async (_what, headers) => {
    const relay = await runRelay({ config: INSPECTING });

    for (const place of PROTECTED) {
      const answer = await send(`${relay.url}${place}`, { headers });
      expect(answer.status).toBe(403);
      expect(errorOf(answer).code).toBe('LOCAL_ONLY');
    }
  });

  it('does nothing for a foreign page either', async () => {
    const crm = await destination(() => ({ status: 400 }));
    const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)] }) });
    const id = await relay.post(callOf(1));
    await relay.settled(id);

    const origin = 'https://page.example.test';
    const replayed = await relay.api(`dead-letters/${id}-01/replay`, { method: 'POST', headers: { origin } });

    expect(replayed.status).toBe(403);
    expect(await relay.deadLetters()).toHaveLength(1);
  });

  it('takes deliveries under any name, because Convoso reaches it through a proxy', async () => {
    const relay = await runRelay({ config: INSPECTING });

    acceptedId(await relay.hook('main', { headers: { host: 'calls.example.test' }, body: form(DISPOSED) }));
  });
});

describe('a relay that others can reach', () => {
  it.each(['0.0.0.0', '::'])('refuses to start on %s without an API key', async (host) => {
    const dataFolder = tempFolder();

    const start = runRelay({ host, dataFolder, config: INSPECTING });

    await expect(start).rejects.toMatchObject({
      code: 'API_KEY_NEEDED',
      message: expect.stringContaining(host),
      remedy: expect.stringContaining('CONNECT_API_KEY'),
    });
    // Nothing was begun: the folder is free for a proper start.
    await runRelay({ dataFolder });
  });

  it('shows itself to who has the key, and to nobody else', async () => {
    const relay = await runRelay({ host: '0.0.0.0', apiKey: KEY, config: INSPECTING });

    for (const place of PROTECTED) {
      const status = async (authorization?: string) =>
        (
          await send(`${relay.url}${place}`, {
            headers: authorization === undefined ? {} : { authorization },
          })
        ).status;
      expect(await status()).toBe(401);
      expect(await status('Bearer another-key')).toBe(401);
      expect(await status(`Basic ${KEY}`)).toBe(401);
      expect(await status(`Bearer ${KEY}x`)).toBe(401);
      expect(await status(`Bearer ${KEY}`)).toBe(200);
    }
    const answer = await send(`${relay.url}/api/logs`);
    expect(errorOf(answer).code).toBe('API_KEY_NEEDED');
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });

  it('asks for the key on this machine too, where one is set', async () => {
    const relay = await runRelay({ apiKey: KEY, config: INSPECTING });

    expect((await send(`${relay.url}/api/logs`)).status).toBe(401);
    expect((await relay.api('logs')).status).toBe(200);
  });

  it('keeps its hooks open, and records its own deliveries without the key', async () => {
    const relay = await runRelay({ host: '0.0.0.0', apiKey: KEY, config: INSPECTING });

    acceptedId(await relay.hook('main', { body: form(DISPOSED) }));
    expect((await send(`${relay.url}/inspect/start?a=b`)).status).toBe(200);
    const headers = { 'x-forwarded-for': '203.0.113.5' };
    expect((await send(`${relay.url}/inspect/start?a=b`, { headers })).status).toBe(401);
  });
});

describe('who watches the relay', () => {
  it('gets /healthz and /readyz without a key', async () => {
    const relay = await runRelay({ host: '0.0.0.0', apiKey: KEY, config: INSPECTING });

    expect(await send(`${relay.url}/healthz`)).toMatchObject({ status: 200, text: '{"status":"ok"}' });
    expect(await send(`${relay.url}/readyz`)).toMatchObject({ status: 200, text: '{"status":"ready"}' });
  });

  it('gets an error with a remedy where there is nothing', async () => {
    const relay = await runRelay({ config: INSPECTING });

    for (const place of ['/', '/nothing', '/hooks', '/hooks/', '/hooks/a/b', '/api/nothing']) {
      const answer = await send(`${relay.url}${place}`);
      expect(answer.status).toBe(404);
      expect(errorOf(answer).code).toBe('NOT_FOUND');
    }
  });
});

import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { DISPOSED, callOf, form } from '../support/calls.js';
import { config, endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { send } from '../support/http.js';
import { keyOf } from '../support/key.js';
import { acceptedId, errorOf, runRelay, tempFolder, type TestRelay } from '../support/relay.js';

const KEY = 'key-of-the-test!';
const PROTECTED = ['/api/occurrences', '/api/logs', '/api/config', '/api/dead-letters', '/inspect'];
const INSPECTING = config({
  endpoints: [],
  workflows: [],
  settings: { inspector: true, egress: { allow: [] } },
});
const PUBLIC = 'https://calls.example.test';

const statusOf = async (relay: TestRelay, place: string, headers = {}): Promise<number> =>
  (await send(`${relay.url}${place}`, { headers })).status;

/** Follows a sign-in link as a browser does; gives what it sends from then on. */
async function signedIn(relay: TestRelay): Promise<{ cookie: string; host: string }> {
  const answer = await send(await relay.running.signInLink());
  expect(answer.status).toBe(303);
  const [cookie = ''] = answer.headers['set-cookie'] ?? [];
  return { cookie: cookie.split(';')[0] ?? '', host: new URL(relay.url).host };
}

describe('a relay', () => {
  const spellings = (port: number): Record<string, string>[] => [
    {},
    { host: `127.0.0.1:${port}` },
    { host: `localhost:${port}` },
    { host: `[::1]:${port}` },
    { host: 'localhost' },
    { host: 'rebound.example.test' },
    { origin: `http://127.0.0.1:${port}` },
    { origin: 'http://localhost:3000' },
    { origin: 'null' },
    { 'x-forwarded-host': 'localhost', 'x-forwarded-for': '127.0.0.1' },
    { forwarded: 'for=127.0.0.1;host=localhost' },
  ];

  it('C1: shows nothing without its key, under whatever Host, Origin or forwarding header', async () => {
    const relay = await runRelay({ config: INSPECTING });

    for (const headers of spellings(relay.running.port)) {
      for (const place of PROTECTED) {
        const answer = await send(`${relay.url}${place}`, { headers });
        expect({ place, headers, status: answer.status }).toEqual({ place, headers, status: 401 });
        expect(errorOf(answer).code).toBe('API_KEY_NEEDED');
        expect(answer.headers['www-authenticate']).toBe('Bearer');
      }
    }
  });

  it('changes nothing without its key', async () => {
    const crm = await destination(() => ({ status: 400 }));
    const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)] }) });
    const id = await relay.post(callOf(1));
    await relay.settled(id);

    const replay = `${relay.url}/api/dead-letters/${id}-01/replay`;

    expect((await send(replay, { method: 'POST' })).status).toBe(401);
    expect(await relay.deadLetters()).toHaveLength(1);
  });

  it('makes its key at the first start, for its user alone, and keeps it', async () => {
    const dataFolder = tempFolder();
    const first = await runRelay({ dataFolder, config: INSPECTING });
    const key = keyOf(dataFolder);
    expect(key.length).toBeGreaterThanOrEqual(32);
    expect(statSync(path.join(dataFolder, 'api-key')).mode & 0o777).toBe(0o600);
    expect((await first.api('logs')).status).toBe(200);
    await first.stop();

    const second = await runRelay({ dataFolder });

    expect(keyOf(dataFolder)).toBe(key);
    expect((await second.api('logs')).status).toBe(200);
  });

  it('makes another one where the file was emptied', async () => {
    const dataFolder = tempFolder();
    writeFileSync(path.join(dataFolder, 'api-key'), '\n');

    const relay = await runRelay({ dataFolder, config: INSPECTING });

    expect(await statusOf(relay, '/api/logs', { authorization: 'Bearer ' })).toBe(401);
    expect((await relay.api('logs')).status).toBe(200);
  });

  it.each(['127.0.0.1', '0.0.0.0', '::'])('on %s shows itself to who has the key alone', async (host) => {
    const relay = await runRelay({ host, apiKey: KEY, config: INSPECTING });

    for (const place of PROTECTED) {
      for (const wrong of [
        'Bearer another-key',
        `Basic ${KEY}`,
        `Bearer ${KEY}x`,
        `Bearer ${KEY.slice(1)}`,
        `Bearer ${KEY.toUpperCase()}`,
        'Bearer ',
      ])
        expect(await statusOf(relay, place, { authorization: wrong })).toBe(401);
      for (const scheme of ['Bearer', 'bearer'])
        expect(await statusOf(relay, place, { authorization: `${scheme} ${KEY}` })).toBe(200);
    }
  });

  it('C13: takes no key that can be guessed, and goes on taking calls in', async () => {
    const dataFolder = tempFolder();

    const relay = await runRelay({ dataFolder, apiKey: 'x', config: INSPECTING });

    acceptedId(await relay.hook('main', { body: form(DISPOSED) }));
    expect(await statusOf(relay, '/api/logs', { authorization: 'Bearer x' })).toBe(401);
    const authorization = `Bearer ${keyOf(dataFolder)}`;
    expect(await statusOf(relay, '/api/logs', { authorization })).toBe(200);
  });

  it('takes deliveries under any name, because Convoso reaches it through a proxy', async () => {
    const relay = await runRelay({ config: INSPECTING });

    acceptedId(await relay.hook('main', { headers: { host: 'calls.example.test' }, body: form(DISPOSED) }));
  });

  it('records in its inspector what it is sending itself, and nothing that others send', async () => {
    const relay = await runRelay({ config: INSPECTING });

    expect(await statusOf(relay, '/inspect/start?a=b')).toBe(401);
    expect(await statusOf(relay, '/inspect/start?a=b', { 'idempotency-key': 'guessed' })).toBe(401);
    expect(await statusOf(relay, '/inspect/start?a=b', relay.authorization)).toBe(200);
  });

  it('lets nothing that it shows be kept by a browser or a proxy, or be taken for another type', async () => {
    const relay = await runRelay({ config: INSPECTING });

    for (const place of [...PROTECTED, '/healthz', '/nothing', '/hooks/main', '/signin?code=x']) {
      const { headers } = await send(`${relay.url}${place}`, { headers: relay.authorization });
      expect({ place, ...headers }).toMatchObject({
        place,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      });
    }
  });
});

describe('a sign-in link', () => {
  it('signs one browser in, once', async () => {
    const relay = await runRelay({ config: INSPECTING });
    const link = await relay.running.signInLink();

    const first = await send(link);
    const second = await send(link);

    expect(first.status).toBe(303);
    const [cookie = ''] = first.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Strict/);
    expect(cookie).toMatch(/; Max-Age=43200/);
    expect(second.status).toBe(401);
    expect(second.text).toContain('npm run connect -- link');
    expect(second.headers['set-cookie']).toBeUndefined();
    for (const place of PROTECTED) expect(await statusOf(relay, place, { cookie })).toBe(200);
  });

  it('is not used up by what only looks ahead', async () => {
    const relay = await runRelay({ config: INSPECTING });
    const link = await relay.running.signInLink();

    await send(link, { method: 'HEAD' });

    expect((await send(link)).status).toBe(303);
  });

  it('ends after ten minutes, and what it signed in after twelve hours', async () => {
    const relay = await runRelay({ config: INSPECTING });
    const late = await relay.running.signInLink();
    const browser = await signedIn(relay);

    relay.clock.advance(10 * 60_000);
    expect((await send(late)).status).toBe(401);
    for (let minutes = 10; minutes < 12 * 60; minutes += 10) {
      expect(await statusOf(relay, '/api/session', browser)).toBe(200);
      relay.clock.advance(10 * 60_000);
    }
    expect(await statusOf(relay, '/api/session', browser)).toBe(401);
  });

  it('works under the public address too where that is wanted, and its cookie then travels over TLS only', async () => {
    const settings = { inspector: true, egress: { allow: [] }, publicUrl: PUBLIC, console: 'public' };
    const relay = await runRelay({ config: config({ endpoints: [], workflows: [], settings }) });
    const { origin, search } = new URL(await relay.running.signInLink());
    const host = 'calls.example.test';
    expect(origin).toBe(PUBLIC);

    const elsewhere = await send(`${relay.url}/signin${search}`, { headers: { host: 'other.example.test' } });
    const answer = await send(`${relay.url}/signin${search}`, { headers: { host } });

    expect(elsewhere.status).toBe(401);
    const [cookie = ''] = answer.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/; Secure/);
    expect(await statusOf(relay, '/api/logs', { cookie, host })).toBe(200);
  });
});

describe('a browser that is signed in', () => {
  const others = (port: number): [what: string, headers: Record<string, string>][] => [
    ['C2: a page on another port', { origin: 'http://localhost:3000' }],
    ['a page on another port of the same name', { origin: `http://127.0.0.1:${port + 1}` }],
    ['a page elsewhere', { origin: 'https://page.example.test' }],
    ['a page that hides where it is', { origin: 'null' }],
    ['the relay over another scheme', { origin: `https://127.0.0.1:${port}` }],
    ['a rebound name', { host: 'rebound.example.test' }],
    ['a rebound name with the port', { host: `rebound.example.test:${port}` }],
    ['its name without the port', { host: '127.0.0.1' }],
    [
      'what another site makes the browser load',
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
    ],
    ['what another port makes the browser load', { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' }],
  ];

  it('does nothing for other pages', async () => {
    const relay = await runRelay({ config: INSPECTING });
    const browser = await signedIn(relay);

    for (const [what, headers] of others(relay.running.port)) {
      for (const place of PROTECTED)
        expect({ what, status: await statusOf(relay, place, { ...browser, ...headers }) }).toEqual({
          what,
          status: 403,
        });
    }
  });

  it('changes something only with the token of its session, from a page of the relay', async () => {
    const crm = await destination(() => ({ status: 400 }));
    const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)] }) });
    const browser = await signedIn(relay);
    const { text } = await send(`${relay.url}/api/session`, { headers: browser });
    const { csrfToken } = JSON.parse(text) as { csrfToken: string };
    const switchOff = (headers: Record<string, string>) =>
      send(`${relay.url}/api/workflows/all`, {
        method: 'PATCH',
        headers: { ...browser, 'content-type': 'application/json', ...headers },
        body: '{"active":false}',
      });
    const origin = new URL(relay.url).origin;

    expect(errorOf(await switchOff({ origin })).code).toBe('CSRF_TOKEN_NEEDED');
    expect(errorOf(await switchOff({ origin, 'x-csrf-token': 'guessed' })).code).toBe('CSRF_TOKEN_NEEDED');
    expect(errorOf(await switchOff({ 'x-csrf-token': csrfToken })).code).toBe('FOREIGN_PAGE');
    expect((await switchOff({ origin, 'x-csrf-token': csrfToken })).status).toBe(200);
  });

  it('may follow a link from another page', async () => {
    const relay = await runRelay({ config: INSPECTING });
    const followed = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    };

    expect(await statusOf(relay, '/inspect', { ...(await signedIn(relay)), ...followed })).toBe(200);
  });

  it('cannot make more of what signs in, and can sign out', async () => {
    const relay = await runRelay({ config: INSPECTING });
    const browser = await signedIn(relay);
    const { text } = await send(`${relay.url}/api/session`, { headers: browser });
    const { csrfToken } = JSON.parse(text) as { csrfToken: string };
    const headers = { ...browser, origin: new URL(relay.url).origin, 'x-csrf-token': csrfToken };

    for (const place of ['links', 'key/rotate'])
      expect((await send(`${relay.url}/api/${place}`, { method: 'POST', headers })).status).toBe(403);
    await send(`${relay.url}/api/session`, { method: 'DELETE', headers });

    expect(await statusOf(relay, '/api/logs', browser)).toBe(401);
  });

  it('is signed out when the key is rotated; the former key opens nothing, the new one everything', async () => {
    const dataFolder = tempFolder();
    const relay = await runRelay({ dataFolder, config: INSPECTING });
    const browser = await signedIn(relay);

    expect((await relay.api('key/rotate', { method: 'POST' })).status).toBe(200);

    expect((await relay.api('logs')).status).toBe(401);
    expect(await statusOf(relay, '/api/logs', browser)).toBe(401);
    const authorization = `Bearer ${keyOf(dataFolder)}`;
    expect(await statusOf(relay, '/api/logs', { authorization })).toBe(200);
  });

  it('leaves a key of the environment to the environment', async () => {
    const relay = await runRelay({ apiKey: KEY, config: INSPECTING });

    expect(errorOf(await relay.api('key/rotate', { method: 'POST' })).code).toBe('KEY_OF_ENVIRONMENT');
    expect((await relay.api('logs')).status).toBe(200);
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

    for (const place of ['/nothing', '/hooks', '/hooks/']) {
      const answer = await send(`${relay.url}${place}`);
      expect(answer.status).toBe(404);
      expect(errorOf(answer).code).toBe('NOT_FOUND');
    }
    expect((await relay.api('nothing')).status).toBe(404);
  });
});

describe('what a running relay leaves word of', () => {
  it('is where it answers and a token that ends with it, and no key', async () => {
    const dataFolder = tempFolder();
    const relay = await runRelay({ dataFolder, apiKey: KEY, config: INSPECTING });
    const text = readFileSync(path.join(dataFolder, 'running.json'), 'utf8');
    const { url, token } = JSON.parse(text) as { url: string; token: string };

    expect(url).toBe(relay.url);
    expect(text).not.toContain(KEY);
    const authorization = `Bearer ${token}`;
    expect(await statusOf(relay, '/api/logs', { authorization })).toBe(200);
    await relay.stop();
    const next = await runRelay({ dataFolder, apiKey: KEY });
    expect(await statusOf(next, '/api/logs', { authorization })).toBe(401);
  });
});

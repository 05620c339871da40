import { ACTORS, SIGNED_IN } from '@convoso-connect/core/relay-contract';
import { describe, expect, it } from '@jest/globals';
import { audited, makeKey, order, signedIn, type ShownKey } from '../acceptance-keys/keys.js';
import { config } from '../support/config.js';
import { send, type Answer } from '../support/http.js';
import { keyOf } from '../support/key.js';
import { errorOf, runRelay, tempFolder, type TestRelay } from '../support/relay.js';
import { only } from '../support/reports.js';

const PUBLIC = 'https://calls.example.test';
const HOUR = 3_600_000;

function running(
  settings: Readonly<Record<string, unknown>> = {},
  dataFolder = tempFolder(),
): Promise<TestRelay> {
  return runRelay({ dataFolder, config: config({ endpoints: [], workflows: [], settings }) });
}

/** What a page of the relay sends of itself. */
const ownPage = (relay: TestRelay) => ({
  'content-type': 'application/json',
  origin: new URL(relay.url).origin,
  host: new URL(relay.url).host,
});

function signIn(
  relay: TestRelay,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const sent = { ...ownPage(relay), ...headers };
  return send(`${relay.url}/signin`, { method: 'POST', headers: sent, body: JSON.stringify(body) });
}

/** Signs in with a key; gives what the browser's pages send from then on. */
async function withKey(relay: TestRelay, key: string): Promise<Readonly<Record<string, string>>> {
  const answer = await signIn(relay, { key });
  expect({ status: answer.status, text: answer.status === 200 ? '' : answer.text }).toEqual({
    status: 200,
    text: '',
  });
  const [cookie = ''] = answer.headers['set-cookie'] ?? [];
  const { csrfToken } = JSON.parse(answer.text) as { csrfToken: string };
  return { ...ownPage(relay), cookie: cookie.split(';')[0] ?? '', 'x-csrf-token': csrfToken };
}

const statusOf = async (relay: TestRelay, place: string, headers: object): Promise<number> =>
  (await send(`${relay.url}${place}`, { headers: { ...headers } })).status;

const switchOff = (relay: TestRelay, headers: Readonly<Record<string, string>>): Promise<Answer> =>
  order(relay, { method: 'PATCH', path: '/api/workflows/nothing' }, headers, { active: false });

const sessions = async (relay: TestRelay) =>
  (JSON.parse((await relay.api('sessions')).text) as { sessions: Record<string, unknown>[] }).sessions;

describe('a browser that signs in with a key', () => {
  it('may do what the key may, and no more', async () => {
    const relay = await running();
    const reading = await makeKey(relay, { name: 'front desk', scopes: ['read'] });
    const browser = await withKey(relay, reading.key);

    expect(await statusOf(relay, '/api/logs', browser)).toBe(200);
    expect(errorOf(await switchOff(relay, browser)).code).toBe('SCOPE_NEEDED');
    expect(errorOf(await order(relay, { method: 'GET', path: '/api/sessions' }, browser)).code).toBe(
      'SCOPE_NEEDED',
    );
    const { text } = await send(`${relay.url}/api/session`, { headers: browser });
    expect(JSON.parse(text)).toMatchObject({
      by: 'session',
      who: 'front desk',
      scopes: ['read'],
      admin: false,
    });
  });

  it('stays signed in when the relay is started again, until it signs out', async () => {
    const dataFolder = tempFolder();
    const first = await running({}, dataFolder);
    const reading = await makeKey(first, { name: 'front desk', scopes: ['read', 'operate'] });
    const browser = await withKey(first, reading.key);
    await first.stop();

    const second = await runRelay({ dataFolder, port: first.running.port });
    expect(await statusOf(second, '/api/logs', browser)).toBe(200);
    expect(errorOf(await switchOff(second, browser)).code).not.toBe('CSRF_TOKEN_NEEDED');
    expect((await order(second, { method: 'DELETE', path: '/api/session' }, browser)).status).toBe(200);
    await second.stop();

    const third = await runRelay({ dataFolder, port: first.running.port });
    expect(await statusOf(third, '/api/logs', browser)).toBe(401);
  });

  it('that came by the admin key is out once a start brings another one', async () => {
    const dataFolder = tempFolder();
    const first = await running({}, dataFolder);
    const browser = await withKey(first, keyOf(dataFolder));
    await first.stop();

    const second = await runRelay({ dataFolder, port: first.running.port, apiKey: 'k'.repeat(40) });
    expect(await statusOf(second, '/api/logs', browser)).toBe(401);
  });

  it('does everything with the admin key but make more of what lets in', async () => {
    const dataFolder = tempFolder();
    const relay = await running({}, dataFolder);
    const browser = await withKey(relay, ` ${keyOf(dataFolder)}\n`);

    expect(errorOf(await switchOff(relay, browser)).code).toBe('UNKNOWN_WORKFLOW');
    expect(errorOf(await order(relay, { method: 'POST', path: '/api/links' }, browser)).code).toBe(
      'KEY_ITSELF_NEEDED',
    );
  });

  it('is told when its key is wrong, over, or opens nothing to look at', async () => {
    const relay = await running();
    const guarding = await makeKey(relay, { name: 'n8n', scopes: ['guard'] });
    const expiresAt = new Date(relay.clock.now() + HOUR).toISOString();
    const brief = await makeKey(relay, { name: 'brief', scopes: ['read'], expiresAt });
    relay.clock.advance(HOUR);
    const refused = async (key: unknown) => {
      const answer = await signIn(relay, { key });
      expect(answer.headers['set-cookie']).toBeUndefined();
      return `${answer.status} ${errorOf(answer).code}`;
    };

    expect(await refused('guessed')).toBe('401 SIGN_IN_REFUSED');
    expect(await refused(brief.key)).toBe('401 KEY_EXPIRED');
    expect(await refused(guarding.key)).toBe('403 SCOPE_NEEDED');
    expect(await refused('')).toBe('400 BAD_SIGN_IN');
    expect(await refused({ $gt: '' })).toBe('400 BAD_SIGN_IN');
  });

  const endings: Record<string, (relay: TestRelay, key: ShownKey) => Promise<unknown>> = {
    'is withdrawn': (relay, { id }) => relay.api(`keys/${id}`, { method: 'DELETE' }),
    'is rotated': (relay, { id }) =>
      order(relay, { method: 'POST', path: `/api/keys/${id}/rotate` }, relay.authorization, {}),
    expires: (relay) => {
      relay.clock.advance(HOUR);
      return Promise.resolve();
    },
  };
  it.each(Object.keys(endings))('is signed out at once when the key %s', async (ending) => {
    const relay = await running();
    const expiresAt = new Date(relay.clock.now() + HOUR).toISOString();
    const key = await makeKey(relay, { name: 'front desk', scopes: ['read'], expiresAt });
    const browser = await withKey(relay, key.key);

    await endings[ending]?.(relay, key);

    expect(await statusOf(relay, '/api/logs', browser)).toBe(401);
  });

  it('asks no faster than the key may', async () => {
    const relay = await running();
    const slow = await makeKey(relay, { name: 'slow', scopes: ['read'], perSecond: 1 });
    const browser = await withKey(relay, slow.key);

    expect(await statusOf(relay, '/api/logs', browser)).toBe(200);
    expect(await statusOf(relay, '/api/logs', browser)).toBe(429);
  });
});

describe('the form of a sign-in', () => {
  it('is taken from the own page of the relay alone', async () => {
    const dataFolder = tempFolder();
    const relay = await running({ publicUrl: PUBLIC }, dataFolder);
    const key = keyOf(dataFolder);
    const others: Record<string, string>[] = [
      { origin: 'https://page.example.test' },
      { origin: 'null' },
      { origin: PUBLIC },
      { host: 'rebound.example.test' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ];

    for (const headers of others) {
      const answer = await signIn(relay, { key }, headers);
      expect({ headers, code: errorOf(answer).code, cookie: answer.headers['set-cookie'] }).toEqual({
        headers,
        code: 'FOREIGN_PAGE',
        cookie: undefined,
      });
    }
    const { origin: _origin, ...noOrigin } = ownPage(relay);
    const body = JSON.stringify({ key });
    const unnamed = await send(`${relay.url}/signin`, { method: 'POST', headers: noOrigin, body });
    expect(errorOf(unnamed).code).toBe('FOREIGN_PAGE');
  });

  it('bears ten wrong keys from an address and then asks for patience, also where the next is right', async () => {
    const dataFolder = tempFolder();
    const relay = await running({}, dataFolder);
    for (let tried = 0; tried < 10; tried++)
      expect((await signIn(relay, { key: `guess ${tried}` })).status).toBe(401);

    const { status, headers } = await signIn(relay, { key: keyOf(dataFolder) });
    expect({ status, wait: headers['retry-after'] }).toEqual({ status: 429, wait: '6' });

    expect((await send(await relay.running.signInLink())).status).toBe(303);
    relay.clock.advance(6_000);
    expect((await signIn(relay, { key: keyOf(dataFolder) })).status).toBe(200);
  });

  it('sets a cookie that no page reads, that no other site has sent, and that over TLS nobody else can set', async () => {
    const dataFolder = tempFolder();
    const relay = await running({ publicUrl: PUBLIC, console: 'public' }, dataFolder);
    const cookieOf = async (headers: Readonly<Record<string, string>>) =>
      String((await signIn(relay, { key: keyOf(dataFolder) }, headers)).headers['set-cookie']);

    const port = relay.running.port;
    const attributes = '; Max-Age=43200; Path=/; HttpOnly; SameSite=Strict';
    expect(await cookieOf({})).toMatch(new RegExp(`^connect_session_${port}=[\\w-]{32}${attributes}$`));
    const overTls = await cookieOf({ host: 'calls.example.test', origin: PUBLIC });
    expect(overTls).toMatch(new RegExp(`^__Host-connect_session_${port}=[\\w-]{32}${attributes}; Secure$`));
    const [sent = ''] = overTls.split(';');
    const under = { host: 'calls.example.test', cookie: sent };
    expect(await statusOf(relay, '/api/logs', under)).toBe(200);
    expect(await statusOf(relay, '/api/logs', { ...under, cookie: sent.replace('__Host-', '') })).toBe(401);
  });

  it('is not there where nobody is to sign in, and no link is made', async () => {
    const dataFolder = tempFolder();
    const relay = await running({ console: 'off' }, dataFolder);

    expect((await signIn(relay, { key: keyOf(dataFolder) })).status).toBe(404);
    expect((await send(await relay.running.signInLink())).status).toBe(404);
    expect(errorOf(await relay.api('links', { method: 'POST' })).code).toBe('CONSOLE_OFF');
  });
});

describe('a session', () => {
  it('ends after two hours without anybody, and after twelve whoever is there', async () => {
    const relay = await running();
    const unattended = await signedIn(relay);
    const attended = await signedIn(relay);

    for (let hours = 0; hours < 12; hours++) {
      expect(await statusOf(relay, '/api/logs', attended)).toBe(200);
      if (hours === 2) expect(await statusOf(relay, '/api/logs', unattended)).toBe(401);
      relay.clock.advance(HOUR);
    }

    expect(await statusOf(relay, '/api/logs', attended)).toBe(401);
  });

  it('is ended by its browser, which forgets it, and by who looks through those that there are', async () => {
    const relay = await running();
    const key = await makeKey(relay, { name: 'front desk', scopes: ['read'] });
    const [own, other] = [await signedIn(relay), await withKey(relay, key.key)];
    expect(await sessions(relay)).toMatchObject([
      { with: 'key', keyId: key.id, keyName: 'front desk' },
      { with: 'link', keyId: null, keyName: null },
    ]);

    const out = await order(relay, { method: 'DELETE', path: '/api/session' }, own);
    expect(String(out.headers['set-cookie'])).toMatch(/^connect_session_\d+=; Max-Age=0;/);
    expect(await statusOf(relay, '/api/logs', own)).toBe(401);

    const { id } = only(await sessions(relay));
    expect((await relay.api(`sessions/${String(id)}`, { method: 'DELETE' })).status).toBe(200);
    expect(await statusOf(relay, '/api/logs', other)).toBe(401);
    expect(errorOf(await relay.api(`sessions/${String(id)}`, { method: 'DELETE' })).code).toBe(
      'UNKNOWN_SESSION',
    );
  });

  it('takes the place of the one that the same browser had', async () => {
    const dataFolder = tempFolder();
    const relay = await running({}, dataFolder);
    const { cookie = '' } = await withKey(relay, keyOf(dataFolder));

    await signIn(relay, { key: keyOf(dataFolder) }, { cookie });

    expect(await sessions(relay)).toHaveLength(1);
    expect(await statusOf(relay, '/api/logs', { ...ownPage(relay), cookie })).toBe(401);
  });

  it('is never told by its id what its cookie is', async () => {
    const relay = await running();
    const { cookie = '' } = await signedIn(relay);

    expect((await relay.api('sessions')).text).not.toContain(cookie.split('=')[1]);
  });
});

describe('the audit log', () => {
  it('has who signed in and by what, and what a session changes under the name of its key', async () => {
    const relay = await running();
    const key = await makeKey(relay, { name: 'front desk', scopes: ['read', 'operate'] });
    const browser = await withKey(relay, key.key);
    await send(await relay.running.signInLink());

    expect(await audited(relay, `?what=${SIGNED_IN}`)).toMatchObject([
      { who: ACTORS.session, keyId: null, outcome: 'done', after: { by: 'link' } },
      { who: 'front desk', keyId: key.id, outcome: 'done', after: { by: 'key' } },
    ]);
    await order(relay, { method: 'DELETE', path: '/api/session' }, browser);
    expect(only(await audited(relay, '?what=session.end'))).toMatchObject({
      who: 'front desk',
      keyId: key.id,
    });
  });

  it('has who was refused, once a minute with how often, so that no stranger fills it', async () => {
    const relay = await running();
    for (let tried = 0; tried < 9; tried++) await signIn(relay, { key: `guess ${tried}` });
    relay.clock.advance(60_000);
    await signIn(relay, { key: 'guess' });

    const rows = await audited(relay, `?what=${SIGNED_IN}`);

    expect(rows).toMatchObject([
      { who: ACTORS.visitor, outcome: 'failed', failure: 'SIGN_IN_REFUSED', after: { attempts: 9 } },
      { who: ACTORS.visitor, outcome: 'failed', failure: 'SIGN_IN_REFUSED', after: { attempts: 1 } },
    ]);
    expect(JSON.stringify(rows)).not.toContain('guess');
  });
});

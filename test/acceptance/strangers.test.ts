import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { createLog } from '@convoso-connect/relay';
import { describe, expect, it } from '@jest/globals';
import { DISPOSED, callOf, form } from '../support/calls.js';
import { config, endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import type { Answer, Sending } from '../support/http.js';
import { send } from '../support/http.js';
import { heapAfterCollection } from '../support/heap.js';
import {
  acceptedId,
  errorOf,
  runRelay,
  tempFolder,
  type RelaySetup,
  type TestRelay,
} from '../support/relay.js';
import { only } from '../support/reports.js';

const SECRET = 'hook/secret+of the test==';
const BODY = form(DISPOSED);
const CONVOSO = '66.85.240.9';
const STRANGER = '203.0.113.7';

/** A relay behind one proxy, so that tests can call from anywhere. */
async function setUp(hook: Readonly<Record<string, unknown>> = {}, setup: RelaySetup = {}) {
  const crm = await destination();
  const hooks = [{ id: 'main', secret: SECRET, ...hook }];
  const document = config({
    endpoints: [endpoint('crm', crm)],
    hooks,
    settings: { trustProxy: 1, egress: { allow: ['127.0.0.0/8'] } },
  });
  return { crm, relay: await runRelay({ ...setup, config: document }), document };
}

const by = (address: string, headers = {}): Record<string, string> => ({
  'x-forwarded-for': address,
  ...headers,
});
const shown = ({ status, text }: Answer): string => `${status} ${text}`;

describe('a stranger', () => {
  it('C8: is answered the same whether a hook is there or not, whatever is wrong', async () => {
    const { relay } = await setUp({ allowFrom: ['66.85.240.0/21'] });
    const attempts: [target: string, sending: Sending][] = [
      ['{hook}', { body: BODY }],
      ['{hook}?secret=wrong', { body: BODY }],
      ['{hook}', { body: '{broken' }],
      ['{hook}', { body: '' }],
      ['{hook}', { method: 'PUT', body: BODY }],
      ['{hook}?a=b', { method: 'GET' }],
      ['{hook}', { method: 'OPTIONS' }],
    ];

    for (const [target, sending] of attempts) {
      const ask = (id: string) =>
        relay.hook(target.replace('{hook}', id), { ...sending, headers: by(STRANGER) });
      const [there, notThere] = [await ask('main'), await ask('nowhere')];
      expect(shown(there)).toBe(shown(notThere));
      expect(there.text).not.toContain('66.85');
      expect([403, 405]).toContain(there.status);
    }
    expect(new Set((await relay.quarantine()).map(({ code }) => code))).toEqual(
      new Set(['FOREIGN_ADDRESS', 'UNKNOWN_HOOK']),
    );
  });

  it('sees the same page at every hook, and that visit is no call', async () => {
    const { relay } = await setUp();
    const visit = async (id: string) =>
      (await relay.hook(id, { method: 'GET', headers: by(STRANGER) })).text.replaceAll(`hooks/${id}`, '…');

    expect(await visit('main')).toBe(await visit('nowhere'));
    expect(await relay.quarantine()).toEqual([]);
  });

  it('who is inside the allow-list, or has the secret, gets the true reason', async () => {
    const { relay } = await setUp({ allowFrom: ['66.85.240.0/21'] });
    const codeOf = async (target: string, headers: Record<string, string>) =>
      errorOf(await relay.hook(target, { headers, body: BODY })).code;

    expect(await codeOf('main', by(CONVOSO))).toBe('SECRET_MISSING');
    expect(await codeOf('main?secret=wrong', by(CONVOSO))).toBe('SECRET_WRONG');
    expect(await codeOf('nowhere', by(CONVOSO))).toBe('UNKNOWN_HOOK');
    expect(await codeOf('main', by(STRANGER, { 'x-connect-secret': SECRET }))).toBe('FOREIGN_ADDRESS');
    expect(await codeOf('nowhere', by(STRANGER, { 'x-connect-secret': SECRET }))).toBe('UNKNOWN_HOOK');
  });
});

describe('a page in a browser', () => {
  it.each<[what: string, sending: Sending]>([
    [
      'a form of another site',
      { headers: { 'sec-fetch-site': 'cross-site', origin: 'https://page.example.test' } },
    ],
    ['a page on another port', { headers: { origin: 'http://localhost:3000' } }],
    ['a page that hides where it is', { headers: { origin: 'null' } }],
    [
      'an image of another site',
      { method: 'GET', headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' } },
    ],
    ['a rebound name', { headers: { host: 'rebound.example.test', origin: 'http://rebound.example.test' } }],
    [
      'a rebound name that only marks it',
      { method: 'GET', headers: { host: 'rebound.example.test', 'sec-fetch-site': 'same-origin' } },
    ],
    [
      'a link that is followed',
      { method: 'GET', headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' } },
    ],
  ])('C3: fires nothing: %s', async (_what, sending) => {
    const { crm, relay } = await setUp({ secret: undefined });

    const answer = await relay.hook(`main?${BODY}`, sending);

    expect(answer.status).toBe(403);
    expect(errorOf(answer).code).toBe('BROWSER_REQUEST');
    expect(only(await relay.quarantine()).code).toBe('BROWSER_REQUEST');
    await relay.stop();
    expect(crm.requests).toEqual([]);
  });

  it('is let in where a person typed the address, or follows a link that holds no call', async () => {
    const { relay } = await setUp({ secret: undefined });

    acceptedId(await relay.hook(`main?${BODY}`, { method: 'GET', headers: { 'sec-fetch-site': 'none' } }));
    const followed = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    expect((await relay.hook('main', { method: 'GET', headers: followed })).status).toBe(200);
  });
});

describe('a secret', () => {
  it.each([
    ['as it stands', SECRET.replace(' ', '%20')],
    ['as a form writes it', new URLSearchParams({ secret: SECRET }).toString().slice('secret='.length)],
    ['percent-encoded', encodeURIComponent(SECRET)],
  ])('A15: is right in a query %s', async (_how, written) => {
    const { relay } = await setUp();

    acceptedId(await relay.hook(`main?event=disposition&secret=${written}`, { body: BODY }));
  });

  it.each([
    ['with letters beyond ASCII', 'schlüssel-€-9', 'schlüssel-€-9'],
    ['with blanks around it', '  spaced secret ', 'spaced secret'],
  ])('%s is right in a header, too, as a sender writes it', async (_what, secret, written) => {
    const { relay } = await setUp({ secret });
    const inHeader = (text: string) =>
      relay.hook('main', {
        // The bytes of UTF-8, which is what senders put on the line.
        headers: { 'x-connect-secret': Buffer.from(text).toString('latin1') },
        body: Buffer.from(BODY),
      });

    acceptedId(await inHeader(written));
    expect(shown(await inHeader(`${written}x`))).toContain('NOT_ADMITTED');
    expect(shown(await inHeader(''))).toContain('NOT_ADMITTED');
  });

  it('A14: and an event are read after an ampersand that is escaped, and the secret is kept nowhere', async () => {
    const { relay } = await setUp();
    const written = encodeURIComponent(SECRET);

    const answer = await relay.hook(`main?x=1&amp;secret=${written}&amp;event=callback`, { body: BODY });

    const report = await relay.explain(acceptedId(answer));
    expect(report.callEvent.kinds).toEqual(['callback']);
    expect(JSON.stringify(report)).not.toContain(SECRET);
    expect(JSON.stringify(report)).not.toContain(written);
  });

  it('A21: may overlap with the one before, until that is taken out', async () => {
    const { relay, document } = await setUp({ secret: 'new-secret', formerSecret: 'old-secret' });
    const statusOf = async (secret: string) =>
      (await relay.hook('main', { headers: { 'x-connect-secret': secret }, body: BODY })).status;
    expect([await statusOf('new-secret'), await statusOf('old-secret'), await statusOf('other')]).toEqual([
      200, 200, 403,
    ]);

    await relay.reload({ ...document, hooks: [{ id: 'main', secret: 'new-secret' }] });

    expect([await statusOf('new-secret'), await statusOf('old-secret')]).toEqual([200, 403]);
  });

  it.each([
    ['h2&secret={secret}', {}],
    ['{secret}', {}],
    ['main?token={secret}', {}],
    ['main?x=secret%3D{secret}', {}],
    ['main', { body: JSON.stringify({ secret: SECRET, status: 'NI' }) }],
    ['main', { body: form({ key: SECRET }) }],
    ['main', { headers: { 'x-secret': SECRET } }],
    ['nowhere', { headers: { referer: `https://crm.example.test/?${SECRET}` } }],
  ] as const)('C5: in the wrong place is kept, logged and told nowhere: %s %j', async (target, sending) => {
    const { relay } = await setUp();

    const answer = await relay.hook(target.replace('{secret}', encodeURIComponent(SECRET)), {
      body: BODY,
      ...sending,
    });

    const { id } = only(await relay.quarantine());
    const told = [
      answer.text,
      (await relay.api(`quarantine/${id}`)).text,
      (await relay.api('notifications')).text,
    ];
    for (const text of told) {
      expect(text).not.toContain(SECRET);
      expect(text).not.toContain(encodeURIComponent(SECRET));
      expect(text).not.toContain(JSON.stringify(SECRET).slice(1, -1));
    }
  });
});

describe('a call to a mistyped address', () => {
  it('A13: with a slash too many simply works', async () => {
    const { relay } = await setUp({ secret: undefined });
    const post = async (path: string) =>
      acceptedId(await send(`${relay.url}${path}`, { method: 'POST', body: BODY }));

    for (const path of ['//hooks/main', '/hooks//main', '/hooks/main/', '//hooks//main//']) await post(path);
  });

  it.each<[method: string, path: string, code: string]>([
    ['POST', '/Hooks/Main', 'UNKNOWN_PATH'],
    ['POST', '/webhook/main', 'UNKNOWN_PATH'],
    ['POST', '/hooks', 'UNKNOWN_PATH'],
    ['POST', '/hooks/main/more', 'UNKNOWN_PATH'],
    ['GET', `/webhook/main?${BODY}`, 'UNKNOWN_PATH'],
    ['PUT', '/hooks/main', 'METHOD_NOT_ALLOWED'],
    ['GET', `/hooks/main?note=${'x'.repeat(40_000)}`, 'QUERY_TOO_LONG'],
  ])('A13: is kept and told: %s %.24s', async (method, path, code) => {
    const { crm, relay } = await setUp({ secret: undefined });

    const answer = await send(`${relay.url}${path}`, { method, body: method === 'GET' ? '' : BODY });

    expect(answer.status).toBeGreaterThanOrEqual(400);
    const { id, code: kept } = only(await relay.quarantine());
    expect(kept).toBe(code);
    expect((await relay.notice('quarantined')).key).toBe(`quarantine:${code}`);
    // It is a call all the same, and gets in once somebody says where it belongs.
    if (code === 'QUERY_TOO_LONG') return;
    const replayed = await relay.replay('quarantine', id, '?hook=main');
    expect(replayed.status).toBe(200);
    await crm.received(1);
  });

  it('leaves what looks around, and holds nothing, without a trace', async () => {
    const { relay } = await setUp();

    for (const path of ['/.env', '/wp-login.php', '/favicon.ico'])
      expect((await send(`${relay.url}${path}`)).status).toBe(404);

    expect(await relay.quarantine()).toEqual([]);
  });
});

describe('a flood of what is refused', () => {
  const rounds = async (count: number, one: (index: number) => Promise<unknown>): Promise<void> => {
    for (let index = 0; index < count; index += 25)
      await Promise.all(Array.from({ length: Math.min(25, count - index) }, (_, more) => one(index + more)));
  };

  it('C4: pushes no genuine call out, is bounded, and turns no accepted delivery away', async () => {
    const { relay } = await setUp({ allowFrom: undefined });
    const wrong = { ...by(CONVOSO), 'x-connect-secret': 'secret of last week' };
    for (const lead of [1, 2, 3]) await relay.hook('main', { headers: wrong, body: form(callOf(lead)) });

    await rounds(1_200, (index) => relay.hook(`scan-${index}`, { headers: by(STRANGER), body: 'x' }));
    await rounds(1_000, (index) =>
      relay.hook(`main?secret=guess-${index}`, { headers: by(STRANGER), body: BODY }),
    );

    const kept = await relay.quarantine(1_000);
    expect(kept.filter(({ remoteAddress }) => remoteAddress === CONVOSO)).toHaveLength(3);
    expect(kept.length).toBeLessThanOrEqual(3 + 200 + 300);
    const refused = await relay.hook('main', { headers: by(STRANGER), body: BODY });
    expect({ status: refused.status, code: errorOf(refused).code }).toEqual({
      status: 429,
      code: 'TOO_MANY_REFUSED',
    });
    expect(refused.headers['retry-after']).toBe('60');
    const right = { headers: { ...by(STRANGER), 'x-connect-secret': SECRET }, body: BODY };
    acceptedId(await relay.hook('main', right));
    expect((await relay.notifications()).map(({ key }) => key)).toContain('quarantine:TOO_MANY_REFUSED');
  });

  it('C4: fills neither the disk, nor the log, nor the memory, however often it comes', async () => {
    const dataFolder = tempFolder();
    let lines = 0;
    const log = createLog({ readable: false, level: 'info', to: { write: () => void (lines += 1) } });
    const { relay } = await setUp({ allowFrom: undefined }, { dataFolder, log });
    const flood = async (): Promise<void> => {
      await rounds(1_200, (index) => relay.hook(`scan-${index}`, { headers: by(STRANGER), body: 'x' }));
      await rounds(1_000, (index) =>
        relay.hook(`main?secret=guess-${index}`, { headers: by(STRANGER), body: BODY }),
      );
    };
    const bytes = (): number =>
      readdirSync(dataFolder).reduce((sum, name) => sum + statSync(path.join(dataFolder, name)).size, 0);
    await flood();
    const before = { bytes: bytes(), heap: heapAfterCollection() };
    const firstLines = lines;

    // All within the same minute, and from one address: there is nothing more to keep or to say.
    await flood();
    await flood();

    expect(firstLines).toBeLessThan(150);
    expect(lines - firstLines).toBeLessThan(10);
    expect(bytes() - before.bytes).toBeLessThan(1_048_576);
    expect(heapAfterCollection() - before.heap).toBeLessThan(10 * 1_048_576);
  });

  it('C4: of many addresses pushes out none of who sends less', async () => {
    const { relay } = await setUp();
    const post = (relay_: TestRelay, hook: string, address: string) =>
      relay_.hook(hook, { headers: by(address), body: BODY });
    await post(relay, 'laeds', CONVOSO);

    for (const network of [1, 2]) await rounds(150, () => post(relay, 'scan', `203.0.113.${network}`));

    const kept = await relay.quarantine(1_000);
    expect(kept).toHaveLength(200);
    expect(kept.filter(({ remoteAddress }) => remoteAddress === CONVOSO)).toHaveLength(1);
  });
});

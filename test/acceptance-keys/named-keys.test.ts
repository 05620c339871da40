import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { HOUR, MINUTE, SECOND } from '../support/clock.js';
import { config } from '../support/config.js';
import { send } from '../support/http.js';
import { errorOf, runRelay, tempFolder, type TestRelay } from '../support/relay.js';
import { bearer, listedKeys, makeKey, order, type ShownKey } from './keys.js';

const NOTHING = config({ endpoints: [], workflows: [] });
const READ = { name: 'n8n', scopes: ['read'] };

const asked = (relay: TestRelay, key: Pick<ShownKey, 'key'>) =>
  send(`${relay.url}/api/logs`, { headers: bearer(key) });

const statusOf = async (relay: TestRelay, key: Pick<ShownKey, 'key'>) => (await asked(relay, key)).status;

async function rotated(relay: TestRelay, id: string, overlapHours: number): Promise<ShownKey> {
  const path = `/api/keys/${id}/rotate`;
  const { text } = await order(relay, { method: 'POST', path }, relay.authorization, { overlapHours });
  return JSON.parse(text) as ShownKey;
}

describe('a named key', () => {
  it('is shown once, opens until it is withdrawn, and nothing on the disk opens the API', async () => {
    const dataFolder = tempFolder();
    const relay = await runRelay({ dataFolder, config: NOTHING });
    const key = await makeKey(relay, READ);
    expect(await statusOf(relay, key)).toBe(200);

    const { text } = await relay.api('keys');
    const secret = key.key.slice(-32);
    expect(text).not.toContain(secret);
    for (const name of readdirSync(dataFolder))
      expect(readFileSync(path.join(dataFolder, name), 'latin1')).not.toContain(secret);

    await order(relay, { method: 'DELETE', path: `/api/keys/${key.id}` }, relay.authorization);
    expect(errorOf(await asked(relay, key)).code).toBe('API_KEY_NEEDED');
    expect(await listedKeys(relay)).toEqual([]);
  });

  it('is known after a restart, withdrawn or not', async () => {
    const dataFolder = tempFolder();
    const first = await runRelay({ dataFolder, config: NOTHING });
    const kept = await makeKey(first, READ);
    const gone = await makeKey(first, { ...READ, name: 'gone' });
    await order(first, { method: 'DELETE', path: `/api/keys/${gone.id}` }, first.authorization);
    await first.stop();

    const second = await runRelay({ dataFolder });

    expect(await statusOf(second, kept)).toBe(200);
    expect(await statusOf(second, gone)).toBe(401);
  });

  it('opens no other relay', async () => {
    const one = await runRelay({ config: NOTHING });
    const other = await runRelay({ config: NOTHING });
    const key = await makeKey(one, READ);
    await makeKey(other, READ);

    expect(await statusOf(one, key)).toBe(200);
    expect(await statusOf(other, key)).toBe(401);
  });

  it('opens by nothing but itself', async () => {
    const relay = await runRelay({ config: NOTHING });
    const { key, id } = await makeKey(relay, READ);
    const other = await makeKey(relay, { ...READ, name: 'other' });
    const secret = key.slice(-32);

    for (const wrong of [
      `connect_${id}_`,
      `connect_${other.id}_${secret}`,
      `connect_${id}_${secret.slice(1)}A`,
      `${key}x`,
      key.slice(0, -1),
      secret,
      key.toUpperCase(),
    ])
      expect({ wrong, status: await statusOf(relay, { key: wrong }) }).toEqual({ wrong, status: 401 });
    expect((await send(`${relay.url}/api/logs`, { headers: { authorization: key } })).status).toBe(401);
    expect(
      (await send(`${relay.url}/api/logs`, { headers: { authorization: `bearer ${key}` } })).status,
    ).toBe(200);
  });

  it('is not locked out by wrong ones, however many come', async () => {
    const relay = await runRelay({ config: NOTHING });
    const key = await makeKey(relay, { ...READ, perSecond: 1 });
    const wrong = { key: `${key.key.slice(0, -1)}${key.key.endsWith('A') ? 'B' : 'A'}` };

    for (let count = 0; count < 30; count += 1) expect(await statusOf(relay, wrong)).toBe(401);

    expect(await statusOf(relay, key)).toBe(200);
  });

  it('that has expired opens nothing, and says so to who has it alone', async () => {
    const relay = await runRelay({ config: NOTHING });
    const expiresAt = new Date(relay.clock.now() + HOUR).toISOString();
    const key = await makeKey(relay, { ...READ, expiresAt });
    relay.clock.advance(HOUR - 1);
    expect(await statusOf(relay, key)).toBe(200);

    relay.clock.advance(1);

    expect(errorOf(await asked(relay, key)).code).toBe('KEY_EXPIRED');
    expect(errorOf(await asked(relay, { key: `${key.key.slice(0, -2)}AA` })).code).toBe('API_KEY_NEEDED');
    expect(await listedKeys(relay)).toMatchObject([{ name: 'n8n', expired: true }]);
  });

  it('opens after its rotation until the overlap is over, also where it is rotated twice', async () => {
    const relay = await runRelay({ config: NOTHING });
    const first = await makeKey(relay, READ);
    const second = await rotated(relay, first.id, 4);
    const third = await rotated(relay, first.id, 2);
    expect([first.id, first.name]).toEqual([third.id, third.name]);

    relay.clock.advance(2 * HOUR - 1);
    for (const key of [first, second, third]) expect(await statusOf(relay, key)).toBe(200);
    relay.clock.advance(1);

    // The shorter overlap counts for all: whoever rotates again wants the former ones gone by then.
    for (const key of [first, second]) expect(await statusOf(relay, key)).toBe(401);
    expect(await statusOf(relay, third)).toBe(200);
  });

  it('opens nothing from a rotation without overlap on', async () => {
    const relay = await runRelay({ config: NOTHING });
    const leaked = await makeKey(relay, READ);
    const also = await rotated(relay, leaked.id, 24);

    const now = await rotated(relay, leaked.id, 0);

    for (const key of [leaked, also]) expect(await statusOf(relay, key)).toBe(401);
    expect(await statusOf(relay, now)).toBe(200);
  });

  it('opens for as many requests in a second as it may, and holds nobody else up', async () => {
    const relay = await runRelay({ config: NOTHING });
    const slow = await makeKey(relay, { ...READ, perSecond: 2 });
    const other = await makeKey(relay, { ...READ, name: 'other', perSecond: 2 });
    for (let count = 0; count < 2; count += 1) expect(await statusOf(relay, slow)).toBe(200);

    const answer = await asked(relay, slow);

    expect(answer.status).toBe(429);
    expect(answer.headers['retry-after']).toBe('1');
    expect(errorOf(answer).code).toBe('TOO_MANY_REQUESTS');
    expect(await statusOf(relay, other)).toBe(200);
    expect((await relay.api('logs')).status).toBe(200);
    relay.clock.advance(SECOND / 2);
    expect(await statusOf(relay, slow)).toBe(200);
    expect(await statusOf(relay, slow)).toBe(429);
  });

  it('is listed with its last use, which the store has a minute later at most', async () => {
    const dataFolder = tempFolder();
    const relay = await runRelay({ dataFolder, config: NOTHING });
    const key = await makeKey(relay, READ);
    expect(await listedKeys(relay)).toMatchObject([{ name: 'n8n', scopes: ['read'], lastUsedAt: null }]);
    relay.clock.advance(MINUTE);
    const usedAt = new Date(relay.clock.now()).toISOString();
    await asked(relay, key);

    expect(await listedKeys(relay)).toMatchObject([{ lastUsedAt: usedAt }]);

    await relay.stop();
    const again = await runRelay({ dataFolder });
    expect(await listedKeys(again)).toMatchObject([{ lastUsedAt: usedAt }]);
  });

  it.each([
    ['BAD_KEY_NAME', { name: '' }],
    ['BAD_KEY_NAME', { name: 'a\nb' }],
    ['BAD_KEY_NAME', { name: 'command line' }],
    ['BAD_KEY_ORDER', { scopes: [] }],
    ['BAD_KEY_ORDER', { scopes: ['admin'] }],
    ['BAD_KEY_ORDER', { perSecond: 0 }],
    ['EXPIRES_IN_THE_PAST', { expiresAt: '2026-11-20T16:59:59.000Z' }],
    ['KEY_NAME_TAKEN', { name: 'there' }],
  ])('is refused with %s where it is %j', async (code, changes) => {
    const relay = await runRelay({ config: NOTHING });
    await makeKey(relay, { ...READ, name: 'there' });

    const body = { ...READ, ...changes };
    const answer = await order(relay, { method: 'POST', path: '/api/keys' }, relay.authorization, body);

    expect(errorOf(answer).code).toBe(code);
    expect(await listedKeys(relay)).toHaveLength(1);
  });

  it('has its name to itself, also where two are made at once', async () => {
    const relay = await runRelay({ config: NOTHING });
    const make = () => order(relay, { method: 'POST', path: '/api/keys' }, relay.authorization, READ);

    const statuses = (await Promise.all([make(), make(), make()])).map(({ status }) => status);

    expect(statuses.sort()).toEqual([200, 409, 409]);
    expect(await listedKeys(relay)).toHaveLength(1);
  });
});

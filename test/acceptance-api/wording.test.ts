import { describe, expect, it } from '@jest/globals';
import { config } from '../support/config.js';
import { send, type Sending } from '../support/http.js';
import { errorOf, runRelay } from '../support/relay.js';

const NOTHING = config({ endpoints: [], workflows: [] });
const JSON_TYPE = { 'content-type': 'application/json' };

describe('a request to the API that cannot be carried out as it is', () => {
  it.each<
    [what: string, method: string, place: string, sending: Sending, told: readonly [number, string, RegExp]]
  >([
    ['no body', 'PATCH', 'workflows/all', {}, [400, 'BAD_SWITCH', /^the body is empty$/]],
    [
      'an empty configuration',
      'PUT',
      'config',
      { body: '' },
      [400, 'CONFIG_UNREADABLE', /^the body is empty$/],
    ],
    [
      'a body of another type',
      'POST',
      'keys',
      { headers: { 'content-type': 'text/plain' }, body: '{}' },
      [400, 'BAD_KEY_ORDER', /^the body came as "text\/plain"$/],
    ],
    [
      'a body without a type',
      'POST',
      'keys',
      { body: '{}' },
      [400, 'BAD_KEY_ORDER', /^the body came without a Content-Type$/],
    ],
    [
      'broken JSON',
      'PUT',
      'secrets/CRM',
      { headers: JSON_TYPE, body: '{"secret": "planted' },
      [400, 'BAD_SECRET_ORDER', /^the body is no JSON object that can be read$/],
    ],
    [
      'a body that is too long',
      'POST',
      'keys',
      { headers: JSON_TYPE, body: JSON.stringify({ name: 'x'.repeat(20_000) }) },
      [413, 'BODY_TOO_LARGE', /longer than 10000 bytes/],
    ],
    [
      'a body in an encoding that is not known',
      'POST',
      'keys',
      { headers: { ...JSON_TYPE, 'content-encoding': 'zip' }, body: '{}' },
      [415, 'BODY_ENCODING_UNKNOWN', /Content-Encoding "zip"/],
    ],
    [
      'a path that is encoded wrongly',
      'GET',
      'workflows/%ff',
      {},
      [400, 'BAD_REQUEST', /^the request could not be read$/],
    ],
    [
      'a method that a path does not take',
      'PATCH',
      'keys',
      { headers: JSON_TYPE, body: '{}' },
      [405, 'METHOD_NOT_ALLOWED', /^\/api\/keys takes GET and POST, not PATCH$/],
    ],
    ['another one', 'GET', 'Forget/', {}, [405, 'METHOD_NOT_ALLOWED', /takes POST, not GET$/]],
    ['a path that is not there', 'GET', 'workflow', {}, [404, 'NOT_FOUND', /nothing at \/api\/workflow$/]],
  ])(
    'is refused in the one form, with what is wrong and what to do: %s',
    async (_what, method, place, sending, told) => {
      const relay = await runRelay({ config: NOTHING });
      const headers = { 'if-match': '"1"', ...sending.headers };

      const answer = await relay.api(place, { ...sending, method, headers });

      const [status, code, message] = told;
      expect([answer.status, errorOf(answer).code]).toEqual([status, code]);
      expect(errorOf(answer).message).toMatch(message);
      expect(errorOf(answer).remedy.length).toBeGreaterThan(20);
      expect(answer.text).not.toContain('planted');
      if (status === 405) expect(answer.headers.allow).toBe(place === 'keys' ? 'GET, POST' : 'POST');
    },
  );

  it('tells the methods of a path to OPTIONS as to any other that it does not take', async () => {
    const relay = await runRelay({ config: NOTHING });
    const answer = await relay.api('config', { method: 'OPTIONS' });
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, PUT']);
  });

  it('is told nothing of the API without a key', async () => {
    const relay = await runRelay({ config: NOTHING });
    expect((await send(`${relay.url}/api/keys`, { method: 'PATCH' })).status).toBe(401);
  });
});

describe('what is known already', () => {
  it.each(['config', 'config/document'])(
    'is not answered with again where it has an ETag: %s',
    async (place) => {
      const relay = await runRelay({ config: NOTHING });
      const asked = (tag: string) => relay.api(place, { headers: { 'if-none-match': tag } });

      expect(await asked('"1"')).toMatchObject({ status: 304, text: '', headers: { etag: '"1"' } });
      expect((await asked('"2"')).status).toBe(200);
    },
  );

  it.each(['logs', 'workflows', 'keys', 'session'])(
    'is answered with whole where it has none: %s',
    async (place) => {
      const relay = await runRelay({ config: NOTHING });
      const headers = {
        'if-none-match': '*',
        'if-modified-since': new Date(2_000_000_000_000).toUTCString(),
      };
      expect((await relay.api(place, { headers })).status).toBe(200);
    },
  );
});

import { describe, expect, it } from '@jest/globals';
import { config } from '../support/config.js';
import { send } from '../support/http.js';
import { errorOf, runRelay } from '../support/relay.js';
import { only } from '../support/reports.js';
import { bearer, makeKey, signedIn } from './keys.js';

const SECRET = 'the password of the CRM';

const order = (headers: Readonly<Record<string, string>>, method = 'POST') => ({
  method,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify({ secret: SECRET, lead_id: '1' }),
});

describe('a secret that is sent to a misspelt path of the API', () => {
  it.each(['/v1/api/secrets/CRM', '/api%2Fsecrets/CRM', '/%61pi/secrets/CRM', '/hooks/..%2Fapi%2Fsecrets'])(
    'is answered with where the API is, and kept nowhere: %s',
    async (path) => {
      const relay = await runRelay({ config: config({ endpoints: [], workflows: [] }) });

      for (const method of ['PUT', 'POST']) {
        const answer = await send(relay.url + path, order({}, method));
        expect([answer.status, errorOf(answer).code]).toEqual([404, 'NOT_FOUND']);
        expect(errorOf(answer).remedy).toContain('/api');
      }

      expect(await relay.quarantine()).toEqual([]);
      expect(await relay.notifications()).toEqual([]);
    },
  );

  it('is kept nowhere at any path, where a key came with it or a signed-in browser sent it', async () => {
    const relay = await runRelay({ config: config({ endpoints: [], workflows: [] }) });
    const made = await makeKey(relay, { name: 'n8n', scopes: ['read'] });
    const withdrawn = await makeKey(relay, { name: 'old', scopes: ['read'] });
    await relay.api(`keys/${withdrawn.id}`, { method: 'DELETE' });
    const admin = relay.authorization.authorization.replace('Bearer ', '');
    const senders = [
      relay.authorization,
      bearer(made),
      bearer(withdrawn),
      { 'x-api-key': made.key },
      { 'x-api-key': admin },
      await signedIn(relay),
    ];

    for (const headers of senders) {
      const answer = await send(`${relay.url}/secrets/CRM`, order(headers));
      expect([answer.status, errorOf(answer).code]).toEqual([404, 'NOT_FOUND']);
    }

    expect(await relay.quarantine()).toEqual([]);
  });

  it('shows no key in the quarantine, where it is set aside as a call for want of one that opens', async () => {
    const relay = await runRelay({ config: config({ endpoints: [], workflows: [] }) });
    const given = 'a key of another system';

    await send(`${relay.url}/webhook`, order({ authorization: `Bearer ${given}`, 'x-api-key': given }));

    const { id } = only(await relay.quarantine());
    expect(JSON.stringify(await relay.quarantined(id))).not.toContain(given);
  });
});

import { describe, expect, it } from '@jest/globals';
import { config } from '../support/config.js';
import { eventually } from '../support/eventually.js';
import { send } from '../support/http.js';
import { runRelay, type TestRelay } from '../support/relay.js';
import { only } from '../support/reports.js';
import { makeKey } from './keys.js';

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

const encoded = (key: string): string => key.replace(/_/g, '%5F').replace(/-/g, '%2D');

const start = () => runRelay({ config: config({ endpoints: [], workflows: [] }) });

const call = (relay: TestRelay, path: string, body: string, type = FORM) =>
  send(relay.url + path, { method: 'POST', headers: { 'content-type': type }, body });

/** All that is kept of what came, and told of it. */
async function kept(relay: TestRelay): Promise<string> {
  const quarantine = await relay.quarantine();
  const requests = await Promise.all(quarantine.map(({ id }) => relay.quarantined(id)));
  return JSON.stringify([quarantine, requests, await relay.notifications()]);
}

describe('a key of this relay’s API that comes with a call', () => {
  it.each<[where: string, send: (relay: TestRelay, key: string) => Promise<unknown>]>([
    ['in the query', (relay, key) => call(relay, `/hooks/mian?key=${key}`, 'lead_id=1')],
    ['encoded', (relay, key) => call(relay, `/hooks/mian?k=${encoded(key)}`, 'lead_id=1')],
    ['in the path', (relay, key) => call(relay, `/hook/${key}`, 'lead_id=1')],
    ['in a form', (relay, key) => call(relay, '/hooks/mian', `lead_id=1&apikey=${key}`)],
    ['in JSON', (relay, key) => call(relay, '/hooks/mian', JSON.stringify({ lead_id: '1', key }), JSON_TYPE)],
  ])('%s of a mistyped hook stands readable nowhere, and is told', async (_where, sending) => {
    const relay = await start();
    const { key } = await makeKey(relay, { name: 'n8n', scopes: ['read'] });
    const admin = relay.authorization.authorization.replace('Bearer ', '');

    for (const each of [key, admin]) await sending(relay, each);

    const everything = await eventually(async () => {
      const all = await kept(relay);
      expect(all).toContain('keys rotate \\"n8n\\" --overlap-hours 0');
      expect(all).toContain('connect -- key --rotate');
      return all;
    });
    expect(everything).not.toContain(key.slice(-32));
    for (const spelt of [admin, encoded(admin), encoded(key.slice(-32))])
      expect(everything).not.toContain(spelt);
  });

  it('is in no delivery either, and the call counts', async () => {
    const relay = await start();
    const { key } = await makeKey(relay, { name: 'n8n', scopes: ['read'] });

    const { status } = await call(relay, `/hooks/main?key=${key}`, `lead_id=1&note=${key}`);

    expect(status).toBe(200);
    const { id } = only(
      (JSON.parse((await relay.api('deliveries')).text) as { deliveries: { id: string }[] }).deliveries,
    );
    const { text } = await relay.api(`deliveries/${id}`);
    expect(JSON.parse(text)).toMatchObject({ query: 'key=[masked]', body: 'lead_id=1&note=[masked]' });
    expect((await relay.notice('key-in-call')).message).toContain('to /hooks/main from');
  });

  it('and opens nothing any more is masked, and nothing to be told of', async () => {
    const relay = await start();
    const { key, id } = await makeKey(relay, { name: 'old', scopes: ['read'] });
    await relay.api(`keys/${id}`, { method: 'DELETE' });

    await call(relay, `/hooks/mian?key=${key}`, 'lead_id=1');

    expect(await kept(relay)).not.toContain(key.slice(-32));
    expect((await relay.notifications()).map(({ kind }) => kind)).toEqual(['quarantined']);
  });
});

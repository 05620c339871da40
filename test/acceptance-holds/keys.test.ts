import { describe, expect, it } from '@jest/globals';
import type { TestRelay } from '../support/relay.js';
import { errorOf } from '../support/relay.js';
import { found, hold, holdingRelay, listed } from './holding.js';

async function keyWith(relay: TestRelay, name: string, scopes: readonly string[]) {
  const { status, text } = await relay.api('keys', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, scopes }),
  });
  expect(status).toBe(200);
  return { authorization: `Bearer ${(JSON.parse(text) as { key: string }).key}` };
}

describe('the holds of a key', () => {
  it('are seen and ended by nobody else’s key, but by who may read and operate', async () => {
    const { relay, waiter } = await holdingRelay();
    const n8n = await keyWith(relay, 'n8n', ['guard']);
    const zapier = await keyWith(relay, 'zapier', ['guard']);
    const reader = await keyWith(relay, 'reader', ['guard', 'read']);
    const operator = await keyWith(relay, 'operator', ['guard', 'read', 'operate']);
    const { hold: made } = await hold(relay, waiter, { id: 'mine', lead: '101' }, { headers: n8n });
    expect(made.by).toBe('n8n');
    // The same id of another key is another hold.
    const other = await hold(relay, waiter, { id: 'mine', lead: '101' }, { headers: zapier });
    expect(other.repeated).toBe(false);

    const seen = async (headers: object) => (await listed(relay, '', headers)).holds.map(({ id }) => id);
    expect(await seen(n8n)).toEqual([made.id]);
    expect(await seen(zapier)).toEqual([other.hold.id]);
    expect(await seen(reader)).toEqual([other.hold.id, made.id]);

    for (const headers of [zapier]) {
      const hidden = await relay.api(`holds/${made.id}`, { headers });
      expect([hidden.status, errorOf(hidden).code]).toEqual([404, 'UNKNOWN_HOLD']);
    }
    for (const headers of [zapier, reader]) {
      for (const verb of ['flush', 'run']) {
        const refused = await relay.api(`holds/${made.id}/${verb}`, { method: 'POST', headers });
        expect([refused.status, errorOf(refused).code]).toEqual([404, 'UNKNOWN_HOLD']);
      }
    }
    const flushed = await relay.api('holds/flush?lead=101', { method: 'POST', headers: zapier });
    expect(JSON.parse(flushed.text)).toEqual({ success: true, flushed: 1 });
    expect(await found(relay, made.id)).toMatchObject({ state: 'held' });
    const ended = await relay.api(`holds/${made.id}/flush`, { method: 'POST', headers: operator });
    expect(ended.status).toBe(200);
    expect((await found(relay, made.id)).reason).toContain('flushed by operator');
  });
});

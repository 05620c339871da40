import { describe, expect, it } from '@jest/globals';
import { config, endpoint, workflow } from '../support/config.js';
import { runRelay } from '../support/relay.js';
import { audited, order } from './keys.js';

describe('an order that finds everything as it orders it', () => {
  it.each([
    { method: 'PATCH', path: '/api/workflows/all', body: { active: true } },
    { method: 'PATCH', path: '/api/workflows/all/actions/crm', body: { active: true } },
    { method: 'PATCH', path: '/api/endpoints/crm', body: { active: true } },
    { method: 'POST', path: '/api/pending/flush?workflow=all' },
    { method: 'POST', path: '/api/dead-letters/replay?endpoint=crm' },
    { method: 'DELETE', path: '/api/session' },
  ] as const)(
    'has no row in the audit log, which tells of changes: $method $path',
    async ({ body, ...at }) => {
      const crm = { url: 'http://127.0.0.1:9' };
      const relay = await runRelay({
        config: config({ endpoints: [endpoint('crm', crm)], workflows: [workflow('all', ['crm'])] }),
      });
      const before = await audited(relay);

      const { status } = await order(relay, at, relay.authorization, body);

      expect(status).toBe(200);
      expect(await audited(relay)).toEqual(before);
    },
  );

  it('leaves a part as it was switched, with the reason of whoever switched it', async () => {
    const relay = await runRelay({ config: config({ endpoints: [], workflows: [workflow('all', [])] }) });
    const off = () =>
      order(relay, { method: 'PATCH', path: '/api/workflows/all' }, relay.authorization, { active: false });
    const first = await off();
    relay.clock.advance(60_000);

    expect((await off()).text).toBe(first.text);
    expect(await audited(relay, '?what=workflows.switch')).toHaveLength(1);
  });
});

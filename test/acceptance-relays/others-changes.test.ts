import { describe, expect, it } from '@jest/globals';
import { RENEWED_EVERY_MS } from '../../relay/src/work/lease.js';
import { callOf } from '../support/calls.js';
import { SECOND } from '../support/clock.js';
import { config, endpoint, workflow } from '../support/config.js';
import { destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { send } from '../support/http.js';
import { SharedStore, pass, unheard } from './two-relays.js';

/** Two relays on one store, with one endpoint. */
async function two(hears?: typeof unheard) {
  const crm = await destination();
  const shared = new SharedStore();
  const setUp = config({ endpoints: [endpoint('crm', crm)], workflows: [workflow('start', ['crm'])] });
  const [first, second] = [(await shared.run(setUp, hears)).relay, (await shared.run(setUp, hears)).relay];
  const soon = (): Promise<void> => pass(shared, [first, second], RENEWED_EVERY_MS + SECOND);
  return { crm, first, second, soon };
}

const json = (body: unknown) => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

describe('what one relay was told, the others know within seconds, though they hear no word of it', () => {
  it('that a workflow is switched off', async () => {
    const { crm, first, second, soon } = await two(unheard);
    const turned = await first.api('workflows/start', { method: 'PATCH', ...json({ active: false }) });
    expect(turned.status).toBe(200);
    await soon();
    await eventually(async () => {
      const { decisions } = await second.explain(await second.post(callOf(1, 1)));
      expect(decisions).toMatchObject([{ outcome: 'inactive' }]);
    });
    expect(crm.requests).toEqual([]);
  });

  it('that an endpoint is paused, and goes on', async () => {
    const { crm, first, second, soon } = await two(unheard);
    expect((await first.api('endpoints/crm/pause', { method: 'POST', ...json({}) })).status).toBe(200);
    await soon();
    const id = await second.post(callOf(1, 1));
    await second.explainWhen(id, ({ actions }) => expect(actions).toMatchObject([{ state: 'waiting' }]));
    expect((await first.api('endpoints/crm/resume', { method: 'POST', ...json({}) })).status).toBe(200);
    await soon();
    await crm.received(1);
  });

  it('that a key was made, and withdrawn', async () => {
    const { first, second, soon } = await two(unheard);
    const order = json({ name: 'n8n', scopes: ['read'] });
    const made = JSON.parse((await first.api('keys', { method: 'POST', ...order })).text) as {
      id: string;
      key: string;
    };
    const asked = () =>
      send(`${second.url}/api/status`, { headers: { authorization: `Bearer ${made.key}` } });
    await soon();
    await eventually(async () => expect((await asked()).status).toBe(200));
    await first.api(`keys/${made.id}`, { method: 'DELETE' });
    await soon();
    await eventually(async () => expect((await asked()).status).toBe(401));
  });
});

describe('what one relay was told, the others know at once where they hear of it', () => {
  it('that a workflow is switched off, and a pause, while no time passes', async () => {
    const { crm, first, second } = await two();
    await first.api('workflows/start', { method: 'PATCH', ...json({ active: false }) });
    await eventually(async () => {
      const { text } = await second.api('workflows/start');
      expect(JSON.parse(text)).toMatchObject({ active: false });
    });
    await first.api('workflows/start', { method: 'PATCH', ...json({ active: true }) });
    await first.api('endpoints/crm/pause', { method: 'POST', ...json({}) });
    await eventually(async () => {
      const { text } = await second.api('endpoints/crm');
      expect(JSON.parse(text)).toMatchObject({ state: 'paused' });
    });
    expect(crm.requests).toEqual([]);
  });
});

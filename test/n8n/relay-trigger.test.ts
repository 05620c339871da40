import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { config } from '../support/config.js';
import { eventually } from '../support/eventually.js';
import { send } from '../support/http.js';
import type { TestRelay } from '../support/relay.js';
import { askedRelay } from './asking-node';
import { Published } from './published';

/** With the clock of this machine: what is signed long ago is refused. */
async function relayOfNow() {
  const asked = await askedRelay({ config: config({ endpoints: [], workflows: [] }) });
  asked.relay.advance(Date.now() - asked.relay.clock.now());
  return asked;
}

async function subscriptionsOf(
  relay: TestRelay,
): Promise<{ state: string; url: string; topics: string[] }[]> {
  const { text } = await relay.api('subscriptions');
  return (JSON.parse(text) as { subscriptions: { state: string; url: string; topics: string[] }[] })
    .subscriptions;
}

const leadsOf = ({ items }: Published) =>
  items.map(({ json }) => (json['lead'] as { lead_id?: string } | undefined)?.lead_id);

describe('a trigger that listens to a relay', () => {
  it('gets what comes to the hooks of the relay while it is published, numbered, and nothing after it', async () => {
    const { relay, credential } = await relayOfNow();
    const workflow = await Published.start(credential);
    await workflow.publish();
    const id = await relay.post(callOf('1', '1'));
    await relay.post(callOf('1', '2'));
    await eventually(() => expect(workflow.items).toHaveLength(2));
    expect(workflow.items.map(({ json }) => json)).toMatchObject([
      { id, lead: { lead_id: '1' }, relay: { topic: 'call.event', sequence: 1 } },
      { relay: { topic: 'call.event', sequence: 2 } },
    ]);
    await workflow.unpublish();
    expect(await subscriptionsOf(relay)).toMatchObject([{ state: 'ended' }]);
    await relay.settled(await relay.post(callOf('1', '3')));
    expect(workflow.items).toHaveLength(2);
  });

  it('subscribes once, however often n8n starts, and goes on where the relay was away then', async () => {
    const { relay, credential } = await relayOfNow();
    const workflow = await Published.start(credential);
    await workflow.publish();
    await workflow.publish();
    expect(await subscriptionsOf(relay)).toHaveLength(1);
    await relay.stop();
    expect(await workflow.isThere()).toBe(true);
  });

  it('has one subscription after it was published with other filters, and gets what passes them alone', async () => {
    const { relay, credential } = await relayOfNow();
    const workflow = await Published.start(credential);
    await workflow.publish();
    await workflow.unpublish();
    workflow.parameters = { filters: { dispositions: 'SALE, APPT' } };
    await workflow.publish();
    const active = (await subscriptionsOf(relay)).filter(({ state }) => state === 'active');
    expect(active).toMatchObject([{ filter: { dispositions: ['APPT', 'SALE'] }, name: 'n8n: Follow-up' }]);
    await relay.settled(await relay.post(callOf('1', '1')));
    await relay.post({ ...callOf('2', '2'), status: 'SALE' });
    await eventually(() => expect(leadsOf(workflow)).toEqual(['2']));
  });

  it('takes nothing that is not signed by its secret, and starts nothing for it', async () => {
    const { credential } = await relayOfNow();
    const workflow = await Published.start(credential);
    await workflow.publish();
    const body = JSON.stringify({ id: 'e', type: 'call.event', subscriptionId: 's', data: {} });
    const headers = {
      'webhook-id': 'w',
      'webhook-timestamp': String(Math.floor(Date.now() / 1_000)),
      'webhook-signature': `v1,${Buffer.alloc(32).toString('base64')}`,
    };
    const forged = await send(`${workflow.server.url}/webhook/convoso-relay`, {
      method: 'POST',
      headers,
      body,
    });
    expect(forged.status).toBe(401);
    expect(forged.text).toContain('WEBHOOK_SIGNATURE_WRONG');
    const unsigned = await send(`${workflow.server.url}/webhook/convoso-relay`, { method: 'POST', body });
    expect([unsigned.status, workflow.items.length]).toEqual([401, 0]);
  });

  it('cannot be published with a key that the relay does not know, and says so', async () => {
    const { credential } = await relayOfNow();
    const workflow = await Published.start({ ...credential, key: 'no-key-of-this-relay' });
    await expect(workflow.publish()).rejects.toMatchObject({
      message: expect.stringContaining('Relay: '),
      description: expect.stringContaining('Item 0'),
    });
  });
});

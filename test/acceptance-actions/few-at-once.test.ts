import { describe, expect, it } from '@jest/globals';
import { endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import type { TestRelay } from '../support/relay.js';
import { mailServer } from '../support/smtp.js';
import { disposed, performing } from './account.js';

const DUE = 10;
const AT_ONCE = 4;
const LEADS = Array.from({ length: DUE }, (_, index) => String(1_000 + index));

/** How many actions of a type are under way, and how many wait, as the relay tells it. */
async function states(relay: TestRelay, type: string): Promise<Record<string, number>> {
  const { text } = await relay.api(`pending?type=${type}`);
  const { pending } = JSON.parse(text) as { pending: { state: string }[] };
  const counted: Record<string, number> = {};
  for (const { state } of pending) counted[state] = (counted[state] ?? 0) + 1;
  return counted;
}

/**
 * Performs an action for ten leads at once whose calls are all held, and beside it a message to an endpoint of its own:
 * once those are through, the relay has taken up whatever it takes up.
 */
async function tenAtOnce(action: object, settings: Record<string, unknown> = {}) {
  const crm = await destination();
  const message = { id: 'm', type: 'INTEGRATION', endpointId: 'crm' };
  const set = await performing([{ id: 'a', ...action }, message], {
    endpoints: [endpoint('crm', crm)],
    settings: { egress: { allow: ['127.0.0.0/8'] }, ...settings },
  });
  for (const id of LEADS) {
    set.standIn.leads.add({
      id,
      list_id: '3343',
      phone_number: `77355501${id.slice(2)}`,
      phone_code: '1',
      status: 'NI',
    });
  }
  const deliver = () =>
    Promise.all(
      LEADS.map((lead, index) =>
        set.relay.post(
          disposed({ lead_id: lead, call_log_id: String(index), phone_number: `77355501${lead.slice(2)}` }),
        ),
      ),
    );
  const othersAreThrough = () =>
    eventually(async () => {
      expect(crm.requests).toHaveLength(DUE);
      expect(await states(set.relay, 'INTEGRATION')).toEqual({});
    });
  return { ...set, deliver, othersAreThrough };
}

describe('what is called by all workflows is called by few actions at once', () => {
  it.each([
    ['Convoso', { type: 'STATUS', status: 'SALE' }],
    ['the Do Not Call list', { type: 'DNC', numbers: 'primary' }],
  ])('%s', async (_, action) => {
    const { standIn, relay, deliver, othersAreThrough } = await tenAtOnce(action);
    const releases = LEADS.map(() => standIn.holdNext());
    const ids = await deliver();
    await othersAreThrough();

    expect(await states(relay, action.type)).toEqual({ running: AT_ONCE, waiting: DUE - AT_ONCE });
    for (const [released, release] of releases.entries()) {
      await standIn.received(Math.min(DUE, released + AT_ONCE));
      release();
    }
    for (const id of ids) {
      expect((await relay.settled(id)).actions.map(({ state }) => state)).toEqual(['done', 'done']);
    }
    expect(standIn.requests).toHaveLength(DUE);
  });

  it('the mail server', async () => {
    const server = await mailServer();
    const email = { smtpUrl: server.url, from: 'relay@example.test' };
    const action = { type: 'EMAIL', to: 'ops@example.test', subject: 'x', body: 'x' };
    const { relay, deliver, othersAreThrough } = await tenAtOnce(action, { email });
    const release = server.holdAll();
    const ids = await deliver();
    await othersAreThrough();

    expect(await states(relay, 'EMAIL')).toEqual({ running: AT_ONCE, waiting: DUE - AT_ONCE });
    await server.received(AT_ONCE);
    release();
    for (const id of ids) await relay.settled(id);
    await server.received(DUE);
  });
});

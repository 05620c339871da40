import app from 'convoso-connect-zapier';
import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { config, endpoint, workflow } from '../support/config.js';
import { destination, type ArrivedRequest, type Destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';
import { send } from '../support/http.js';
import { failureOf, type Values, type ZapApp } from '../zapier/zap.js';
import { MATCH_RULES, RelayZap, matchRulesAt, repeated } from '../zapier-relay/relay-zap.js';
import { closeAfterTest } from './support/closing.js';
import { dataFolder } from './support/folders.js';
import { deliver } from './support/hook.js';
import { startRelayProcess, type RelayProcess } from './support/relay-process.js';

const TRIGGER = 'triggers.call_event_relay.operation';
const { call_event_relay } = app.triggers;
const RELAYED = { triggers: { call_event_relay } } as unknown as ZapApp;

async function keyFor(relay: RelayProcess, name: string): Promise<string> {
  const { text } = await send(`${relay.url}/api/keys`, {
    method: 'POST',
    headers: { ...relay.authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ name, scopes: ['guard', 'subscribe', 'read'], perSecond: 1_000 }),
  });
  return (JSON.parse(text) as { key: string }).key;
}

/** What Zapier hands to the trigger of a request that came to its hook. */
function rawRequest({ body, headers }: ArrivedRequest) {
  const named = Object.entries(headers).map(([name, value]) => [`Http-${name}`, String(value)] as const);
  return { method: 'POST', querystring: '', headers: Object.fromEntries(named), content: body };
}

/** The body of one event of one lead, mapped into Match Rules. */
const eventOf = (id: string, at = new Date()) =>
  JSON.stringify({
    id,
    received_at: at.toISOString(),
    kinds: ['disposition'],
    lead: { lead_id: '1364887' },
    call: { call_log_id: id, status: 'NI' },
  });

const numbers = (count: number) => Array.from({ length: count }, (_, n) => String(n));

describe('the Zapier app and a relay in a process of its own', () => {
  it('bring a call of Convoso to a Zap, though the relay is killed in between, until the Zap is turned off', async () => {
    const hooks = await destination(() => ({ status: 200, body: '{"status":"success"}' }));
    closeAfterTest(() => hooks.close());
    const folder = dataFolder(config({ endpoints: [], workflows: [] }));
    const PORT = String(await freePort());
    const before = await startRelayProcess(folder, { PORT });
    const zap = new RelayZap({ url: before.url, key: await keyFor(before, 'zapier') }, RELAYED);
    const targetUrl = `${hooks.url}/hook`;
    const handed = { targetUrl, inputData: { dispositions: ['SALE'] } };

    const { results: subscribeData } = await zap.run(`${TRIGGER}.performSubscribe`, handed);
    const again = await zap.run(`${TRIGGER}.performSubscribe`, handed);
    expect(again.results).toEqual(subscribeData);
    await deliver(before, { ...callOf(1, 1), status: 'NI' });
    const first = await deliver(before, { ...callOf(1, 2), status: 'SALE' });
    await eventually(() => expect(bodiesAt(hooks)).toContain(first));

    await before.kill();
    const relay = await startRelayProcess(folder, { PORT });
    const second = await deliver(relay, { ...callOf(2, 3), status: 'SALE' });
    // A relay that was killed sends once more what it does not know to have arrived; the Zap runs once.
    await eventually(() => expect(bodiesAt(hooks)).toContain(second));
    const events = [];
    for (const request of hooks.at('/hook')) {
      const got = await zap.run(`${TRIGGER}.perform`, { subscribeData, rawRequest: rawRequest(request) });
      events.push(...(got.results as Values[]));
    }
    expect(events).toMatchObject([
      { id: first, sequence: 1, call: { status: 'SALE' }, trail_url: `${relay.url}/console/calls/${first}` },
      { id: second, sequence: 2, lead: { lead_id: '2' } },
    ]);

    const listed = (await zap.run(`${TRIGGER}.performList`, handed)).results as Values[];
    expect(listed.map(({ id }) => id)).toEqual([second, first]);
    const { sequence: _listed, ...sample } = listed[0] ?? {};
    const { sequence: _sent, ...sent } = events[1] ?? {};
    expect(sample).toEqual(sent);

    await zap.run(`${TRIGGER}.performUnsubscribe`, { subscribeData });
    await zap.run(`${TRIGGER}.performUnsubscribe`, { subscribeData });
    await deliver(relay, { ...callOf(3, 4), status: 'SALE' });
    const last = await deliver(relay, { ...callOf(3, 5), status: 'SALE' });
    await eventually(async () => {
      const { status: known } = await send(`${relay.url}/api/occurrences/${last}`, {
        headers: relay.authorization,
      });
      expect(known).toBe(200);
    });
    expect(bodiesAt(hooks)).not.toContain(last);
  });

  it('admit nine of two hundred runs at once, the same nine again after the relay was killed, and put off what is asked while it is away', async () => {
    const folder = dataFolder(config({ endpoints: [], workflows: [] }));
    const PORT = String(await freePort());
    const before = await startRelayProcess(folder, { PORT });
    const door = { url: before.url, key: await keyFor(before, 'zapier') };
    const matchRules = matchRulesAt(door);
    const rule = { ruleName: 'text', events: ['DISPOSITION'], onNoMatch: 'continue' };
    const events = new Map(numbers(200).map((id) => [id, eventOf(id)]));
    const ask = async (id: string) => {
      const { matched } = await repeated(() => matchRules({ ...rule, callEvent: events.get(id) }));
      return matched === true ? [id] : [];
    };
    const askAll = async () => (await Promise.all(numbers(200).map(ask))).flat();

    const admitted = await askAll();
    expect(admitted).toHaveLength(9);
    await before.kill();
    const asked = new RelayZap(door, MATCH_RULES).matchRules({ ...rule, callEvent: events.get('0') });
    expect(await failureOf(asked)).toMatchObject({ kind: 'ThrottledError', delay: 60 });
    await startRelayProcess(folder, { PORT });
    expect(await askAll()).toEqual(admitted);
  });

  it('share nine in all with n8n, and with calls at a hook before and after them, of one lead under one rule', async () => {
    const crm = await destination();
    closeAfterTest(() => crm.close());
    const document = config({ endpoints: [endpoint('crm', crm)], workflows: [workflow('all', ['crm'])] });
    const relay = await startRelayProcess(dataFolder(document));
    const matchRules = matchRulesAt({ url: relay.url, key: await keyFor(relay, 'zapier') });
    const n8n = await keyFor(relay, 'n8n');
    const rule = { ruleName: 'all', limitsFrom: 'workflow', events: ['DISPOSITION'], onNoMatch: 'continue' };
    const callsAtHook = (names: readonly string[]) =>
      Promise.all(names.map((name) => deliver(relay, { ...callOf('1364887', name), status: 'NI' })));

    const fired = await firedOf(relay, await callsAtHook(numbers(3).map((n) => `before ${n}`)));
    // The limit counts by the time of the event, so that these have one time.
    const at = new Date();
    const runs = numbers(20).map(async (n) => {
      const callEvent = eventOf(`zapier ${n}`, at);
      const { matched } = await repeated(() => matchRules({ ...rule, callEvent }));
      return matched === true;
    });
    // What the node of n8n asks: its own test runs the node (n8n-nodes).
    const items = numbers(20).map(async (n) => {
      const { text } = await send(`${relay.url}/api/guard/admit`, {
        method: 'POST',
        headers: { authorization: `Bearer ${n8n}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          rule: 'all',
          step: 'n8n',
          event: JSON.parse(eventOf(`n8n ${n}`, at)) as Values,
        }),
      });
      return (JSON.parse(text) as { admitted: boolean }).admitted;
    });
    const elsewhere = (await Promise.all([...runs, ...items])).filter(Boolean).length;
    const after = await firedOf(relay, await callsAtHook(numbers(20).map((n) => `after ${n}`)));
    expect([fired, elsewhere, after]).toEqual([3, 6, 0]);
  });
});

/** For how many of these deliveries the workflow fired, once all are decided. */
function firedOf(relay: RelayProcess, ids: readonly string[]): Promise<number> {
  return eventually(async () => {
    const found = await Promise.all(ids.map((id) => firedFor(relay, id)));
    expect(found).not.toContain(null);
    return found.filter((each) => each === true).length;
  });
}

/** What was posted, as one text. */
function bodiesAt(hooks: Destination): string {
  return hooks
    .at('/hook')
    .map(({ body }) => body)
    .join('\n');
}

/** Whether the workflow fired for a delivery; null until that is decided. */
async function firedFor({ url, authorization }: RelayProcess, id: string): Promise<boolean | null> {
  const { status: known, text } = await send(`${url}/api/occurrences/${id}`, { headers: authorization });
  if (known !== 200) return null;
  const { decisions } = JSON.parse(text) as { decisions: readonly { outcome: string }[] };
  return decisions.some(({ outcome }) => outcome === 'fired');
}

import { describe, expect, it } from '@jest/globals';
import app from 'convoso-connect-zapier';
import { callOf } from '../support/calls.js';
import { destination } from '../support/destination.js';
import { eventOf } from '../acceptance-guard/asking.js';
import { failureOf, type Values, type ZapApp } from '../zapier/zap.js';
import { presentRelay, zapAt } from './present-relay.js';
import { RelayZap } from './relay-zap.js';

const { send_to_endpoint } = app.creates;
const { find_decision } = app.searches;
const STEPS = { creates: { send_to_endpoint }, searches: { find_decision } } as unknown as ZapApp;

const SECRET = 'planted-endpoint-secret-0001';

const SENT = {
  requestMethod: 'POST',
  allowHttp: 'true',
  responseKey: 'id',
  rows: [{ field: 'callLog.status', mappedTo: 'outcome' }],
  dispositionTable: 'built-in',
};

interface Logged {
  readonly status: number | null;
  readonly endpointName: string;
}

describe('what Connect: Send to Endpoint sends', () => {
  it('stands in the logs of the relay, without the credentials of the connection', async () => {
    const [relay, crm] = [
      await presentRelay(),
      await destination(() => ({ status: 200, body: '{"id":"C-7"}' })),
    ];
    const zap = await zapAt(relay, STEPS);
    const inputData = { ...SENT, apiUrl: crm.url, callEvent: JSON.stringify(eventOf(relay, 'e')) };
    const authData = { authorizationHeader: `X-Partner: ${SECRET}`, apiAuthentication: `key=${SECRET}` };
    const { results } = await zap.run('creates.send_to_endpoint.operation.perform', { inputData, authData });
    expect(results).toMatchObject({ result: 'C-7' });
    expect(JSON.stringify((results as Values)['warnings'])).not.toContain('relay');
    expect((results as Values)['trail_url']).toMatch(/^http.+\/\d+$/);
    const { text } = await relay.api('logs');
    const { logs } = JSON.parse(text) as { logs: Logged[] };
    expect(logs).toMatchObject([{ status: 200 }]);
    expect(text).toContain(new URL(crm.url).host);
    expect(text).not.toContain(SECRET);
  });

  it('stands there, too, where it fails', async () => {
    const [relay, crm] = [await presentRelay(), await destination(() => ({ status: 422, body: '{}' }))];
    const zap = await zapAt(relay, STEPS);
    const inputData = { ...SENT, apiUrl: crm.url, callEvent: JSON.stringify(eventOf(relay, 'e')) };
    const failed = zap.run('creates.send_to_endpoint.operation.perform', { inputData });
    expect((await failureOf(failed)).kind).toBe('AppError');
    const { logs } = JSON.parse((await relay.api('logs')).text) as { logs: Logged[] };
    expect(logs).toMatchObject([{ status: 422 }]);
  });

  it('is sent all the same where the relay is away, and the step says that it was not told', async () => {
    const crm = await destination(() => ({ status: 200, body: '{"id":"C-7"}' }));
    const zap = new RelayZap({ url: 'http://127.0.0.1:9', key: 'a-key' }, STEPS);
    const inputData = { ...SENT, apiUrl: crm.url, call_status: 'NI', call_log_id: '7' };
    const { results } = await zap.run('creates.send_to_endpoint.operation.perform', { inputData });
    expect(results).toMatchObject({
      result: 'C-7',
      trail_url: '',
      warnings: [expect.stringContaining('It was sent, and it is not in the logs of the relay')],
    });
  });
});

describe('Find Decision', () => {
  const find = async (zap: RelayZap, inputData: Values): Promise<readonly Values[]> =>
    (await zap.run('searches.find_decision.operation.perform', { inputData })).results as Values[];

  it('says why a call was held back, by the call event, the lead or the number', async () => {
    const relay = await presentRelay({ rateLimit: 1 });
    const zap = await zapAt(relay, STEPS);
    await relay.explain(await relay.post(callOf(1, 1)));
    const id = await relay.post(callOf(1, 2));
    await relay.explain(id);
    const heldBack = {
      id: `${id}: all`,
      event_id: id,
      rule: 'all',
      outcome: 'suppressed',
      reason: expect.stringContaining('over the rate limit'),
      lead_id: '1',
      trail_url: `${relay.url}/console/calls/${id}`,
    };
    expect(await find(zap, { search_event_id: id })).toMatchObject([heldBack]);
    expect(await find(zap, { search_lead_id: '1', rule: 'ALL' })).toMatchObject([
      heldBack,
      { outcome: 'fired' },
    ]);
    expect(await find(zap, { search_phone_number: '(773) 555-0167' })).toMatchObject([heldBack, {}]);
  });

  it('finds nothing of what nobody knows, and is no failure', async () => {
    const zap = await zapAt(await presentRelay(), STEPS);
    expect(await find(zap, { search_event_id: 'no-such-event' })).toEqual([]);
    expect(await find(zap, { search_lead_id: '404' })).toEqual([]);
  });

  it('looks for nothing where nothing is filled in', async () => {
    const zap = await zapAt(await presentRelay(), STEPS);
    expect(await failureOf(find(zap, { rule: 'all' }))).toMatchObject({ code: 'NOTHING_TO_FIND_BY' });
  });
});

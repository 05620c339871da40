import { describe, expect, it } from '@jest/globals';
import { callOf, type Fields } from '../support/calls.js';
import { SECOND } from '../support/clock.js';
import { config, endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { runRelay, type TestRelay } from '../support/relay.js';
import { TOKEN, hubspot, type HubspotStandIn } from '../stand-ins/hubspot.js';

const ADAPTOR = {
  id: 'call',
  fields: [
    { section: 'lead', field: 'email', mappedTo: 'email' },
    { section: 'lead', field: 'first_name', mappedTo: 'firstname' },
    { section: 'lead', field: 'city', mappedTo: 'city' },
    { section: 'lead', field: 'title', mappedTo: 'hs_lead_status' },
    { section: 'callLog', field: 'phone_number', mappedTo: 'phone' },
  ],
};

type Settings = Readonly<Record<string, unknown>>;

function relayTo(crm: HubspotStandIn, apiIntegrator: string, settings: Settings = {}): Promise<TestRelay> {
  const parts = {
    apiUrl: crm.url,
    apiIntegrator,
    authorizationHeader: `Authorization: Bearer ${TOKEN}`,
    responseKey: apiIntegrator === 'hubspot-v1' ? 'vid' : 'id',
    ...settings,
  };
  return runRelay({ config: config({ adaptors: [ADAPTOR], endpoints: [endpoint('crm', crm, parts)] }) });
}

const lead = (fields: Fields = {}): Fields => ({ ...callOf(1), email: 'lead@example.test', ...fields });

async function attemptOf(relay: TestRelay, id: string) {
  const { actions } = await relay.settled(id);
  return { state: actions[0]?.state, ...actions[0]?.attempts.at(-1) };
}

const paths = (crm: HubspotStandIn) => crm.requests.map(({ method, path }) => `${method} ${path}`);

describe('the integrator HubSpot v3', () => {
  it('creates a contact that is new', async () => {
    const crm = await hubspot();
    const relay = await relayTo(crm, 'hubspot-v3');

    const attempt = await attemptOf(relay, await relay.post(lead()));

    const { id, properties } = crm.contact('lead@example.test');
    expect(attempt).toMatchObject({ state: 'done', status: 201, result: id, reason: null });
    expect(properties).toEqual({ email: 'lead@example.test', firstname: 'Test', phone: '7735550167' });
    expect(paths(crm)).toEqual(['POST /crm/v3/objects/contacts']);
  });

  it('updates the contact that a conflict names, with the same body and key, and says so', async () => {
    const crm = await hubspot();
    const id = crm.add({ email: 'Lead@example.test', city: 'Chicago' });
    const relay = await relayTo(crm, 'hubspot-v3');

    const delivery = await relay.post(lead());
    const attempt = await attemptOf(relay, delivery);

    expect(attempt).toMatchObject({ state: 'done', status: 200, result: id, method: 'PATCH' });
    expect(attempt.reason).toBe(
      `POST was answered 409: it exists in HubSpot as ${id}, which was updated instead`,
    );
    expect(crm.contacts.size).toBe(1);
    expect(crm.contact('lead@example.test').properties).toMatchObject({ firstname: 'Test', city: 'Chicago' });
    expect(paths(crm)).toEqual(['POST /crm/v3/objects/contacts', `PATCH /crm/v3/objects/contacts/${id}`]);
    const [create, update] = crm.requests;
    expect(update?.body).toBe(create?.body);
    expect(new Set(crm.requests.map(({ key }) => key))).toEqual(new Set([`${delivery}-01`]));
  });

  it('deletes nothing in HubSpot because a call lacks it', async () => {
    const crm = await hubspot();
    crm.add({ email: 'lead@example.test', city: 'Chicago', hs_lead_status: 'OPEN' });
    const relay = await relayTo(crm, 'hubspot-v3');

    await relay.settled(await relay.post(lead({ city: '' })));

    const { properties } = crm.contact('lead@example.test');
    expect(properties).toMatchObject({ city: 'Chicago', hs_lead_status: 'OPEN', firstname: 'Test' });
  });

  it.each(['', '/', '/crm/v3/objects/contacts', '/crm/v3/objects/contacts?trace=1'])(
    'finds the right address from an API URL that ends with "%s"',
    async (ending) => {
      const crm = await hubspot();
      const relay = await relayTo(crm, 'hubspot-v3', { apiUrl: `${crm.url}${ending}` });

      expect(await attemptOf(relay, await relay.post(lead()))).toMatchObject({ state: 'done', status: 201 });
      expect(crm.requests[0]?.url).toBe(
        ending.includes('?') ? '/crm/v3/objects/contacts?trace=1' : '/crm/v3/objects/contacts',
      );
    },
  );

  it('waits as long as HubSpot asks, and then sends the same again', async () => {
    const crm = await hubspot();
    crm.limitNext('TEN_SECONDLY_ROLLING', 20);
    const relay = await relayTo(crm, 'hubspot-v3');
    const id = await relay.post(lead());
    const waiting = await relay.explainWhen(id, ({ actions }) => {
      expect(actions[0]).toMatchObject({ state: 'waiting' });
      expect(actions[0]?.attempts).toHaveLength(1);
    });
    expect(waiting.actions[0]?.attempts[0]?.reason).toBe(
      'answered 429 (HubSpot says TEN_SECONDLY_ROLLING: You have reached your limit.)',
    );
    expect(Date.parse(waiting.actions[0]?.nextAttemptAt ?? '')).toBe(relay.clock.now() + 20 * SECOND);

    relay.advance(20 * SECOND);

    expect(await attemptOf(relay, id)).toMatchObject({ state: 'done', status: 201, number: 2 });
    const [first, second] = crm.requests;
    expect([second?.body, second?.key]).toEqual([first?.body, first?.key]);
  });

  it('begins anew when the limit is met between the two requests', async () => {
    const crm = await hubspot();
    const contact = crm.add({ email: 'lead@example.test' });
    const relay = await relayTo(crm, 'hubspot-v3', { retry: 'safe' });
    crm.limitAfter(1, 'DAILY', 5);
    const id = await relay.post(lead());
    await relay.explainWhen(id, ({ actions }) => expect(actions[0]?.attempts).toHaveLength(1));

    relay.advance(5 * SECOND);

    expect(await attemptOf(relay, id)).toMatchObject({ state: 'done', status: 200, result: contact });
    expect(crm.requests.map(({ method }) => method)).toEqual(['POST', 'PATCH', 'POST', 'PATCH']);
  });

  it('tells what HubSpot refuses in its words, and does not repeat it', async () => {
    const crm = await hubspot();
    const relay = await relayTo(crm, 'hubspot-v3', { responseKey: 'category' });

    const attempt = await attemptOf(relay, await relay.post(lead({ title: 'SOLD' })));

    expect(attempt).toMatchObject({ state: 'dead', status: 400, result: 'INVALID_OPTION' });
    expect(attempt.reason).toContain('HubSpot says INVALID_OPTION: SOLD was not one of the allowed options');
    expect(crm.requests).toHaveLength(1);
  });

  it('sends nothing where there is nothing to send', async () => {
    const crm = await hubspot();
    const nothing = { id: 'call', fields: [{ section: 'lead', field: 'email', mappedTo: 'email' }] };
    const settings = { apiUrl: crm.url, apiIntegrator: 'hubspot-v3' };
    const endpoints = [endpoint('crm', crm, settings)];
    const relay = await runRelay({ config: config({ adaptors: [nothing], endpoints }) });

    const attempt = await attemptOf(relay, await relay.post(callOf(1)));

    expect(attempt).toMatchObject({ state: 'dead', status: null });
    expect(attempt.reason).toContain('every mapped value is empty');
    expect(crm.requests).toHaveLength(0);
  });

  it('creates records of the type that the API URL names', async () => {
    const crm = await hubspot();
    const adaptor = {
      id: 'call',
      fields: [{ section: 'callLog', field: 'call_date', mappedTo: 'hs_timestamp' }],
    };
    const settings = {
      apiUrl: `${crm.url}/crm/v3/objects/calls`,
      apiIntegrator: 'hubspot-v3',
      authorizationHeader: `Authorization: Bearer ${TOKEN}`,
      responseKey: 'id',
    };
    const endpoints = [endpoint('crm', crm, settings)];
    const relay = await runRelay({ config: config({ adaptors: [adaptor], endpoints }) });

    const attempt = await attemptOf(relay, await relay.post({ ...callOf(1), call_date: '1732122000000' }));

    expect(attempt).toMatchObject({ state: 'done', status: 201, result: '9001' });
  });
});

describe('the integrator HubSpot v3, for calls', () => {
  const rows = [
    { section: 'callLog', field: 'call_date', mappedTo: 'hs_timestamp' },
    { section: 'callLog', field: 'call_log_id', mappedTo: 'convoso_call_log_id' },
    { section: 'custom', field: 'contact', mappedTo: 'associations.contacts' },
  ];

  async function relayOfCalls() {
    const crm = await hubspot();
    const settings = {
      apiUrl: `${crm.url}/crm/v3/objects/calls`,
      apiIntegrator: 'hubspot-v3',
      authorizationHeader: `Authorization: Bearer ${TOKEN}`,
      responseKey: 'id',
    };
    const endpoints = [endpoint('crm', crm, settings)];
    const relay = await runRelay({ config: config({ adaptors: [{ id: 'call', fields: rows }], endpoints }) });
    return { crm, relay };
  }

  it('gives a call to the contact whose id was mapped', async () => {
    const { crm, relay } = await relayOfCalls();
    const contact = crm.add({ email: 'lead@example.test' });
    const attempt = await attemptOf(
      relay,
      await relay.post({ ...callOf(1), call_date: '1732122000000', contact }),
    );
    expect(attempt).toMatchObject({ state: 'done', status: 201 });
    expect(crm.calls).toMatchObject([{ contacts: [contact] }]);
  });

  it('updates the call whose unique value is taken, with its properties alone', async () => {
    const { crm, relay } = await relayOfCalls();
    const contact = crm.add({ email: 'lead@example.test' });
    await attemptOf(relay, await relay.post({ ...callOf(1), call_date: '1732122000000', contact }));
    const again = await attemptOf(
      relay,
      await relay.post({ ...callOf(1), call_date: '1732122060000', contact }),
    );
    expect(again).toMatchObject({ state: 'done', status: 200, result: crm.calls[0]?.id });
    expect(crm.calls).toHaveLength(1);
    expect(crm.calls[0]).toMatchObject({
      contacts: [contact],
      properties: { hs_timestamp: '1732122060000' },
    });
  });
});

describe('the integrator HubSpot v1', () => {
  it('creates and then updates by e-mail, in one request each', async () => {
    const crm = await hubspot();
    const relay = await relayTo(crm, 'hubspot-v1', { responseKey: '' });
    const email = 'lead+a&b@example.test';

    const created = await attemptOf(relay, await relay.post(lead({ email })));
    const updated = await attemptOf(relay, await relay.post({ ...callOf(1, 2), email, city: 'Chicago' }));

    const vid = Number(crm.contact(email).id);
    expect(created).toMatchObject({ state: 'done', status: 200, result: { vid, isNew: true } });
    expect(updated).toMatchObject({ state: 'done', status: 200, result: { vid, isNew: false } });
    expect(crm.contact(email).properties).toMatchObject({ firstname: 'Test', city: 'Chicago' });
    const path = '/contacts/v1/contact/createOrUpdate/email/lead%2Ba%26b%40example.test';
    expect(paths(crm)).toEqual([`POST ${path}`, `POST ${path}`]);
  });

  it('creates a contact that has no e-mail', async () => {
    const crm = await hubspot();
    const relay = await relayTo(crm, 'hubspot-v1');

    expect(await attemptOf(relay, await relay.post(callOf(1)))).toMatchObject({ state: 'done', result: 501 });
    expect(paths(crm)).toEqual(['POST /contacts/v1/contact']);
  });

  it('updates the contact that a conflict names; its empty answer is no null', async () => {
    const crm = await hubspot();
    const relay = await relayTo(crm, 'hubspot-v1');
    const vid = Number(crm.add({ firstname: 'Known' }));
    crm.conflictNext(String(vid));

    const attempt = await attemptOf(relay, await relay.post(lead()));

    expect(attempt).toMatchObject({ state: 'done', status: 204, result: vid });
    expect(attempt.reason).toContain(`it exists in HubSpot as ${vid}`);
    expect(crm.contacts.get(String(vid))?.properties).toMatchObject({
      email: 'lead@example.test',
      firstname: 'Test',
    });
  });
});

describe('credentials for HubSpot', () => {
  it.each(['hubspot-v1', 'hubspot-v3'])('that are missing are told as such (%s)', async (apiIntegrator) => {
    const crm = await hubspot();
    const relay = await relayTo(crm, apiIntegrator, { authorizationHeader: '', responseKey: 'category' });

    const attempt = await attemptOf(relay, await relay.post(lead()));

    expect(attempt).toMatchObject({ state: 'dead', status: 401, result: 'INVALID_AUTHENTICATION' });
    expect(attempt.reason).toContain('Authentication credentials not found');
  });

  it('never show in the log', async () => {
    const crm = await hubspot();
    const relay = await relayTo(crm, 'hubspot-v3');

    const id = await relay.post(lead());

    expect(JSON.stringify(await relay.settled(id))).not.toContain(TOKEN);
  });

  it('are masked where an error of the other system repeats them', async () => {
    const said = { category: 'INVALID_AUTHENTICATION', message: `The token ${TOKEN} has expired` };
    const crm = await destination(() => ({ status: 401, body: JSON.stringify(said) }));
    const parts = { apiIntegrator: 'hubspot-v3', authorizationHeader: `Authorization: Bearer ${TOKEN}` };
    const endpoints = [endpoint('crm', crm, { apiUrl: crm.url, responseKey: 'message', ...parts })];
    const relay = await runRelay({ config: config({ adaptors: [ADAPTOR], endpoints }) });

    const report = await relay.settled(await relay.post(lead()));

    expect(report.actions[0]?.reason).toContain('The token [masked] has expired');
    expect(JSON.stringify(report)).not.toContain(TOKEN);
    expect((await relay.notice('not-delivered')).message).not.toContain(TOKEN);
  });

  it('as a hapikey are refused in the configuration', async () => {
    const crm = await hubspot();

    await expect(relayTo(crm, 'hubspot-v3', { apiUrl: `${crm.url}?hapikey=planted` })).rejects.toThrow(
      /hapikey/,
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { DISPOSED, callOf, form } from '../support/calls.js';
import { config, endpoint, workflow } from '../support/config.js';
import { ACCEPTED, destination } from '../support/destination.js';
import { lock } from '../support/beside.js';
import { eventually } from '../support/eventually.js';
import { send, type Answer } from '../support/http.js';
import { errorOf, runRelay, tempFolder } from '../support/relay.js';

const KEY = 'a long key for tests only';

/** One of several relays, as on Postgres, has a notice of its own. */
const BUSY = /^store:(?:.+:)?STORE_BUSY$/;

describe('a relay that has nothing to do', () => {
  it('finds out within seconds that its store takes nothing, and that it does again', async () => {
    const dataFolder = tempFolder();
    const crm = await destination();
    const relay = await runRelay({
      dataFolder,
      apiKey: KEY,
      config: config({ endpoints: [endpoint('crm', crm)] }),
    });
    const becomes = (status: number): Promise<void> =>
      eventually(async () => {
        relay.advance(1_000);
        expect((await send(`${relay.url}/readyz`)).status).toBe(status);
      });
    const locked = await lock(dataFolder);
    await becomes(503);
    await locked.release();
    await becomes(200);
    expect(await relay.notice('not-ready')).toMatchObject({ key: expect.stringMatching(BUSY), count: 1 });
  });
});

describe('a store that takes nothing', () => {
  it('makes the relay not ready, loses nothing that was acknowledged, sets nothing aside, and is over by itself', async () => {
    const dataFolder = tempFolder();
    const crm = await destination();
    const alarms = await destination();
    const relay = await runRelay({
      dataFolder,
      apiKey: KEY,
      config: config({
        endpoints: [
          endpoint('crm', crm),
          endpoint('alarms', alarms, { adaptorId: undefined, requestMethod: 'GET' }),
        ],
        workflows: [
          {
            id: 'all',
            events: [{ type: 'DISPOSITION' }],
            actionSets: [{ id: 'now', actions: [{ id: 'crm', type: 'INTEGRATION', endpointId: 'crm' }] }],
          },
        ],
        settings: {
          egress: { allow: ['127.0.0.0/8'] },
          notifications: { endpointId: 'alarms' },
        },
      }),
    });
    const ready = (headers = {}): Promise<Answer> => send(`${relay.url}/readyz`, { headers });
    const before = await relay.post(callOf(1, 1));
    await relay.settled(before);
    expect((await ready()).status).toBe(200);
    const locked = await lock(dataFolder);

    const refused = await relay.hook('main', {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form(DISPOSED),
    });

    expect(refused.status).toBe(503);
    expect(refused.headers['retry-after']).toBe('5');
    expect(errorOf(refused).code).toBe('NOT_STORED');
    const silent = await ready();
    expect([silent.status, JSON.parse(silent.text)]).toEqual([503, { status: 'not ready' }]);
    const told = await ready({ authorization: `Bearer ${KEY}` });
    expect(JSON.parse(told.text)).toMatchObject({
      status: 'not ready',
      code: 'STORE_BUSY',
      reason: expect.stringMatching(
        /another (?:program holds the database locked|transaction holds what the relay needs)/,
      ),
      remedy: expect.stringMatching(/End the program|end that/),
    });
    // The operator is told at once, though nothing can be stored.
    await eventually(() => expect(alarms.requests).toHaveLength(1));
    for (let beat = 0; beat < 5; beat++) relay.advance(1_000);

    await locked.release();
    relay.advance(1_000);

    await eventually(async () => expect((await ready()).status).toBe(200));
    const after = await relay.post(callOf(2, 2));
    await relay.settled(after);
    expect(crm.requests.map(({ key }) => key)).toEqual([`${before}-01`, `${after}-01`]);
    const notice = await relay.notice('not-ready');
    expect(notice).toMatchObject({ key: expect.stringMatching(BUSY) });
    // Once, and at most once more where something that began under the lock fails after something else has worked.
    expect(notice.count).toBeLessThanOrEqual(2);
    relay.advance(60_000);
    expect(alarms.requests).toHaveLength(1);
    const letters = JSON.parse((await relay.api('dead-letters')).text) as { deliveries: []; actions: [] };
    expect([...letters.deliveries, ...letters.actions]).toEqual([]);
    expect(await relay.quarantine()).toEqual([]);
  });
});

interface Notified {
  readonly notifications: readonly { readonly key: string; readonly sentAt: string | null }[];
}

describe('a notification under way while the store begins to take nothing', () => {
  it('is not sent over and over, because nobody can note down that it was', async () => {
    const dataFolder = tempFolder();
    let answer: (reply: typeof ACCEPTED) => void = () => undefined;
    const alarms = await destination(() => new Promise((resolve) => (answer = resolve)));
    const crm = await destination(() => ({ status: 400 }));
    const told = endpoint('alarms', alarms, { postDataType: 'RAW' });
    const settings = { egress: { allow: ['127.0.0.0/8'] }, notifications: { endpointId: 'alarms' } };
    const relay = await runRelay({
      dataFolder,
      apiKey: KEY,
      config: config({
        endpoints: [endpoint('crm', crm), told],
        workflows: [workflow('all', ['crm'])],
        settings,
      }),
    });
    await relay.settled(await relay.post(callOf(1, 1)));
    await alarms.received(1);
    const locked = await lock(dataFolder);
    alarms.behave(() => ACCEPTED);

    answer(ACCEPTED);
    await eventually(async () => {
      relay.advance(1_000);
      expect((await send(`${relay.url}/readyz`)).status).toBe(503);
    });
    for (let beat = 0; beat < 20; beat++) {
      relay.advance(250);
      await send(`${relay.url}/readyz`);
    }
    await locked.release();
    await eventually(async () => {
      relay.advance(1_000);
      expect((await send(`${relay.url}/readyz`)).status).toBe(200);
    });

    const keys = () => alarms.requests.map(({ body }) => new URLSearchParams(body).get('key')).sort();
    await eventually(() => expect(keys()).toEqual(['dead:crm', expect.stringMatching(BUSY)]));
    await eventually(async () => {
      const { notifications } = JSON.parse((await relay.api('notifications')).text) as Notified;
      expect(notifications.find(({ key }) => key === 'dead:crm')?.sentAt).not.toBeNull();
    });
  });
});

import { describe, expect, it } from '@jest/globals';
import { refuse, takeAgain } from '../support/beside.js';
import { callOf } from '../support/calls.js';
import { MINUTE } from '../support/clock.js';
import { config, endpoint } from '../support/config.js';
import { ACCEPTED, destination, type Destination } from '../support/destination.js';
import { errorOf, runRelay, tempFolder, type TestRelay } from '../support/relay.js';

interface Replayed {
  readonly replayed: { readonly actions: number; readonly deliveries: number; readonly workflows: number };
  readonly left: number;
}

async function replay(relay: TestRelay, query: string): Promise<Replayed> {
  const { status, text } = await relay.api(`dead-letters/replay?${query}`, { method: 'POST' });
  expect(status).toBe(200);
  const { replayed, left } = JSON.parse(text) as Replayed;
  return { replayed, left };
}

const actions = (count: number, left = 0): Replayed => {
  return { replayed: { actions: count, deliveries: 0, workflows: 0 }, left };
};

/** A relay whose destination has refused so many calls at two endpoints, a minute apart, and takes all from now on. */
async function afterFailures(calls: number, dataFolder = tempFolder()) {
  const crm = await destination(({ path: at }) => ({ status: at === '/crm' ? 400 : 422 }));
  const endpoints = [endpoint('crm', crm), endpoint('other', crm)];
  const relay = await runRelay({ dataFolder, config: config({ endpoints }) });
  const ids: string[] = [];
  const times: string[] = [];
  for (let call = 1; call <= calls; call++) {
    times.push(new Date(relay.clock.now()).toISOString());
    const id = await relay.post(callOf(call, call));
    await relay.settled(id);
    ids.push(id);
    relay.advance(MINUTE);
  }
  await crm.received(2 * calls);
  crm.behave(() => ACCEPTED);
  return { relay, crm, ids, times, before: crm.requests.length };
}

const keysAt = (crm: Destination, at: string, from: number): string[] =>
  crm.requests
    .slice(from)
    .filter(({ path: place }) => place === at)
    .map(({ key }) => key)
    .sort();

describe('replaying many dead letters', () => {
  it('sends each that is meant with its own key and body, once, however often the order is given', async () => {
    const { relay, crm, ids, before } = await afterFailures(5);
    const bodies = new Map(crm.requests.map(({ key, body }) => [key, body]));

    const orders = await Promise.all([1, 2, 3].map(() => replay(relay, 'endpoint=crm')));

    const sum = orders.reduce((total, { replayed }) => total + replayed.actions, 0);
    expect(sum).toBe(5);
    await Promise.all(ids.map((id) => relay.settled(id)));
    expect(await replay(relay, 'endpoint=crm')).toEqual(actions(0));
    const sent = crm.requests.slice(before);
    expect(keysAt(crm, '/crm', before)).toEqual(ids.map((id) => `${id}-01`));
    expect(keysAt(crm, '/other', before)).toEqual([]);
    expect(sent.every(({ key, body }) => bodies.get(key) === body)).toBe(true);
  });

  it.each([
    ['workflow=all', [0, 1, 2], 2],
    ['reason=422', [0, 1, 2], 1],
    ['reason=no%20such%20words', [], 0],
  ])('goes by what is asked for: %s', async (query, calls, each) => {
    const { relay } = await afterFailures(3);
    expect(await replay(relay, query)).toEqual(actions(calls.length * each));
  });

  it('goes by the time at which it was due', async () => {
    const { relay, times } = await afterFailures(3);
    expect(await replay(relay, `from=${times[1] ?? ''}&to=${times[2] ?? ''}`)).toEqual(actions(2));
  });

  it('leaves what would be skipped among the dead letters, and says why', async () => {
    const { relay, crm, before } = await afterFailures(3);
    await relay.api('endpoints/other', {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: '{"active":false}',
    });
    const { text } = await relay.api('dead-letters/replay?workflow=all', { method: 'POST' });
    expect(JSON.parse(text)).toMatchObject({
      replayed: { actions: 3 },
      left: 3,
      why: [{ code: 'INACTIVE', count: 3, reason: expect.stringContaining('switched off') }],
    });
    await crm.received(before + 3);
    expect(await replay(relay, 'endpoint=other')).toEqual(actions(0, 3));
  });

  it('takes calls along that could not be processed', async () => {
    const dataFolder = tempFolder();
    const { relay } = await afterFailures(1, dataFolder);
    await refuse(dataFolder, [{ of: 'insert on occurrences', saying: 'injected' }]);
    const id = await relay.post(callOf(9, 9));
    await relay.notice('set-aside');
    await takeAgain(dataFolder);

    expect(await replay(relay, 'reason=INJECTED')).toEqual({
      replayed: { actions: 0, deliveries: 1, workflows: 0 },
      left: 0,
    });
    await relay.settled(id);
  });

  it('leaves what cannot be written where it is, says so, and replays all others', async () => {
    const dataFolder = tempFolder();
    const { relay, ids } = await afterFailures(3, dataFolder);
    const when = `old.id = '${ids[1] ?? ''}-01'`;
    await refuse(dataFolder, [{ of: 'update on actions', when, saying: 'no' }]);
    expect(await replay(relay, 'endpoint=crm')).toEqual(actions(2, 1));
  });

  it('is refused where nothing is named, or something that there is not', async () => {
    const { relay } = await afterFailures(1);
    const order = (query: string) => relay.api(`dead-letters/replay${query}`, { method: 'POST' });
    expect(errorOf(await order('')).code).toBe('NOTHING_CHOSEN');
    expect(errorOf(await order('?endpont=crm')).code).toBe('UNKNOWN_FILTER');
  });
});

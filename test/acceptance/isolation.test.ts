import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { MINUTE, SECOND } from '../support/clock.js';
import { config, endpoint } from '../support/config.js';
import { ACCEPTED, destination } from '../support/destination.js';
import { freePort } from '../support/free-port.js';
import { runRelay } from '../support/relay.js';
import { actionFor, type ActionReport } from '../support/reports.js';

const UNAVAILABLE = { status: 503 };

/** A number below `bound`, the same at every run. */
function turns(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * bound);
  };
}

async function afterTurns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
}

const leadOf = (body: string) => (JSON.parse(body) as { lead: string }).lead;
const callIn = (body: string) => Number((JSON.parse(body) as { call: string }).call);

describe('one dead endpoint', () => {
  it("that never answers delays neither the lead's other endpoints nor other leads", async () => {
    const crm = await destination();
    const dead = await destination(() => 'silence');
    const endpoints = [endpoint('dead', dead), endpoint('crm', crm)];
    const relay = await runRelay({ config: config({ endpoints }) });

    // More than may be under way at one endpoint at a time.
    for (let lead = 1; lead <= 100; lead++) await relay.post(callOf(lead, lead));

    const arrived = await crm.received(100);
    // One call of each lead: among them there is no order.
    expect(new Set(arrived.map(({ body }) => callIn(body)))).toEqual(
      new Set(Array.from({ length: 100 }, (_, index) => index + 1)),
    );
    const { text } = await relay.api('actions?limit=200');
    const { actions } = JSON.parse(text) as { actions: ActionReport[] };
    const states = actions.filter(({ endpointId }) => endpointId === 'dead').map(({ state }) => state);
    // One that has answered nothing yet gets a few requests at a time.
    expect(states.filter((state) => state === 'running')).toHaveLength(4);
    expect(states.filter((state) => state === 'waiting')).toHaveLength(96);
  });

  it('that never answers does not delay another one at the same address', async () => {
    const crm = await destination(({ path }) => (path === '/dead' ? 'silence' : ACCEPTED));
    const endpoints = [endpoint('dead', crm), endpoint('alive', crm)];
    const relay = await runRelay({ config: config({ endpoints }) });

    for (let lead = 1; lead <= 100; lead++) await relay.post(callOf(lead, lead));

    await crm.received(100, '/alive');
  });

  it('that refuses connections delays neither either, and is tried again later', async () => {
    const crm = await destination();
    const nobody = { url: `http://127.0.0.1:${await freePort()}` };
    const endpoints = [endpoint('dead', nobody), endpoint('crm', crm)];
    const relay = await runRelay({ config: config({ endpoints }) });

    const ids = [];
    for (let lead = 1; lead <= 80; lead++) ids.push(await relay.post(callOf(lead, lead)));

    await crm.received(80);
    for (const id of ids) {
      const report = await relay.explainWhen(id, (trail) => {
        expect(actionFor(trail, 'dead').attempts).toHaveLength(1);
      });
      expect(actionFor(report, 'dead').state).toBe('waiting');
      expect(actionFor(report, 'dead').attempts[0]?.reason).toContain('no connection could be made');
    }
  });

  it('that leaves one lead unanswered still serves the others', async () => {
    const crm = await destination(({ body }) => (leadOf(body) === '1' ? 'silence' : ACCEPTED));
    const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)] }) });
    const stuck = await relay.post(callOf(1, 1));
    const behind = await relay.post(callOf(1, 2));

    for (let lead = 2; lead <= 30; lead++) await relay.settled(await relay.post(callOf(lead, lead)));

    expect(crm.requests).toHaveLength(30);
    expect((await relay.explain(stuck)).actions[0]?.state).toBe('running');
    expect((await relay.explain(behind)).actions[0]?.state).toBe('waiting');
  });
});

describe('the order of a lead at an endpoint', () => {
  it.each([1, 2, 3])('holds, whatever turns the destination takes to answer (%i)', async (seed) => {
    const next = turns(seed);
    const underWay = new Set<string>();
    const together: string[] = [];
    const crm = await destination(async ({ path, body }) => {
      const lane = `${path} ${leadOf(body)}`;
      if (underWay.has(lane)) together.push(lane);
      underWay.add(lane);
      await afterTurns(next(20));
      underWay.delete(lane);
      return ACCEPTED;
    });
    const endpoints = [endpoint('a', crm), endpoint('b', crm)];
    const relay = await runRelay({ config: config({ endpoints }) });

    const leads = Array.from({ length: 20 }, (_, index) => String(index + 1));
    for (let call = 1; call <= 6; call++) {
      await Promise.all(leads.map((lead) => relay.post(callOf(lead, call))));
    }

    await crm.received(20 * 6 * 2);
    expect(together).toEqual([]);
    for (const lead of leads) {
      for (const path of ['/a', '/b']) {
        const calls = crm.at(path).filter(({ body }) => leadOf(body) === lead);
        expect(calls.map(({ body }) => callIn(body))).toEqual([1, 2, 3, 4, 5, 6]);
      }
    }
  });

  it('is held for a minute by a head that fails; then it is overtaken, and the log says so', async () => {
    const crm = await destination(({ body }) => (callIn(body) === 1 ? UNAVAILABLE : ACCEPTED));
    const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)] }) });
    const head = await relay.post(callOf(1, 1));
    const follower = await relay.post(callOf(1, 2));
    const attempted = (count: number) =>
      relay.explainWhen(head, ({ actions }) => {
        expect(actions[0]?.attempts).toHaveLength(count);
        expect(actions[0]?.state).toBe('waiting');
      });
    await attempted(1);
    relay.advance(5 * SECOND);
    await attempted(2);

    relay.advance(MINUTE - 5 * SECOND - 1);
    // Another lead's delivery has its turn after the follower would have had its own.
    await relay.settled(await relay.post(callOf(2, 3)));
    expect((await relay.explain(follower)).actions[0]).toMatchObject({ state: 'waiting', attempts: [] });

    relay.advance(1);

    const passed = await relay.settled(follower);
    expect(passed.actions[0]?.state).toBe('done');
    expect(passed.actions[0]?.attempts[0]?.reason).toBe(
      `overtaken: "crm" of "all" [${head}-01], which comes before it, has been failing for a minute`,
    );
    const { text } = await relay.api('logs');
    expect(text).toContain(`overtaken: ${head}-01`);
    expect((await relay.explain(head)).actions[0]?.state).toBe('waiting');
  });

  it('goes on as soon as the head gets through', async () => {
    const crm = await destination((_request, count) => (count === 1 ? UNAVAILABLE : ACCEPTED));
    const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)] }) });
    const head = await relay.post(callOf(1, 1));
    const follower = await relay.post(callOf(1, 2));
    await relay.explainWhen(head, ({ actions }) => expect(actions[0]?.attempts).toHaveLength(1));

    relay.advance(5 * SECOND);

    const after = await relay.settled(follower);
    expect(crm.requests.map(({ body }) => callIn(body))).toEqual([1, 1, 2]);
    expect(after.actions[0]?.attempts[0]?.reason).toBeNull();
  });

  it('goes on at once when the head has failed for good', async () => {
    const crm = await destination(({ body }) => (callIn(body) === 1 ? { status: 400 } : ACCEPTED));
    const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)] }) });
    const head = await relay.post(callOf(1, 1));
    const follower = await relay.post(callOf(1, 2));

    expect((await relay.settled(follower)).actions[0]?.state).toBe('done');
    expect((await relay.settled(head)).actions[0]?.state).toBe('dead');
  });

  it('spans endpoints that share an order group, and no other lead or endpoint', async () => {
    const crm = await destination(({ path, body }) =>
      path === '/contact' && leadOf(body) === '1' ? UNAVAILABLE : ACCEPTED,
    );
    const grouped = { orderGroup: 'crm' };
    const endpoints = [
      endpoint('contact', crm, grouped),
      endpoint('activity', crm, grouped),
      endpoint('free', crm),
    ];
    const relay = await runRelay({ config: config({ endpoints }) });

    const held = await relay.post(callOf(1, 1));
    await relay.settled(await relay.post(callOf(2, 2)));
    await crm.received(2, '/free');

    const report = await relay.explain(held);
    expect(actionFor(report, 'activity')).toMatchObject({ state: 'waiting', attempts: [] });
    expect(crm.requests.filter(({ body }) => leadOf(body) === '2').map(({ path }) => path)).toContain(
      '/activity',
    );

    crm.behave(() => ACCEPTED);
    relay.advance(5 * SECOND);
    await relay.settled(held);
    const paths = crm.requests.filter(({ body }) => leadOf(body) === '1').map(({ path }) => path);
    expect(paths.filter((path) => path !== '/free')).toEqual(['/contact', '/contact', '/activity']);
  });
});

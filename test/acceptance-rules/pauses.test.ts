import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { HOUR, MINUTE } from '../support/clock.js';
import { config, endpoint } from '../support/config.js';
import { ACCEPTED, destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { errorOf, runRelay, tempFolder, type TestRelay } from '../support/relay.js';
import { only } from '../support/reports.js';

const callsIn = (requests: readonly { readonly body: string }[]) =>
  requests.map(({ body }) => (JSON.parse(body) as { call: string }).call);

async function order(relay: TestRelay, place: string): Promise<Record<string, unknown>> {
  const { status, text } = await relay.api(place, { method: 'POST' });
  expect(status).toBe(200);
  return JSON.parse(text) as Record<string, unknown>;
}

async function pending(relay: TestRelay) {
  const { text } = await relay.api('pending?limit=200');
  return (JSON.parse(text) as { pending: { heldBy: { cause: string; reason: string } | null }[] }).pending;
}

describe('an endpoint that is paused', () => {
  it('has what comes due held over a restart, and sent in order once it is resumed', async () => {
    const crm = await destination();
    const other = await destination();
    const document = config({ endpoints: [endpoint('crm', crm), endpoint('other', other)] });
    const dataFolder = tempFolder();
    const first = await runRelay({ config: document, dataFolder });
    expect(await order(first, 'endpoints/crm/pause')).toMatchObject({
      active: true,
      state: 'paused',
      halts: [
        {
          cause: 'paused',
          until: null,
          reason: 'the endpoint is paused since 2026-11-20T17:00:00.000Z, by admin key',
        },
      ],
    });
    const id = await first.post(callOf(1, 1));
    for (const call of [2, 3]) await first.post(callOf(1, call));
    await other.received(3);
    await first.stop();

    const second = await runRelay({ dataFolder, clock: first.clock });
    second.advance(1_000);
    await second.post(callOf(1, 4));
    await other.received(4);
    second.advance(2 * HOUR);
    const held = await second.explainWhen(id, ({ actions }) =>
      expect(actions.find(({ endpointId }) => endpointId === 'crm')?.state).toBe('waiting'),
    );
    expect(held.actions.find(({ endpointId }) => endpointId === 'crm')).toMatchObject({
      heldBy: { cause: 'paused', since: '2026-11-20T17:00:00.000Z', until: null },
    });
    expect((await pending(second)).map(({ heldBy }) => heldBy?.reason)).toEqual(
      Array(4).fill('the endpoint is paused since 2026-11-20T17:00:00.000Z, by admin key'),
    );
    expect(crm.requests).toEqual([]);

    expect(await order(second, 'endpoints/crm/resume')).toMatchObject({ state: 'active', halts: [] });
    expect(callsIn(await crm.received(4))).toEqual(['1', '2', '3', '4']);
  });

  it('does not bring what is held nearer to giving up', async () => {
    const crm = await destination();
    const giveUpAfterSeconds = 3_600;
    const relay = await runRelay({
      config: config({ endpoints: [endpoint('crm', crm, { giveUpAfterSeconds })] }),
    });
    await order(relay, 'endpoints/crm/pause');
    const id = await relay.post(callOf(1));
    await relay.explain(id);
    relay.advance(30 * HOUR);
    await order(relay, 'endpoints/crm/resume');
    await relay.settled(id);
    expect(crm.requests).toHaveLength(1);

    crm.behave(() => ({ status: 503 }));
    await order(relay, 'endpoints/crm/pause');
    const second = await relay.post(callOf(2));
    relay.advance(10 * HOUR);
    await order(relay, 'endpoints/crm/resume');
    await relay.explainWhen(second, ({ actions }) => expect(only(actions).attempts).toHaveLength(1));
    // An hour of its own is left, less what it waited before: it is given up at the end of that, and not at once.
    expect(only((await relay.explain(second)).actions)).toMatchObject({ state: 'waiting' });
  });

  it('has its calls in order, where one of them was being tried again when it was paused', async () => {
    const crm = await destination(() => ({ status: 503 }));
    const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)] }) });
    const id = await relay.post(callOf(1, 1));
    await relay.explainWhen(id, ({ actions }) => expect(only(actions).attempts).toHaveLength(1));
    relay.advance(5_000);
    await relay.explainWhen(id, ({ actions }) => expect(only(actions).attempts).toHaveLength(2));
    await order(relay, 'endpoints/crm/pause');
    crm.behave(() => ACCEPTED);
    for (const call of [2, 3]) await relay.post(callOf(1, call));
    relay.advance(90 * MINUTE);

    await order(relay, 'endpoints/crm/resume');
    expect(callsIn((await crm.received(5)).slice(2))).toEqual(['1', '2', '3']);
  });

  it('has to be there, and can be paused and resumed again and again', async () => {
    const crm = await destination();
    const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)] }) });
    const answer = await relay.api('endpoints/crn/pause', { method: 'POST' });
    expect([answer.status, errorOf(answer).code]).toEqual([404, 'UNKNOWN_ENDPOINT']);
    await order(relay, 'endpoints/crm/pause');
    relay.advance(MINUTE);
    expect(await order(relay, 'endpoints/crm/pause')).toMatchObject({
      halts: [{ since: '2026-11-20T17:00:00.000Z' }],
    });
    await order(relay, 'endpoints/crm/resume');
    expect(await order(relay, 'endpoints/crm/resume')).toMatchObject({ state: 'active' });
  });
});

describe('an order to pause with something in its body', () => {
  it.each(['endpoints/crm/pause', 'outgoing/pause'])(
    'is refused, because nothing of it would be heard: %s',
    async (place) => {
      const crm = await destination();
      const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)] }) });
      const post = (body: string, type = 'application/json') =>
        relay.api(place, { method: 'POST', body, headers: { 'content-type': type } });
      const state = async () =>
        (JSON.parse((await relay.api(place.replace('/pause', ''))).text) as { state: string }).state;

      for (const refused of [
        await post('{"until":"2026-11-20T18:00:00Z"}'),
        await post('until=18:00', 'application/x-www-form-urlencoded'),
        await post('[]'),
        await post(JSON.stringify({ note: 'x'.repeat(10_000) })),
      ]) {
        expect(refused.status).toBe(400);
        expect(errorOf(refused).code).toBe('BODY_NOT_TAKEN');
      }
      expect(await state()).toBe('active');
      for (const nothing of ['', '{}', ' { } ']) expect((await post(nothing)).status).toBe(200);
      expect(await state()).toBe('paused');
    },
  );
});

describe('everything that is paused', () => {
  it('goes out once it is resumed, but for what is paused by itself', async () => {
    const [crm, other] = [await destination(), await destination()];
    const document = config({ endpoints: [endpoint('crm', crm), endpoint('other', other)] });
    const relay = await runRelay({ config: document });
    await order(relay, 'endpoints/other/pause');
    expect(await order(relay, 'outgoing/pause')).toMatchObject({
      state: 'paused',
      paused: { cause: 'paused' },
    });
    await relay.post(callOf(1));
    await eventually(async () => {
      const reasons = (await pending(relay)).map(({ heldBy }) => heldBy?.reason.split(' is paused')[0]);
      expect(reasons.sort()).toEqual(['everything', 'everything']);
    });
    expect(await order(relay, 'outgoing/resume')).toEqual({ state: 'active', paused: null });
    await crm.received(1);
    expect(other.requests).toEqual([]);
    await order(relay, 'endpoints/other/resume');
    await other.received(1);
  });
});

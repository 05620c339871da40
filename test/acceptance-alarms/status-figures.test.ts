import type { AnswerOf, RelayApi } from '@convoso-connect/core/relay-contract';
import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { MINUTE, SECOND } from '../support/clock.js';
import { config, endpoint, workflow } from '../support/config.js';
import { ACCEPTED, destination, type Behaviour } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { runRelay, type TestRelay } from '../support/relay.js';

async function running(behaviour: Behaviour) {
  const crm = await destination(behaviour);
  const endpoints = [endpoint('crm', crm, { name: 'CRM' })];
  const relay = await runRelay({ config: config({ endpoints, workflows: [workflow('all', ['crm'])] }) });
  return { crm, relay };
}

async function asked<Answer>(
  relay: TestRelay,
  place: string,
  method: 'GET' | 'POST' = 'GET',
): Promise<Answer> {
  return JSON.parse((await relay.api(place, { method })).text) as Answer;
}

async function crmOf(relay: TestRelay) {
  const { goingOut } = await asked<AnswerOf<RelayApi['status']['get']>>(relay, 'status');
  return goingOut.find(({ endpointId }) => endpointId === 'crm');
}

describe('what the status counts as not delivered', () => {
  it('is what is given up, without what was delivered since, and without a test of the endpoint', async () => {
    const { crm, relay } = await running(() => ({ status: 422 }));
    for (let lead = 1; lead <= 2; lead += 1) await relay.settled(await relay.post(callOf(lead, lead)));
    await asked(relay, 'endpoints/crm/test', 'POST');
    await crm.received(3);
    await eventually(async () => expect(await crmOf(relay)).toMatchObject({ failedToday: 2, sentToday: 0 }));
    crm.behave(() => ACCEPTED);
    await asked(relay, 'failures/replay?endpoint=crm', 'POST');
    await eventually(async () => expect(await crmOf(relay)).toMatchObject({ failedToday: 0, sentToday: 2 }));
  });
});

describe('what the console counts as not delivered today', () => {
  it('is what the status counts, and not each attempt that failed', async () => {
    const { crm, relay } = await running(() => ({ status: 422 }));
    for (let lead = 1; lead <= 3; lead += 1) await relay.settled(await relay.post(callOf(lead, lead)));
    crm.behave(() => ACCEPTED);
    await asked(relay, 'failures/replay?endpoint=crm', 'POST');
    await eventually(async () => expect(await crmOf(relay)).toMatchObject({ failedToday: 0, sentToday: 3 }));
    crm.behave(() => ({ status: 422 }));
    await relay.settled(await relay.post(callOf(4, 4)));
    await eventually(async () => expect(await crmOf(relay)).toMatchObject({ failedToday: 1 }));

    const day = await asked<AnswerOf<RelayApi['today']['get']>>(relay, 'today');

    expect(day.totals).toMatchObject({ undeliveredToday: 1, undelivered: 1, failed: 4 });
    expect(day.endpoints).toMatchObject([{ endpointId: 'crm', undeliveredToday: 1, failed: 4 }]);
  });
});

describe('an alarm in the status', () => {
  it('tells as many that wait as the line of its endpoint does, however many came within a minute', async () => {
    const { relay } = await running(() => ({ status: 503 }));
    let call = 0;
    const callsFor = async (duration: number, every: number): Promise<void> => {
      for (let passed = 0; passed < duration; passed += every) {
        call += 1;
        await relay.post(callOf(call, call));
        relay.clock.advance(every);
        await relay.running.settle();
      }
    };
    await callsFor(4 * MINUTE, 20 * SECOND);
    const before = (await asked<AnswerOf<RelayApi['status']['get']>>(relay, 'status')).alarms;
    expect(before).toMatchObject([{ kind: 'failing' }]);
    await callsFor(6 * SECOND, SECOND);

    const { alarms, goingOut } = await asked<AnswerOf<RelayApi['status']['get']>>(relay, 'status');
    const waiting = goingOut.find(({ endpointId }) => endpointId === 'crm')?.waiting ?? 0;
    expect(waiting).toBe(call);
    expect(alarms[0]?.message).toContain(`, ${waiting} actions wait.`);
  });
});

describe('an endpoint that has asked to be left alone for 30 seconds', () => {
  it('is the reason of what waits there, in the list, in the status, and of what is sent again', async () => {
    const { crm, relay } = await running(() => ({ status: 429, headers: { 'Retry-After': '30' } }));
    await relay.post(callOf(1, 1));
    await crm.received(1);
    await eventually(async () => expect((await crmOf(relay))?.halts).toMatchObject([{ cause: 'asked' }]));
    await relay.post(callOf(2, 2));
    const until =
      'nothing is sent to the endpoint until 2026-11-20T17:00:30.000Z, because its answer asks to wait';
    await eventually(async () => {
      const { pending } = await asked<AnswerOf<RelayApi['pending']['list']>>(relay, 'pending');
      expect(pending.map(({ heldBy }) => heldBy?.reason)).toEqual([until, until]);
    });
    const done = await asked<AnswerOf<RelayApi['failures']['run']>>(
      relay,
      'failures/run?endpoint=crm',
      'POST',
    );
    expect(done).toMatchObject({
      again: 1,
      halted: [{ endpointId: 'crm', endpointName: 'CRM', cause: 'asked', count: 1, reason: until }],
    });
  });
});

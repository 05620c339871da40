import { describe, expect, it } from '@jest/globals';
import { LEASE_MS } from '../../relay/src/work/lease.js';
import { callOf } from '../support/calls.js';
import { HOUR, SECOND } from '../support/clock.js';
import { config, endpoint, workflow } from '../support/config.js';
import { ACCEPTED, destination, type Reply } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import type { OccurrenceReport } from '../support/reports.js';
import { keepingLog } from './keeping-log.js';
import { CUT, NOTHING, ONLY_INTAKE, SharedStore, pass } from './two-relays.js';

describe('two relays on one store', () => {
  it('take over what the other one held when it is not heard of any more, with the same key', async () => {
    const crm = await destination(({ path }, count) =>
      path === '/crm' && count === 1 ? 'silence' : ACCEPTED,
    );
    const shared = new SharedStore();
    const setUp = config({ endpoints: [endpoint('crm', crm)], workflows: [workflow('start', ['crm'])] });
    const first = await shared.run(setUp);
    const second = await shared.run(setUp);
    const id = await first.relay.post(callOf(1, 1));
    const [cutOff] = await crm.received(1);

    first.way.fails = CUT;
    await pass(shared, [second.relay], LEASE_MS + 5 * SECOND);

    const [, repeated] = await crm.received(2);
    expect(repeated?.key).toBe(cutOff?.key);
    expect(repeated?.body).toBe(cutOff?.body);
    const { actions } = await second.relay.settled(id);
    expect(actions).toMatchObject([{ state: 'done', attempts: [{ outcome: 'interrupted' }, {}] }]);
  });

  it('leave alone what the other one is at, however long that takes', async () => {
    let answer: (reply: Reply) => void = () => undefined;
    const crm = await destination(() => new Promise<Reply>((resolve) => (answer = resolve)));
    const shared = new SharedStore();
    const setUp = config({ endpoints: [endpoint('crm', crm)], workflows: [workflow('start', ['crm'])] });
    const first = await shared.run(setUp);
    const id = await first.relay.post(callOf(1, 1));
    await crm.received(1);

    // It starts while the other one is at it, and a start takes up what was cut off.
    const second = await shared.run(setUp);
    await pass(shared, [first.relay, second.relay], 3 * LEASE_MS);
    answer(ACCEPTED);

    const { actions } = await second.relay.settled(id);
    expect(actions).toMatchObject([{ state: 'done', attempts: [{ outcome: 'delivered' }] }]);
    expect(crm.requests).toHaveLength(1);
  });

  it('process what the other one had taken in and not processed', async () => {
    const crm = await destination();
    const shared = new SharedStore();
    const setUp = config({ endpoints: [endpoint('crm', crm)], workflows: [workflow('start', ['crm'])] });
    const first = await shared.run(setUp);
    const second = await shared.run(setUp);
    first.way.fails = ONLY_INTAKE;
    const id = await first.relay.post(callOf(1, 1));
    first.way.fails = CUT;

    await pass(shared, [second.relay], LEASE_MS + 5 * SECOND);

    await second.relay.settled(id);
    expect(new Set(crm.requests.map(({ key }) => key)).size).toBe(1);
  });

  it.each(['wake', 'settle'] as const)(
    'send what is due as soon as they are heard of after a long pause (%s)',
    async (by) => {
      const crm = await destination((_, count) => (count === 1 ? { status: 503 } : ACCEPTED));
      const shared = new SharedStore();
      const setUp = config({ endpoints: [endpoint('crm', crm)], workflows: [workflow('start', ['crm'])] });
      const { relay } = await shared.run(setUp);
      await relay.post(callOf(1, 1));
      await crm.received(1);
      await relay.running.settle();
      shared.clock.advance(HOUR);
      if (by === 'wake') relay.running.wake();
      await relay.running.settle();
      expect(crm.requests).toHaveLength(2);
    },
  );

  it('one that was taken for dead registers anew, and takes in and delivers again', async () => {
    const crm = await destination();
    const shared = new SharedStore();
    const setUp = config({ endpoints: [endpoint('crm', crm)], workflows: [workflow('start', ['crm'])] });
    const first = await shared.run(setUp);
    const second = await shared.run(setUp);
    first.way.fails = CUT;
    await pass(shared, [second.relay], LEASE_MS + 5 * SECOND);
    first.way.fails = NOTHING;

    const id = await first.relay.post(callOf(1, 1));
    await pass(shared, [first.relay, second.relay], 10 * SECOND);

    await second.relay.settled(id);
    await crm.received(1);
  });

  it('what comes too late of somebody who was forgotten meanwhile is not kept', async () => {
    let answer: (reply: Reply) => void = () => undefined;
    const crm = await destination((_, count) =>
      count === 1 ? new Promise<Reply>((resolve) => (answer = resolve)) : ACCEPTED,
    );
    const shared = new SharedStore();
    const setUp = config({ endpoints: [endpoint('crm', crm)], workflows: [workflow('start', ['crm'])] });
    const first = await shared.run(setUp);
    const second = await shared.run(setUp);
    const id = await first.relay.post(callOf(1, 1));
    await crm.received(1);
    first.way.fails = CUT;
    await pass(shared, [second.relay], LEASE_MS + 5 * SECOND);
    await second.relay.settled(id);
    first.way.fails = NOTHING;
    await pass(shared, [first.relay, second.relay], 10 * SECOND);
    const headers = { 'content-type': 'application/json' };
    const order = { method: 'POST', headers, body: JSON.stringify({ lead: '1' }) };
    expect((await second.relay.api('forget', order)).status).toBe(200);

    answer(ACCEPTED);
    await first.relay.running.settle();
    expect(JSON.parse((await second.relay.api('logs')).text)).toMatchObject({ logs: [] });
  });

  it('the result of one that was taken for dead comes too late: it is told as that, and counts for nothing', async () => {
    let answer: (reply: Reply) => void = () => undefined;
    const crm = await destination((_, count) =>
      count === 1 ? new Promise<Reply>((resolve) => (answer = resolve)) : ACCEPTED,
    );
    const shared = new SharedStore();
    const setUp = config({
      endpoints: [endpoint('crm', crm)],
      workflows: [workflow('start', ['crm'])],
      settings: { egress: { allow: ['127.0.0.0/8'] }, breaker: { failures: 1, windowMinutes: 10 } },
    });
    const { log, said } = keepingLog();
    const first = await shared.run(setUp, undefined, { log });
    const second = await shared.run(setUp);
    const id = await first.relay.post(callOf(1, 1));
    await crm.received(1);
    first.way.fails = CUT;
    await pass(shared, [second.relay], LEASE_MS + 5 * SECOND);
    await crm.received(2);
    await second.relay.settled(id);
    first.way.fails = NOTHING;
    await pass(shared, [first.relay, second.relay], 10 * SECOND);
    answer({ status: 503 });

    const isTold = ({ actions }: OccurrenceReport): void =>
      expect(actions).toMatchObject([
        {
          state: 'done',
          attempts: [
            { outcome: 'interrupted', status: null },
            { outcome: 'delivered' },
            {
              outcome: 'interrupted',
              status: 503,
              reason: expect.stringContaining('came too late') as unknown,
            },
          ],
        },
      ]);
    await first.relay.explainWhen(id, isTold);
    await eventually(() => expect(said.get('LEASE_LOST')).toContain('came too late'));
    expect([...said.values()].filter((text) => text.startsWith('not delivered'))).toEqual([]);
    // One failure would open the breaker.
    for (const { relay } of [first, second])
      expect(JSON.parse((await relay.api('endpoints/crm')).text)).toMatchObject({ halts: [] });
  });
});

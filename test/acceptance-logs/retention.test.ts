import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { HOUR } from '../support/clock.js';
import { config, endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { runRelay } from '../support/relay.js';
import { logs } from './log-api.js';

const DAY = 24 * HOUR;

describe('settings.retention', () => {
  it('lets go by age what is finished, and leaves what still waits to be delivered', async () => {
    const crm = await destination(({ body }) =>
      body.includes('"call":"2"') ? { status: 503 } : { status: 200 },
    );
    const endpoints = [endpoint('crm', crm, { giveUpAfterSeconds: 100 * 86_400 })];
    const relay = await runRelay({
      config: config({ endpoints, settings: { ...EGRESS, retention: { days: 2 } } }),
    });
    const done = await relay.post(callOf(1, 1));
    const waiting = await relay.post(callOf(2, 2));
    await relay.settled(done);
    await relay.explainWhen(waiting, ({ actions }) => expect(actions[0]?.attempts).toHaveLength(1));

    relay.clock.advance(2 * DAY + 1);
    const young = await relay.post(callOf(3, 3));
    await relay.settled(young);

    await eventually(async () => expect((await relay.api(`occurrences/${done}`)).status).toBe(404));
    await eventually(async () => {
      const { text } = await relay.api('deliveries');
      const { deliveries } = JSON.parse(text) as { deliveries: { id: string }[] };
      expect(deliveries.map(({ id }) => id)).toEqual([young]);
    });
    const phones = (await logs(relay)).map(({ id }) => id);
    expect(phones).toEqual(expect.arrayContaining([2, 3]));
    expect(phones).not.toContain(1);
    expect((await relay.explain(waiting)).actions[0]).toMatchObject({ state: 'waiting' });

    crm.behave(() => ({ status: 200 }));
    relay.advance(DAY);
    expect((await relay.settled(waiting)).actions[0]?.state).toBe('done');
  });

  it('lets go by count the oldest log entries, as soon as the configuration says so', async () => {
    const crm = await destination();
    const endpoints = [endpoint('crm', crm)];
    const relay = await runRelay({ config: config({ endpoints }) });
    for (let call = 1; call <= 12; call++) await relay.settled(await relay.post(callOf(call, call)));
    expect(await logs(relay)).toHaveLength(12);

    await relay.reload(config({ endpoints, settings: { ...EGRESS, retention: { rows: 5 } } }));
    relay.advance(2 * 60_000);

    await eventually(async () => {
      const ids = (await logs(relay)).map(({ id }) => id);
      expect(ids).toEqual([12, 11, 10, 9, 8]);
    });
  });
});

const EGRESS = { egress: { allow: ['127.0.0.0/8'] } };

import type { AnswerOf, RELAY_API } from '@convoso-connect/core/relay-contract';
import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { HOUR } from '../support/clock.js';
import { config, endpoint, workflow } from '../support/config.js';
import { destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { runRelay, type TestRelay } from '../support/relay.js';
import { only } from '../support/reports.js';
import { mailServer } from '../support/smtp.js';

type Today = AnswerOf<typeof RELAY_API.today.get>;

const ANSWERS: Readonly<Record<string, number>> = { '/crm': 200, '/no': 422, '/busy': 503 };

async function running(): Promise<TestRelay> {
  const crm = await destination(({ path }) => ({ status: ANSWERS[path] ?? 200, body: '{"success":true}' }));
  const ids = ['crm', 'no', 'busy', 'off'];
  return runRelay({
    config: config({
      endpoints: [...ids.map((id) => endpoint(id, crm)), endpoint('unused', crm)],
      workflows: ids.map((id) => workflow(`to-${id}`, [id])),
    }),
  });
}

async function today(relay: TestRelay): Promise<Today> {
  const { status, text } = await relay.api('today');
  expect({ status, text: status === 200 ? '' : text }).toEqual({ status: 200, text: '' });
  return JSON.parse(text) as Today;
}

/** Lets a call come, and everything it leads to end or wait. */
async function call(relay: TestRelay, lead: number): Promise<void> {
  const id = await relay.post(callOf(lead));
  await relay.explainWhen(id, ({ actions }) =>
    expect(actions.filter(({ attempts }) => attempts.length > 0).map(({ endpointId }) => endpointId)).toEqual(
      expect.arrayContaining(['crm', 'no', 'busy']),
    ),
  );
}

const healths = ({ endpoints }: Today) =>
  Object.fromEntries(endpoints.map(({ endpointId, health }) => [endpointId, health]));

describe('the day of the account', () => {
  it('has what came and went, by endpoint with its health and the last answer, and by the hour', async () => {
    const relay = await running();
    await relay.api('endpoints/off', {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: '{"active":false}',
    });
    await call(relay, 1);
    relay.clock.advance(HOUR);
    await call(relay, 2);

    const day = await today(relay);

    expect(day.totals).toMatchObject({
      received: 2,
      sent: 2,
      refused: 0,
      failed: 2,
      turnedAway: 0,
      undelivered: 2,
    });
    expect(day.totals.fired).toBeGreaterThanOrEqual(6);
    expect(healths(day)).toMatchObject({
      crm: 'well',
      no: 'well',
      busy: 'failing',
      off: 'off',
      unused: 'idle',
    });
    const crm = day.endpoints.find(({ endpointId }) => endpointId === 'crm');
    expect(crm).toMatchObject({ sent: 2, refused: 0, waiting: 0, lastAttempt: { status: 200 } });
    expect(day.endpoints.find(({ endpointId }) => endpointId === 'unused')?.lastAttempt).toBeNull();

    const busy = day.hours.filter(({ received }) => received > 0);
    expect(busy.map(({ received, sent }) => [received, sent])).toEqual([
      [1, 1],
      [1, 1],
    ]);
    for (const name of ['received', 'fired', 'sent', 'refused', 'failed', 'retried'] as const)
      expect([name, day.hours.reduce((sum, hour) => sum + hour[name], 0)]).toEqual([name, day.totals[name]]);
    expect(day.hours[0]?.from).toBe(day.from);
    expect(Date.parse(day.to) - Date.parse(day.from)).toBe(24 * HOUR);
  });

  it('begins anew at midnight by the clock of the account', async () => {
    const relay = await running();
    await call(relay, 1);
    const { to } = await today(relay);

    relay.clock.advance(Date.parse(to) - relay.clock.now());

    const day = await today(relay);
    expect(day).toMatchObject({ from: to, totals: { received: 0, sent: 0, refused: 0 } });
    expect(only(day.hours).from).toBe(to);
  });

  it('says what to do next, the most pressing first, until nothing is to be done', async () => {
    const relay = await running();
    expect((await today(relay)).next.step).toBe('first-call');

    await call(relay, 1);
    expect((await today(relay)).next).toMatchObject({ step: 'not-delivered', about: null });

    await relay.api('endpoints/crm/pause', { method: 'POST' });
    expect(healths(await today(relay))).toMatchObject({ crm: 'paused' });
    expect((await today(relay)).next.step).toBe('not-delivered');
  });

  it('names what is paused, so that nobody forgets it', async () => {
    const crm = await destination(() => ({ status: 200, body: '{"success":true}' }));
    const relay = await runRelay({
      config: config({ endpoints: [endpoint('crm', crm)], workflows: [workflow('all', ['crm'])] }),
    });
    await relay.settled(await relay.post(callOf(1)));
    expect((await today(relay)).next.step).toBe('nothing');

    await relay.api('endpoints/crm/pause', { method: 'POST' });

    expect((await today(relay)).next).toMatchObject({ step: 'paused', about: 'crm' });
  });

  it('says what status lists as wrong: that notifications cannot be mailed, where all else goes well', async () => {
    const crm = await destination(() => ({ status: 200, body: '{"success":false}' }));
    const mail = await mailServer();
    mail.refuse(451);
    const settings = {
      egress: { allow: ['127.0.0.0/8'] },
      notifications: { email: 'ops@example.test' },
      email: { smtpUrl: mail.url, from: 'relay@example.test' },
    };
    const relay = await runRelay({
      config: config({ endpoints: [endpoint('crm', crm)], workflows: [workflow('all', ['crm'])], settings }),
    });
    await relay.settled(await relay.post(callOf(1)));

    await eventually(async () => {
      const { wrong, next } = await today(relay);
      expect(wrong).toEqual([
        expect.stringMatching(/^The notification of .* could not be sent, email: .*451/),
      ]);
      const { text } = await relay.api('status');
      expect((JSON.parse(text) as { wrong: string[] }).wrong).toEqual(wrong);
      expect(next).toEqual({ step: 'wrong', sentence: wrong[0], about: null });
    });
  });

  it('says that an endpoint is switched off before that nothing is to be done', async () => {
    const relay = await running();
    await relay.api('endpoints/off', {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: '{"active":false}',
    });
    const { next, wrong } = await today(relay);
    expect(wrong).toEqual([expect.stringContaining('switched off')]);
    expect(next.step).toBe('wrong');
  });
});

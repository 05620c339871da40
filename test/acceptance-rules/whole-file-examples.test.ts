import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { callOf, type Fields } from '../support/calls.js';
import { HOUR, HandClock } from '../support/clock.js';
import { destination, type Destination } from '../support/destination.js';
import { runRelay, type TestRelay } from '../support/relay.js';

const FOLDER = path.join(__dirname, '../../docs/examples');
const SECRET = 'a secret of the hook';

interface Example {
  readonly hooks: readonly object[];
  readonly settings?: object;
}

/** A relay that runs a file of `docs/examples` as it stands, but for the hosts, which are on this machine. */
async function running(name: string, to: Destination): Promise<TestRelay> {
  const text = readFileSync(path.join(FOLDER, `${name}.json`), 'utf8');
  const document = JSON.parse(text.replaceAll(/https:\/\/[\w.]+\.example\.test/g, to.url)) as Example;
  const hooks = document.hooks.map((hook) => ({ ...hook, allowFrom: ['127.0.0.1'] }));
  const env = {
    HOOK_SECRET: SECRET,
    CRM_HEADER: 'Authorization: Bearer crm-token-1234',
    BALTO_QUERY: 'token=balto-token-1234&integration=convoso_config',
    SIGNING_SECRET: 'a secret to sign with',
    SMS_HEADER: 'Authorization: Bearer sms-token-1234',
  };
  const settings = { ...document.settings, egress: { allow: [`127.0.0.1:${to.port}`] } };
  const config = { ...document, hooks, settings };
  return runRelay({ config, env, clock: new HandClock() });
}

const post = (relay: TestRelay, fields: Fields) =>
  relay.post(fields, `main?secret=${encodeURIComponent(SECRET)}`);

/** A call with a lead in Chicago, where it is eleven in the morning. */
const CALL: Fields = {
  ...callOf(1364887, 1),
  campaign_id: '111',
  campaign_name: 'Solar West',
  email: 'lead@example.test',
  agent_email: 'agent@example.test',
  postal_code: '60601',
  state: 'IL',
  call_date: '2026-11-20 08:55:00',
};

const queryOf = (url: string | undefined) =>
  Object.fromEntries(new URLSearchParams(url?.split('?')[1] ?? ''));
const sent = (to: Destination) =>
  to.requests.map(({ body }) => (JSON.parse(body) as { message: string }).message);

describe('the whole files of the documentation', () => {
  it('are all run below', () => {
    expect(readdirSync(FOLDER).sort()).toEqual([
      'balto.json',
      'follow-up-until-sold.json',
      'reminder-before-an-appointment.json',
      'sales-to-my-crm.json',
    ]);
  });

  it('sales to my CRM: a sale of campaign 111 is sent, with its moment; other calls and campaigns are not', async () => {
    const crm = await destination();
    const relay = await running('sales-to-my-crm', crm);
    await relay.settled(await post(relay, { ...CALL, call_log_id: '1' }));
    await relay.settled(await post(relay, { ...CALL, call_log_id: '2', status: 'SALE', campaign_id: '222' }));
    await relay.settled(await post(relay, { ...CALL, call_log_id: '3', status: 'SALE' }));
    const [request, ...others] = crm.requests;
    expect(others).toEqual([]);
    expect(request).toMatchObject({ method: 'POST', path: '/api/sales' });
    expect(request?.headers.authorization).toBe('Bearer crm-token-1234');
    expect(JSON.parse(request?.body ?? '')).toEqual({
      call_id: '3',
      lead_id: '1364887',
      first_name: 'Test',
      last_name: 'Lead',
      phone: '7735550167',
      email: 'lead@example.test',
      campaign: 'Solar West',
      agent: 'agent@example.test',
      sold_at: '2026-11-20T08:55:00-08:00',
    });
  });

  it('Balto: a call is started, stopped and disposed of, each once', async () => {
    const balto = await destination();
    const relay = await running('balto', balto);
    await relay.settled(await post(relay, { ...CALL, status: 'INCALL', term_reason: 'NONE' }));
    await relay.settled(await post(relay, { ...CALL, status: 'DISPO', term_reason: 'CALLER' }));
    await relay.settled(await post(relay, { ...CALL, status: 'NI' }));
    const [start, stop, disposition] = balto.requests;
    expect(balto.requests.map(({ method, path: to }) => `${method} ${to}`)).toEqual([
      'GET /start/by_email',
      'GET /stop/by_email',
      'POST /disposition',
    ]);
    expect(queryOf(start?.url)).toEqual({
      token: 'balto-token-1234',
      integration: 'convoso_config',
      voip_call_id: '1',
      voip_customer_id: '1364887',
      voip_campaign_name: 'Solar West',
      email: 'agent@example.test',
    });
    expect(queryOf(stop?.url)).toEqual(queryOf(start?.url));
    expect(JSON.parse(disposition?.body ?? '')).toEqual({ voip_call_id: '1', disposition: 'NI' });
  });

  const APPOINTMENT: Fields = { ...CALL, status: 'APPT', appointment_date: '2026-11-24' };

  it('a reminder before an appointment: at nine where the lead is, on the day before', async () => {
    const texts = await destination();
    const relay = await running('reminder-before-an-appointment', texts);
    const id = await post(relay, APPOINTMENT);
    const { actions } = await relay.explain(id);
    expect(actions.map(({ state, nextAttemptAt }) => [state, nextAttemptAt])).toEqual([
      ['waiting', '2026-11-23T15:00:00.000Z'],
    ]);
    relay.advance(70 * HOUR);
    await relay.settled(id);
    expect(sent(texts)).toEqual(['Test, we look forward to talking to you tomorrow.']);
  });

  it('a reminder before an appointment: none once the appointment is off', async () => {
    const texts = await destination();
    const relay = await running('reminder-before-an-appointment', texts);
    const id = await post(relay, APPOINTMENT);
    await relay.explain(id);
    await post(relay, { ...CALL, call_log_id: '2', status: 'NI' });
    const { actions } = await relay.settled(id);
    expect(actions.map(({ state }) => state)).toEqual(['cancelled']);
    expect(texts.requests).toEqual([]);
  });

  it('a follow-up until sold: the next day, the third, and nothing more after the sale', async () => {
    const texts = await destination();
    const relay = await running('follow-up-until-sold', texts);
    const id = await post(relay, CALL);
    const { actions } = await relay.explain(id);
    expect(actions.map(({ nextAttemptAt }) => nextAttemptAt)).toEqual([
      '2026-11-21T17:00:00.000Z',
      '2026-11-23T17:00:00.000Z',
      '2026-11-27T17:00:00.000Z',
    ]);
    relay.advance(24 * HOUR);
    await texts.received(1);
    relay.advance(48 * HOUR);
    await texts.received(2);
    await post(relay, { ...CALL, call_log_id: '2', status: 'SALE' });
    const after = await relay.settled(id);
    expect(after.actions.map(({ state }) => state)).toEqual(['done', 'done', 'cancelled']);
    expect(sent(texts)).toEqual(['Test, do you have any questions?', 'Test, our offer still stands.']);
  });
});

import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { MINUTE } from '../support/clock.js';
import { endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { only } from '../support/reports.js';
import { mailServer } from '../support/smtp.js';
import { LEAD, disposed, performing } from './account.js';

const AWAKE = { postal_code: '90001' };

async function mailing(action: object, fields: Record<string, string> = {}) {
  const server = await mailServer();
  const settings = {
    egress: { allow: ['127.0.0.0/8'] },
    email: { smtpUrl: server.url, from: 'relay@example.test' },
  };
  const set = await performing([{ id: 'a', type: 'EMAIL', ...action }], { settings });
  const id = await set.relay.post(disposed({ email: 'lead@example.test', ...fields }));
  return { ...set, server, id };
}

describe('Email', () => {
  it("goes to the lead's own address, with its fields filled in", async () => {
    const { server, relay, id } = await mailing({
      subject: 'About %first_name%',
      body: 'Dear %first_name% %last_name%,\n100%% %unknown%sure.',
    });
    const report = await relay.settled(id);
    const [mail] = await server.received(1);
    expect(mail).toMatchObject({ from: 'relay@example.test', to: ['lead@example.test'] });
    expect(mail?.header('Subject')).toBe('About Test');
    expect(mail?.text).toContain('Dear Test Lead,\r\n100% sure.');
    expect(mail?.header('Message-ID')).toBe(`<${only(report.actions).id}@convoso-connect>`);
    expect(only(report.actions)).toMatchObject({
      state: 'done',
      attempts: [{ method: 'MAIL', url: 'mailto:lead@example.test', outcome: 'delivered' }],
    });
  });

  it('cannot be made to carry further headers or recipients by what a field holds', async () => {
    const { server, relay, id } = await mailing(
      { to: 'ops@example.test', subject: 'Note: %agent_comment%', body: 'x' },
      { agent_comment: 'hello\r\nBcc: victim@example.test\r\n\r\nbody' },
    );
    await relay.settled(id);
    const [mail] = await server.received(1);
    expect(mail?.to).toEqual(['ops@example.test']);
    expect(mail?.header('Bcc')).toBeNull();
    expect(mail?.header('Subject')).toContain('hello Bcc: victim@example.test body');
  });

  it.each([
    ['two addresses', 'lead@example.test, victim@example.test'],
    ['a header', 'lead@example.test\r\nBcc: victim@example.test'],
    ['none', ''],
    ['no address', 'nobody'],
  ])('is not sent where the field of the lead holds %s', async (_, email) => {
    const { server, relay, id } = await mailing({ subject: 'x', body: 'x' }, { email });
    const action = only((await relay.settled(id)).actions);
    expect(action.state).toBe('dead');
    expect(action.reason).toMatch(/address/);
    expect(server.mails).toEqual([]);
  });

  it('that the mail server does not take for one of several says so in the log, and is not sent again to the others', async () => {
    const settings = { subject: 'x', body: 'x', to: 'desk@example.test, %email%' };
    const { server, relay, id } = await mailing(settings);
    await relay.settled(id);
    server.refuseFor('gone@example.test', 550);
    const second = await relay.post(disposed({ email: 'gone@example.test', call_log_id: '2' }));
    const { attempts, state } = only((await relay.settled(second)).actions);
    expect(state).toBe('done');
    expect(attempts).toHaveLength(1);
    expect(JSON.stringify(attempts[0])).toContain('it was not taken for gone@example.test (550 no such box)');
    expect(server.mails.map(({ to }) => to)).toEqual([
      ['desk@example.test', 'lead@example.test'],
      ['desk@example.test'],
    ]);
  });

  it('is not sent again where the mail server has had all of it and gave no answer, and the log says that it may have been sent', async () => {
    const { server, relay, id } = await mailing({ subject: 'x', body: 'x' });
    await relay.settled(id);
    server.hangUp(true);
    const second = await relay.post(disposed({ email: 'lead@example.test', call_log_id: '2' }));
    const { attempts, state, reason } = only((await relay.settled(second)).actions);
    expect(state).toBe('dead');
    expect(attempts).toHaveLength(1);
    expect(reason).toMatch(/has ended the connection .*; it may have been sent all the same/);
    server.hangUp(false);
    relay.advance(60 * MINUTE);
    await relay.running.settle();
    expect(server.mails).toHaveLength(2);
  });

  it('is tried again where the mail server says later, and not where it says never', async () => {
    const later = await mailing({ subject: 'x', body: 'x' });
    await later.relay.settled(later.id);
    later.server.refuse(451);
    const second = await later.relay.post(disposed({ email: 'lead@example.test', call_log_id: '2' }));
    await later.relay.explainWhen(second, ({ actions }) => expect(only(actions).attempts).toHaveLength(1));
    later.server.refuse(null);
    later.relay.advance(MINUTE);
    expect(only((await later.relay.settled(second)).actions).state).toBe('done');
    later.server.refuse(554);
    const third = await later.relay.post(disposed({ email: 'lead@example.test', call_log_id: '3' }));
    expect(only((await later.relay.settled(third)).actions)).toMatchObject({ state: 'dead' });
  });
});

describe('SMS and Voice Broadcast', () => {
  const SECRET = 'a secret to sign with';
  const settings = { egress: { allow: ['127.0.0.0/8'] }, signing: { secret: { secretRef: 'env:SIGNING' } } };

  it.each([
    [{ type: 'SMS', message: 'Hello %first_name%' }, { message: 'Hello Test' }],
    [{ type: 'VB', broadcastId: '77' }, { broadcast_id: '77' }],
  ])('are sent to their endpoint as a signed request: %j', async (action, content) => {
    const gateway = await destination();
    const { relay } = await performing([{ id: 'a', endpointId: 'sms', ...action }], {
      endpoints: [endpoint('sms', gateway)],
      adaptors: [{ id: 'call', fields: [{ section: 'lead', field: 'last_name', mappedTo: 'surname' }] }],
      settings,
    });
    const report = await relay.settled(await relay.post(disposed(AWAKE)));
    expect(only(report.actions)).toMatchObject({ state: 'done' });
    const [request] = await gateway.received(1);
    expect(JSON.parse(request?.body ?? '')).toEqual({
      action: action.type,
      phone_number: '7735550167',
      lead_id: LEAD,
      surname: 'Lead',
      ...content,
    });
    const {
      'webhook-id': id,
      'webhook-timestamp': at,
      'webhook-signature': signature,
    } = request?.headers ?? {};
    expect(id).toBe(only(report.actions).id);
    expect(at).toBe(String(Date.parse('2026-11-20T17:00:00Z') / 1_000));
    const expected = createHmac('sha256', SECRET)
      .update(`${String(id)}.${String(at)}.${request?.body ?? ''}`)
      .digest('base64');
    expect(signature).toBe(`v1,${expected}`);
  });

  it('wait for hours in which the lead may be contacted', async () => {
    const gateway = await destination();
    const { relay } = await performing([{ id: 'a', type: 'SMS', message: 'x', endpointId: 'sms' }], {
      endpoints: [endpoint('sms', gateway)],
      settings,
    });
    const id = await relay.post(disposed({ postal_code: '96801' }));
    const held = only((await relay.explain(id)).actions);
    expect(held).toMatchObject({ state: 'waiting', nextAttemptAt: '2026-11-20T18:00:00.000Z' });
    relay.advance(60 * MINUTE);
    expect(only((await relay.settled(id)).actions).state).toBe('done');
  });
});

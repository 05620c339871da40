import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { HOUR, MINUTE } from '../support/clock.js';
import { config, endpoint, workflow } from '../support/config.js';
import { destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { runRelay, type TestRelay } from '../support/relay.js';
import { mailServer } from '../support/smtp.js';

interface Sent {
  readonly kind: string;
  readonly count: number;
  readonly sentAt: string | null;
  readonly sendFailure: string | null;
}

/** The notification of the dead letter, once `look` is content with it. */
const sent = (relay: TestRelay, look: (notice: Sent) => void): Promise<void> =>
  eventually(async () => {
    const { text } = await relay.api('notifications');
    const [notice] = (JSON.parse(text) as { notifications: Sent[] }).notifications;
    if (notice === undefined) throw new Error('no notification yet');
    look(notice);
  });

/** A relay of which every delivery fails for good, and that is told to send notifications. */
async function failing(notifications: object, email?: object) {
  const crm = await destination(({ path }) => (path === '/crm' ? { status: 400 } : { status: 200 }));
  const endpoints = [endpoint('crm', crm), endpoint('ops', crm, { postDataType: 'RAW' })];
  const settings = { egress: { allow: ['127.0.0.0/8'] }, notifications, ...(email && { email }) };
  const relay = await runRelay({
    config: config({ endpoints, workflows: [workflow('all', ['crm'])], settings }),
  });
  return { crm, relay };
}

describe('notifications', () => {
  it('are posted to the endpoint of the settings: once for a cause, and again when it goes on for an hour', async () => {
    const { crm, relay } = await failing({ endpointId: 'ops' });
    await relay.settled(await relay.post(callOf(1, 1)));
    const [first] = await crm.received(1, '/ops');
    expect(Object.fromEntries(new URLSearchParams(first?.body))).toMatchObject({
      key: 'dead:crm',
      kind: 'not-delivered',
      message: expect.stringContaining('An action for crm was not delivered'),
      first_at: '2026-11-20T17:00:00.000Z',
    });
    await sent(relay, ({ sentAt }) => expect(sentAt).toBe('2026-11-20T17:00:00.000Z'));

    await relay.settled(await relay.post(callOf(2, 2)));
    relay.advance(MINUTE);
    await sent(relay, ({ count }) => expect(count).toBe(2));
    // What came up within the hour is told when it is over, also where nothing comes up then.
    relay.advance(HOUR);
    const posted = await crm.received(2, '/ops');
    expect(new URLSearchParams(posted[1]?.body).get('count')).toBe('2');
  });

  it('are mailed, with the credentials of the mail server, which appear nowhere', async () => {
    const server = await mailServer();
    const smtpUrl = server.url.replace('smtp://', 'smtp://user:secret-of-the-mail-server@');
    const { relay } = await failing({ email: 'ops@example.test' }, { smtpUrl, from: 'relay@example.test' });
    await relay.settled(await relay.post(callOf(1, 1)));
    const [mail] = await server.received(1);
    expect(mail).toMatchObject({ from: 'relay@example.test', to: ['ops@example.test'] });
    expect(mail?.header('Subject')).toBe('Convoso Connect: not-delivered');
    expect(mail?.text).toContain('An action for crm was not delivered');
    expect(mail?.text).toContain('Since 2026-11-20 09:00:00 PST, once, last at 2026-11-20 09:00:00 PST.');
    await sent(relay, ({ sentAt }) => expect(sentAt).not.toBeNull());
    for (const place of ['notifications', 'config', 'logs']) {
      expect((await relay.api(place)).text).not.toContain('secret-of-the-mail-server');
    }
  });

  it('are tried again where the sending fails, and say why meanwhile', async () => {
    const server = await mailServer();
    server.refuse(451);
    const { crm, relay } = await failing(
      { endpointId: 'ops', email: 'ops@example.test' },
      { smtpUrl: server.url, from: 'relay@example.test' },
    );
    await relay.settled(await relay.post(callOf(1, 1)));
    await sent(relay, ({ sentAt, sendFailure }) => {
      expect(sentAt).toBeNull();
      expect(sendFailure).toMatch(/^email: .*451/);
    });
    server.refuse(null);
    relay.advance(MINUTE);
    await server.received(1);
    await sent(relay, ({ sentAt, sendFailure }) => {
      expect(sentAt).not.toBeNull();
      expect(sendFailure).toBeNull();
    });
    expect(crm.at('/ops')).toHaveLength(1);
  });

  it('never go to a mail server in a private network that the settings do not allow', async () => {
    const server = await mailServer();
    const crm = await destination(() => ({ status: 400 }));
    const settings = {
      egress: { allow: [`127.0.0.1:${crm.port}`] },
      notifications: { email: 'ops@example.test' },
      email: { smtpUrl: server.url, from: 'relay@example.test' },
    };
    const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)], settings }) });
    await relay.settled(await relay.post(callOf(1, 1)));
    await sent(relay, ({ sendFailure }) => expect(sendFailure).toContain('settings.egress.allow'));
    expect(server.mails).toEqual([]);
  });

  it('are said to be sent only where they were: what an alarm tells instead, and went nowhere, was not', async () => {
    const { crm, relay } = await failing({});
    crm.behave(() => ({ status: 401 }));
    const alarmed = async (): Promise<boolean> =>
      (await relay.api('alarms?state=open')).text.includes('"kind":"failing"');
    for (let call = 1; call <= 12; call++) {
      await relay.settled(await relay.post(callOf(call, call)));
      relay.advance(5 * MINUTE);
    }
    await eventually(async () => {
      relay.advance(MINUTE);
      expect(await alarmed()).toBe(true);
    });
    await relay.settled(await relay.post(callOf(13, 13)));
    await eventually(async () => {
      const { text } = await relay.api('notifications');
      const { notifications } = JSON.parse(text) as { notifications: (Sent & { key: string })[] };
      const dead = notifications.find(({ key }) => key === 'dead:crm');
      expect(dead).toMatchObject({ count: 13, sentAt: null, sendFailure: null });
    });
  });
});

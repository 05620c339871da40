import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { HOUR, MINUTE } from '../support/clock.js';
import { config, endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { errorOf, runRelay, type TestRelay } from '../support/relay.js';
import { mailServer } from '../support/smtp.js';

const OPS = 'ops@example.test';

async function relayThatMails(smtpUrl: string, settings: object = {}): Promise<TestRelay> {
  const crm = await destination(() => ({ status: 400 }));
  const all = {
    egress: { allow: ['127.0.0.0/8', 'localhost', 'no-such-host.invalid'] },
    notifications: { email: OPS },
    email: { smtpUrl, from: 'relay@example.test' },
    ...settings,
  };
  return runRelay({ config: config({ endpoints: [endpoint('crm', crm)], settings: all }) });
}

const testMail = async (relay: TestRelay): Promise<unknown> =>
  JSON.parse((await relay.api('notifications/test-mail', { method: 'POST' })).text) as unknown;

const aboutMail = async (relay: TestRelay): Promise<readonly string[]> => {
  const { wrong } = JSON.parse((await relay.api('status')).text) as { wrong: string[] };
  return wrong.filter((said) => said.includes('could not be sent'));
};

/** A notification that was given up because the mail server took none. */
async function givenUp(relay: TestRelay): Promise<void> {
  await relay.settled(await relay.post(callOf(1, 1)));
  for (const wait of [0, MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR]) {
    relay.advance(wait);
    await relay.running.settle();
  }
  await eventually(async () =>
    expect(await aboutMail(relay)).toEqual([expect.stringContaining('It was given up')]),
  );
}

describe('a test mail', () => {
  it('goes to everybody who is mailed what goes wrong, once to each, and says what the server answered', async () => {
    const server = await mailServer();
    const alarms = { email: 'night@example.test, Day <day@example.test>' };
    const relay = await relayThatMails(server.url, { alarms });
    expect(await testMail(relay)).toEqual({
      sent: true,
      mails: [
        { to: alarms.email, outcome: 'accepted', said: expect.stringMatching(/^250/), refusedFor: [] },
        { to: OPS, outcome: 'accepted', said: expect.stringMatching(/^250/), refusedFor: [] },
      ],
    });
    const mails = await server.received(2);
    expect(mails.map(({ to }) => to).sort()).toEqual([['night@example.test', 'day@example.test'], [OPS]]);
    expect(mails[0]?.read()).toEqual({
      subject: 'Convoso Connect: test mail',
      body: expect.stringContaining('2026-11-20 09:00:00 PST'),
    });
  });

  it('goes from and to the address behind a name in quotes, whatever stands in the name', async () => {
    const server = await mailServer();
    const name = '"Ops <night@example.test>, \\"B\\"" <ops@example.test>';
    const relay = await relayThatMails(server.url, {
      notifications: { email: name },
      email: { smtpUrl: server.url, from: '"A < B" <relay@example.test>' },
    });
    expect(await testMail(relay)).toMatchObject({ sent: true });
    const [mail] = await server.received(1);
    expect([mail?.from, mail?.to]).toEqual(['relay@example.test', [OPS]]);
    expect([mail?.header('From'), mail?.header('To')]).toEqual(['"A < B" <relay@example.test>', name]);
  });

  it('goes once to an address that gets alarms and everything else', async () => {
    const server = await mailServer();
    const relay = await relayThatMails(server.url, { alarms: { email: OPS } });
    await testMail(relay);
    expect(await server.received(1)).toHaveLength(1);
  });

  it('that goes out ends the problem of a mail that was given up', async () => {
    const server = await mailServer();
    server.refuse(451);
    const relay = await relayThatMails(server.url);
    await givenUp(relay);
    expect((await aboutMail(relay))[0]).toContain('npm run connect -- test --mail');
    server.refuse(null);
    relay.advance(MINUTE);
    await testMail(relay);
    expect(await aboutMail(relay)).toEqual([]);
  });

  it('that is refused is told with the words of the server, and is a problem until one goes out', async () => {
    const server = await mailServer();
    const relay = await relayThatMails(server.url);
    server.refuse(554);
    const refused = { to: OPS, outcome: 'refused', said: expect.stringContaining('554 not now') };
    expect(await testMail(relay)).toMatchObject({ sent: false, mails: [refused] });
    expect(await aboutMail(relay)).toEqual([expect.stringContaining('(test-mail) could not be sent')]);
    server.refuse(null);
    relay.advance(MINUTE);
    expect(await testMail(relay)).toMatchObject({ sent: true });
    expect(await aboutMail(relay)).toEqual([]);
  });

  it('that the server has had all of, and gave no answer to, may have been sent, and that is said', async () => {
    const server = await mailServer();
    const relay = await relayThatMails(server.url);
    server.hangUp(true);
    const said = expect.stringMatching(/has ended the connection .*; it may have been sent all the same/);
    expect(await testMail(relay)).toMatchObject({
      sent: false,
      mails: [{ to: OPS, outcome: 'unknown', said }],
    });
    const { wrong } = JSON.parse((await relay.api('status')).text) as { wrong: string[] };
    expect(wrong.join()).toMatch(/It is not known whether the notification of .* \(test-mail\) was sent/);
    expect((await relay.api('notifications')).text).toContain(`A test mail to ${OPS} may have been sent.`);
    server.hangUp(false);
    for (const wait of [MINUTE, HOUR, 2 * HOUR]) {
      relay.advance(wait);
      await relay.running.settle();
    }
    expect(server.mails).toHaveLength(1);
  });

  it('is not repeated by itself', async () => {
    const server = await mailServer();
    const relay = await relayThatMails(server.url);
    server.refuse(451);
    await testMail(relay);
    server.refuse(null);
    for (const wait of [MINUTE, HOUR, 2 * HOUR]) {
      relay.advance(wait);
      await relay.running.settle();
    }
    expect(server.mails).toEqual([]);
  });

  it('that the server takes for some alone says for whom it does not', async () => {
    const server = await mailServer();
    server.refuseFor('gone@example.test', 550);
    const settings = { notifications: { email: `${OPS}, gone@example.test` } };
    const relay = await relayThatMails(server.url, settings);
    expect(await testMail(relay)).toMatchObject({
      sent: false,
      mails: [
        {
          outcome: 'accepted',
          refusedFor: [{ to: 'gone@example.test', said: expect.stringContaining('550') }],
        },
      ],
    });
    const { wrong } = JSON.parse((await relay.api('status')).text) as { wrong: string[] };
    expect(wrong.join()).toMatch(/\(test-mail\) did not reach everybody, .*gone@example\.test \(550/);
  });

  it.each([
    ['there is no such host', 'smtp://no-such-host.invalid:587', /there is no host "no-such-host\.invalid"/],
    ['nothing listens there', 'smtp://127.0.0.1:9', /nothing takes connections at 127\.0\.0\.1:9/],
  ])('says that %s', async (_what, smtpUrl, said) => {
    const relay = await relayThatMails(smtpUrl);
    expect(await testMail(relay)).toMatchObject({
      sent: false,
      mails: [{ to: OPS, outcome: 'not-sent', said: expect.stringMatching(said) }],
    });
  });

  it('says that smtps:// is not what the server speaks', async () => {
    const server = await mailServer();
    const relay = await relayThatMails(server.url.replace('smtp:', 'smtps:'));
    const said = expect.stringContaining('does not begin with TLS, as smtps:// has it; write smtp:// there');
    expect(await testMail(relay)).toMatchObject({ sent: false, mails: [{ outcome: 'not-sent', said }] });
  });

  it('is refused where no mail server is configured, or nobody is mailed', async () => {
    const server = await mailServer();
    const nobody = await relayThatMails(server.url, { notifications: {} });
    const answer = await nobody.api('notifications/test-mail', { method: 'POST' });
    expect([answer.status, errorOf(answer).code]).toEqual([409, 'NOBODY_IS_MAILED']);
    const none = await runRelay({ config: config({ endpoints: [] }) });
    const second = await none.api('notifications/test-mail', { method: 'POST' });
    expect([second.status, errorOf(second).code]).toEqual([409, 'NO_MAIL_SERVER']);
  });
});

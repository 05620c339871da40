import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { HOUR, MINUTE } from '../support/clock.js';
import { config, endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { runRelay, type TestRelay } from '../support/relay.js';
import { mailServer } from '../support/smtp.js';

const statusOf = async (relay: TestRelay): Promise<readonly string[]> =>
  (JSON.parse((await relay.api('status')).text) as { wrong: string[] }).wrong;

const aboutMail = async (relay: TestRelay): Promise<readonly string[]> =>
  (await statusOf(relay)).filter((said) => said.includes('could not be sent'));

/** A relay of which a delivery has failed for good, and that is to mail it. */
async function failing(
  smtpUrl: string | object,
  allow: (port: number) => string[],
  {
    env = {},
    email = 'ops@example.test',
  }: { readonly env?: Readonly<Record<string, string>>; readonly email?: string } = {},
) {
  const crm = await destination(() => ({ status: 400 }));
  const settings = {
    egress: { allow: allow(crm.port) },
    notifications: { email },
    email: { smtpUrl, from: 'relay@example.test' },
  };
  const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)], settings }), env });
  await relay.settled(await relay.post(callOf(1, 1)));
  return relay;
}

describe('status, of mails that do not go', () => {
  it('says why a notification could not be sent, and no more once it was', async () => {
    const server = await mailServer();
    server.refuse(451);
    const relay = await failing(server.url, () => ['127.0.0.0/8']);
    await eventually(async () =>
      expect(await aboutMail(relay)).toEqual([
        expect.stringMatching(
          /^The notification of 2026-11-20 09:00:00 PST \(not-delivered\) could not be sent, email: .*451.* It is tried again at 2026-11-20 09:01:00 PST\. Mend settings\.email/,
        ),
      ]),
    );
    server.refuse(null);
    relay.advance(MINUTE);
    await server.received(1);
    await eventually(async () => expect(await aboutMail(relay)).toEqual([]));
  });

  it('says so of a mail server in a private network, also long after it was given up', async () => {
    const server = await mailServer();
    const relay = await failing(server.url, (port) => [`127.0.0.1:${port}`]);
    for (const wait of [0, MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR]) {
      relay.advance(wait);
      await relay.running.settle();
    }
    await eventually(async () =>
      expect(await aboutMail(relay)).toEqual([
        expect.stringMatching(/settings\.egress\.allow.* It was given up/),
      ]),
    );
  });

  it('says for whom of several one was not taken, and sends it to the others once', async () => {
    const server = await mailServer();
    server.refuseFor('gone@example.test', 550);
    const relay = await failing(server.url, () => ['127.0.0.0/8'], {
      email: 'ops@example.test, gone@example.test',
    });
    for (const wait of [0, MINUTE, 5 * MINUTE, 30 * MINUTE]) {
      relay.advance(wait);
      await relay.running.settle();
    }
    expect(server.mails.map(({ to }) => to)).toEqual([['ops@example.test']]);
    expect((await statusOf(relay)).join()).toMatch(
      /\(not-delivered\) did not reach everybody, email: it was not taken for gone@example\.test \(550 no such box\)\. It is not sent again, because the others have it/,
    );
  });

  it('says that a mail server behind a reference cannot be read, without its password', async () => {
    const env = { SMTP_URL: 'smtps://relay:planted#pw@mail.example.test:465' };
    const relay = await failing({ secretRef: 'env:SMTP_URL' }, () => ['127.0.0.0/8'], { env });
    const said = await statusOf(relay);
    expect(said).toContainEqual(
      expect.stringMatching(
        /^settings\.email\.smtpUrl cannot be used\. This cannot be read: .* Write smtps:/,
      ),
    );
    expect(said.join()).not.toContain('planted');
  });
});

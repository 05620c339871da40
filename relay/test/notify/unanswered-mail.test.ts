import { describe, expect, it } from '@jest/globals';
import { parseConfig } from '@convoso-connect/core/config';
import { notSent } from '../../src/notify/not-sent.js';
import { serverThatEndsAt, type Stage } from '../mail/stages.js';
import { posting } from './posting.js';

const MINUTE = 60_000;
const NOTICE = { key: 'dead:crm', kind: 'not-delivered', message: 'An action was not delivered.' };

/** A relay that has to mail one notification, by a server that ends the connection at a stage. */
async function mailing(stage: Stage) {
  const server = await serverThatEndsAt(stage);
  const settings = {
    egress: { allow: ['127.0.0.0/8'] },
    notifications: { email: 'ops@example.test' },
    email: { smtpUrl: server.url, from: 'relay@example.test' },
  };
  const ground = await posting(settings);
  const { clock, store } = ground;
  const notifier = ground.notifier(1, 'alone');
  await store.notices.record({ ...NOTICE, at: clock.at });
  const parsed = parseConfig({ version: 1, account: { id: 'main', timeZone: 'UTC' }, settings });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed));
  return {
    ...{ clock, store, notifier, bodies: server.bodies },
    said: async () => {
      const row = await store.notices.find(NOTICE.key);
      return row === undefined ? null : notSent([row], parsed.config);
    },
  };
}

const messageIdOf = (mail: string): string | undefined => /^Message-ID: (.*)$/im.exec(mail)?.[1];

describe('a notification whose mail server had all of it and gave no answer', () => {
  it('is said to have been sent perhaps, and not to be lost', async () => {
    const { notifier, said } = await mailing('the mail');
    await notifier.sendAll();
    expect(await said()).toMatchObject({
      message: expect.stringMatching(
        /^it is not known whether the notification of .* \(not-delivered\) was sent, email: .* has ended the connection .*; it may have been sent all the same$/,
      ),
    });
  });

  it('is sent again as often as any other, each time as the same mail', async () => {
    const { clock, notifier, bodies } = await mailing('the mail');
    for (let passed = 0; passed < 200; passed += 1) {
      await notifier.sendAll();
      clock.at += MINUTE;
    }
    expect(bodies).toHaveLength(5);
    expect(new Set(bodies.map(messageIdOf)).size).toBe(1);
    expect(messageIdOf(bodies[0] ?? '')).toContain('notification-dead');
  });

  it('counts as not told where the store takes nothing, so that it is told with the store', async () => {
    const { clock, notifier } = await mailing('the mail');
    expect(await notifier.tellNow({ ...NOTICE, at: clock.at })).toBe(false);
  });
});

describe('a notification whose mail server hung up before it had the mail', () => {
  it('could not be sent', async () => {
    const { notifier, said } = await mailing('DATA');
    await notifier.sendAll();
    const trouble = await said();
    expect(trouble?.message).toMatch(/^the notification of .* could not be sent, email: /);
    expect(trouble?.message).not.toContain('may have been sent');
  });
});

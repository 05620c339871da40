import { describe, expect, it } from '@jest/globals';
import { createEgressPolicy } from '../../src/egress/egress-policy.js';
import { failedText, type MailOutcome } from '../../src/mail/outcome.js';
import { failureOf } from '../../src/mail/failure-of.js';
import { sendMail } from '../../src/mail/mailer.js';
import { serverThatEndsAt, type Stage } from './stages.js';

const MAIL = { id: '1', to: 'ops@example.test', subject: 'Test', text: 'Test' };
const PLACE = { host: 'mail.example.test', port: 587 };

function send(smtpUrl: string, text = MAIL.text): Promise<MailOutcome> {
  const policy = createEgressPolicy(['127.0.0.0/8']);
  return sendMail({ smtpUrl, from: 'relay@example.test' }, { ...MAIL, text }, policy);
}

describe('a mail whose server ends the connection', () => {
  it.each<Stage>(['greeting', 'EHLO', 'MAIL', 'RCPT', 'DATA'])(
    'at %s, before it has the mail, was surely not sent',
    async (stage) => {
      const { url, bodies } = await serverThatEndsAt(stage);
      expect(await send(url)).toMatchObject({ kind: 'failed', reached: 'not-sent' });
      expect(bodies).toEqual([]);
    },
  );

  it('once it has all of the mail may have been sent', async () => {
    const { url, bodies } = await serverThatEndsAt('the mail');
    const outcome = await send(url);
    expect(outcome).toMatchObject({ kind: 'failed', reached: 'unknown' });
    expect(bodies).toHaveLength(1);
  });

  it('once it has all of the mail, and says that it does not take it, is refused', async () => {
    const { url } = await serverThatEndsAt('the mail', '554 no');
    expect(await send(url)).toMatchObject({ kind: 'refused', permanent: true });
    const later = await serverThatEndsAt('the mail', '421 closing');
    expect(await send(later.url)).toMatchObject({ kind: 'refused', permanent: false });
  });

  it('may have been sent where what is said of it is neither yes nor no', async () => {
    const { url } = await serverThatEndsAt('the mail', '354 go on');
    expect(await send(url)).toMatchObject({ kind: 'failed', reached: 'unknown' });
  });
});

describe('a mail server that hangs', () => {
  const hanging = Object.assign(new Error('Timeout'), { code: 'ETIMEDOUT', command: 'CONN' });

  it('before it was handed the mail has nothing of it', () => {
    const outcome = failureOf(hanging, { place: PLACE, isHandedOver: false });
    expect(outcome).toEqual({
      kind: 'failed',
      reached: 'not-sent',
      message: 'mail.example.test:587 does not answer (Timeout)',
    });
  });

  it('once it was handed the mail may have sent it, and that is said', () => {
    const outcome = failureOf(hanging, { place: PLACE, isHandedOver: true });
    if (outcome.kind !== 'failed') throw new Error(outcome.kind);
    expect(outcome.reached).toBe('unknown');
    expect(failedText(outcome)).toBe(
      'mail.example.test:587 does not answer (Timeout); it may have been sent all the same',
    );
  });
});

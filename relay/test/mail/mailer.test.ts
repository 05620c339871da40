import { describe, expect, it } from '@jest/globals';
import { createEgressPolicy } from '../../src/egress/egress-policy.js';
import { needsTls, sendMail } from '../../src/mail/mailer.js';

describe('C10: the password of a mail server', () => {
  it.each([
    ['smtp://user:pw@mail.example.test', '192.0.2.1', true],
    ['smtps://user:pw@mail.example.test', '192.0.2.1', true],
    ['smtp://mail.example.test', '192.0.2.1', false],
    ['smtp://user:pw@localhost', '127.0.0.1', false],
    ['smtp://user:pw@localhost', '::1', false],
  ])('of %s at %s goes out encrypted alone: %s', (url, address, needed) => {
    expect(needsTls(new URL(url), address)).toBe(needed);
  });
});

describe('a mail server whose address cannot be read', () => {
  const mail = { id: '1', to: 'ops@example.test', subject: 'Test', text: 'Test' };

  it.each([
    'smtps://mailer:Pa#ssword@smtp.example.test:465',
    'smtps://mailer:Pa%ssword@smtp.example.test:465',
    'smtps://mailer:Password@smtp example.test:99999',
    'https://mailer:Password@smtp.example.test',
  ])('is handed nothing, and it is said what to write, without the password: %s', async (smtpUrl) => {
    const outcome = await sendMail({ smtpUrl, from: 'relay@example.test' }, mail, createEgressPolicy([]));
    expect(outcome).toEqual({
      kind: 'failed',
      reached: 'not-sent',
      message: expect.stringContaining('percent-encoded'),
    });
    expect(JSON.stringify(outcome)).not.toMatch(/Pa.?ssword@/);
  });
});

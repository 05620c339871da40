import { describe, expect, it } from '@jest/globals';
import { parseConfig } from '@convoso-connect/core/config';
import { notSent } from '../../src/notify/not-sent.js';
import type { StoredNotice } from '../../src/store/ports/notices.js';

const NINE = Date.UTC(2026, 10, 20, 17);
const MINUTE = 60_000;

function configOf(settings: object = { notifications: { email: 'ops@example.test' } }) {
  const parsed = parseConfig({
    version: 1,
    account: { id: 'main', timeZone: 'America/Los_Angeles' },
    endpoints: [{ id: 'ops', name: 'Ops', apiUrl: 'https://ops.example.test/', requestMethod: 'GET' }],
    settings: { email: { smtpUrl: { secretRef: 'env:SMTP' }, from: 'relay@example.test' }, ...settings },
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed));
  return parsed.config;
}

/** One that was told at nine and could not be mailed since, after its second attempt. */
const unsent = (rest: Partial<StoredNotice> = {}): StoredNotice => ({
  ...{ key: 'dead:crm', kind: 'not-delivered', message: '', firstAt: NINE, lastAt: NINE, count: 1 },
  ...{ sentAt: null, sentTo: '', sendAt: NINE + 6 * MINUTE, sendAttempts: 2, resolvedAt: null },
  ...{ sendFailure: 'email: connect ECONNREFUSED 192.0.2.1:587', ...rest },
});

const sentAt = (at: number, key = 'dead:other') =>
  unsent({ key, sentAt: at, sendAt: null, sendAttempts: 1, sendFailure: null });

describe('a notification that could not be sent', () => {
  it('is told with when, why and what to do', () => {
    expect(notSent([unsent()], configOf())).toEqual({
      message:
        'the notification of 2026-11-20 09:00:00 PST (not-delivered) could not be sent, email: connect ECONNREFUSED 192.0.2.1:587',
      remedy:
        'It is tried again at 2026-11-20 09:06:00 PST. Mend settings.email, or the mail server; this is told until one is sent. Send a test mail: npm run connect -- test --mail',
    });
    expect(notSent([unsent({ sendAt: null, sendAttempts: 5 })], configOf())?.remedy).toMatch(
      /^It was given up\. Mend/,
    );
  });

  it('is told no more once another one has reached the same places', () => {
    expect(notSent([unsent(), sentAt(NINE)], configOf())).not.toBeNull();
    expect(notSent([unsent(), sentAt(NINE + 2 * MINUTE)], configOf())).toBeNull();
    expect(
      notSent([unsent({ sendAt: null, sendAttempts: 5 }), sentAt(NINE + MINUTE)], configOf()),
    ).toBeNull();
  });

  it('is not over because another one has reached another place', () => {
    const config = configOf({
      notifications: { endpointId: 'ops' },
      alarms: { email: 'ops@example.test' },
    });
    const alarm = unsent({ key: 'alarm:backlog' });
    expect(notSent([alarm, sentAt(NINE + 2 * MINUTE)], config)).not.toBeNull();
    expect(notSent([alarm, sentAt(NINE + 2 * MINUTE, 'alarm:other')], config)).toBeNull();
  });

  it('is told no more once a test mail has reached the same address', () => {
    const given = unsent({ sendAt: null, sendAttempts: 5 });
    const config = configOf();
    expect(notSent([given, sentAt(NINE + MINUTE, 'test-mail:ops@example.test')], config)).toBeNull();
    expect(notSent([given, sentAt(NINE - MINUTE, 'test-mail:ops@example.test')], config)).not.toBeNull();
    expect(notSent([given, sentAt(NINE + MINUTE, 'test-mail:former@example.test')], config)).not.toBeNull();
  });

  it('that a test mail was to be is told as any other, as long as its address is one of those that are mailed', () => {
    const test = unsent({ key: 'test-mail:ops@example.test', kind: 'test-mail', sendAt: null });
    expect(notSent([test], configOf())?.message).toContain('(test-mail) could not be sent');
    expect(notSent([test], configOf({ notifications: { email: 'other@example.test' } }))).toBeNull();
  });

  it('is over where each of its places was reached by another one', () => {
    const config = configOf({
      notifications: { endpointId: 'ops', email: 'ops@example.test' },
      alarms: { endpointId: 'ops' },
    });
    const byTest = sentAt(NINE + 2 * MINUTE, 'test-mail:ops@example.test');
    expect(notSent([unsent(), byTest], config)?.remedy).toContain('Mend the endpoint "Ops"; ');
    expect(notSent([unsent(), byTest, sentAt(NINE + 2 * MINUTE, 'alarm:other')], config)).toBeNull();
  });

  it('names the endpoint that does not take it, and not what has taken it', () => {
    const config = configOf({ notifications: { endpointId: 'ops', email: 'ops@example.test' } });
    const remedyOf = (sentTo: string) => notSent([unsent({ sentTo })], config)?.remedy;
    expect(remedyOf('email')).toContain('Mend the endpoint "Ops"; ');
    expect(remedyOf('')).toContain('Mend the endpoint "Ops" and settings.email, or the mail server; ');
  });

  it('is nobody’s where nobody wants it any more', () => {
    expect(notSent([unsent()], configOf({}))).toBeNull();
  });
});

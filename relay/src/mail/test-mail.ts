import { ConnectError } from '@convoso-connect/core';
import type { AnswerOf, RelayApi } from '@convoso-connect/core/relay-contract';
import { ulid } from 'ulid';
import type { Change } from '../audit/change.js';
import type { Clock } from '../clock.js';
import type { LiveConfig } from '../config/live-config.js';
import { createEgressPolicy } from '../egress/egress-policy.js';
import { localTime } from '../explain/local-time.js';
import { TEST_MAIL, inPart, mailedTo, perhaps, testMailKey } from '../notify/places.js';
import { storeFaultOf } from '../store/store-fault.js';
import type { Store } from '../store/store.js';
import { sendMail } from './mailer.js';
import { failedText, refusedForText, type MailOutcome } from './outcome.js';

export type TestMails = AnswerOf<RelayApi['notifications']['testMail']>;
type TestMail = TestMails['mails'][number];

export interface TestMailParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly live: LiveConfig;
  readonly change: Pick<Change, 'note'>;
}

/**
 * Sends a test mail to everybody whom notifications and alarms are mailed to, by the very way of these, and stores what came of it as
 * a notification: one that went out shows that mails reach them again. Once: it is not repeated. Throws a `ConnectError`
 * (NO_MAIL_SERVER, NOBODY_IS_MAILED) where there is nothing to be tried.
 */
export async function sendTestMails(parts: TestMailParts): Promise<TestMails> {
  const { settings } = parts.live.resolved;
  const { email } = settings;
  if (email === undefined)
    throw new ConnectError(
      'NO_MAIL_SERVER',
      'there is no mail server in settings.email',
      'Set settings.email.smtpUrl and settings.email.from: see docs/alerts.md.',
    );
  const places = mailedTo(settings);
  if (places.length === 0)
    throw new ConnectError(
      'NOBODY_IS_MAILED',
      'no notification and no alarm is mailed to anybody',
      'Set settings.alarms.email or settings.notifications.email: see docs/alerts.md.',
    );
  const part = 'notifications';
  parts.change.note({ part });
  const mails = await Promise.all(places.map((to) => sendTestMail(to, email, parts)));
  const sent = mails.every(({ outcome, refusedFor }) => outcome === 'accepted' && refusedFor.length === 0);
  parts.change.note({ part, after: { testMails: mails.length, sent } });
  return { sent, mails };
}

async function sendTestMail(
  to: string,
  server: NonNullable<LiveConfig['resolved']['settings']['email']>,
  { store, clock, live }: TestMailParts,
): Promise<TestMail> {
  const { account, settings } = live.resolved;
  const askedAt = clock.now();
  const mail = {
    id: `${TEST_MAIL}-${ulid(askedAt)}`,
    to,
    subject: 'Convoso Connect: test mail',
    text:
      `Somebody asked for this test mail at ${localTime(askedAt, account.timeZone)}.\n\n` +
      'What the relay has to tell of calls, deliveries and itself is mailed to you by the same way. There is nothing to do.\n',
  };
  const tested = told(to, await sendMail(server, mail, createEgressPolicy(settings.egress.allow)), live);
  try {
    await keep(store, tested, clock.now());
  } catch (error) {
    // What the mail server said is what was asked for, above all while the store takes nothing.
    if (storeFaultOf(error) === null) throw error;
  }
  return tested;
}

function told(to: string, outcome: MailOutcome, { masker }: LiveConfig): TestMail {
  const masked = (text: string): string => masker.text(text);
  switch (outcome.kind) {
    case 'accepted': {
      const refusedFor = outcome.refusedFor.map((each) => ({ to: each.to, said: masked(each.said) }));
      return { to, outcome: 'accepted', said: masked(outcome.answer), refusedFor };
    }
    case 'refused':
      return { to, outcome: 'refused', said: masked(outcome.message), refusedFor: [] };
    case 'failed':
      return { to, outcome: outcome.reached, said: masked(failedText(outcome)), refusedFor: [] };
  }
}

/** It was sent already, so that nobody sends it again; in one unit, so that it is never seen as one that is to be sent. */
function keep(store: Store, mail: TestMail, at: number): Promise<void> {
  const { to } = mail;
  const key = testMailKey(to);
  const { isTaken, became, sentTo, failure } = endOf(mail);
  return store.durably(async ({ notices }) => {
    const before = await notices.find(key);
    const message = `A test mail to ${to} ${became}.`;
    await notices.record({ key, kind: TEST_MAIL, message, at, isSent: true });
    const sentAt = isTaken ? at : (before?.sentAt ?? null);
    await notices.recordSending({ key, sentTo, sentAt, failure, nextAt: null });
  });
}

function endOf({ to, outcome, said, refusedFor }: TestMail) {
  const by = { by: 'email', to } as const;
  if (outcome === 'unknown')
    return {
      isTaken: false,
      became: 'may have been sent',
      sentTo: perhaps(by),
      failure: `email: ${said}`,
    };
  if (outcome !== 'accepted')
    return { isTaken: false, became: 'was not sent', sentTo: '', failure: `email: ${said}` };
  if (refusedFor.length === 0) return { isTaken: true, became: 'was accepted', sentTo: by.by, failure: null };
  const failure = `email: ${refusedForText(refusedFor)}`;
  return { isTaken: false, became: 'was not taken for everybody', sentTo: inPart(by), failure };
}

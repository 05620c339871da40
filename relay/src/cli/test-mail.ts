import { visibleLines } from '@convoso-connect/core';
import { systemClock } from '../clock.js';
import { sendTestMails, type TestMails } from '../mail/test-mail.js';
import { askRelay } from './ask-relay.js';
import { audited } from './audited.js';
import { print } from './print.js';
import { throughRelay } from './through-relay.js';
import { withConfig } from './with-config.js';

/**
 * Has the running relay send a test mail to everybody who is mailed, or sends it from the data folder where none runs, and prints what
 * the mail server answered; the exit code is 1 where it did not take it for everybody.
 */
export async function printTestMails(env: NodeJS.ProcessEnv): Promise<void> {
  const { sent, mails } = await throughRelay<TestMails>(
    () => askRelay({ method: 'POST', place: 'notifications/test-mail' }, env),
    () =>
      withConfig(env, ({ store, live }) =>
        audited(store, 'notifications.testMail', async (change) =>
          sendTestMails({ store, clock: systemClock, live: await live(), change }),
        ),
      ),
  );
  print(`${visibleLines(mails.flatMap(linesOf))}\n`);
  if (!sent) process.exitCode = 1;
}

const WORDS: Readonly<Record<TestMails['mails'][number]['outcome'], string>> = {
  accepted: 'accepted by the mail server',
  refused: 'refused by the mail server',
  'not-sent': 'not sent',
  unknown: 'not known to be sent',
};

function linesOf({ to, outcome, said, refusedFor }: TestMails['mails'][number]): string[] {
  return [
    `To ${to}: ${WORDS[outcome]}: ${said}`,
    ...refusedFor.map((each) => `  but not for ${each.to}: ${each.said}`),
  ];
}

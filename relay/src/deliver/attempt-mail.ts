import type { AttemptVerdict } from '@convoso-connect/core';
import { endOfLost, failedText, refusalText, refusedForText, type MailOutcome } from '../mail/outcome.js';
import type { AttemptEnd } from '../alarms/cause.js';
import { signOfStatus } from '../flow/sign.js';
import type { AttemptParts } from './attempt-parts.js';
import type { MailTask, PreparedAction } from './prepare.js';
import { settlementOf } from './settle.js';
import type { Settlement } from '../store/ports/attempts.js';

/**
 * Hands a mail to the mail server. Its Message-ID is the action's, so that where a crash makes the relay send it once
 * more, mail systems can tell that it is the same.
 */
export async function attemptMail(
  action: PreparedAction,
  { mail }: MailTask,
  { clock, random, masker, sendMail, heard }: AttemptParts,
): Promise<Settlement> {
  const startedAt = clock.now();
  const outcome = await sendMail({ id: action.row.id, ...mail });
  const now = clock.now();
  const mask = masker();
  const verdict = verdictOf(outcome);
  return settlementOf(
    action,
    {
      method: 'MAIL',
      url: `mailto:${mail.to}`,
      body: mask.text(`Subject: ${mail.subject}\n\n${mail.text}`),
      status: null,
      result: outcome.kind === 'accepted' ? mask.json(answerOf(outcome)) : 'null',
      answer: null,
      diagnosis: null,
    },
    {
      verdict,
      retryAfter: null,
      heldUntil: heard(action.row, {
        sign: signOfStatus(null, verdict.verdict),
        actionId: action.row.id,
        startedAt,
        now,
        askedMs: null,
      }),
      reason: verdict.verdict === 'delivered' ? null : mask.text(verdict.reason),
      end: endOf(outcome),
      history: [],
    },
    { startedAt, now, durationMs: now - startedAt, random: random() },
  );
}

/** Those for whom it was not taken stand in the log: it is not sent again, because the others have it. */
function answerOf({ answer, refusedFor }: Extract<MailOutcome, { kind: 'accepted' }>): string {
  return refusedFor.length === 0 ? answer : `${answer}; ${refusedForText(refusedFor)}`;
}

function verdictOf(outcome: MailOutcome): AttemptVerdict {
  switch (outcome.kind) {
    case 'accepted':
      return { verdict: 'delivered' };
    case 'refused':
      return {
        verdict: outcome.permanent ? 'failed' : 'retry',
        reason: refusalText(outcome),
      };
    case 'failed':
      // Nobody is to get a mail of a workflow twice because its first answer was lost.
      return { verdict: outcome.reached === 'not-sent' ? 'retry' : 'failed', reason: failedText(outcome) };
  }
}

/** A mail server that refuses one mail for good may well take the next. */
function endOf(outcome: MailOutcome): AttemptEnd | null {
  switch (outcome.kind) {
    case 'accepted':
      return null;
    case 'refused':
      return outcome.permanent ? 'refused' : 'put-off';
    case 'failed':
      return outcome.reached === 'not-sent' ? 'not-reached' : endOfLost(outcome.message);
  }
}

import type { AttemptOutcome } from '../store/ports/attempts.js';
import { saysNoAnswer } from './failure-words.js';

/** One of several recipients for whom the server has not taken a mail that it took for others. */
export interface RefusedRecipient {
  readonly to: string;
  readonly said: string;
}

/** A mail that nobody has answered for. `not-sent`: surely not taken by the server · `unknown`: it may have been. */
export interface FailedMail {
  readonly kind: 'failed';
  readonly reached: 'not-sent' | 'unknown';
  readonly message: string;
}

/** What became of a mail. */
export type MailOutcome =
  | {
      readonly kind: 'accepted';
      readonly answer: string;
      /** Those of several for whom the server has not taken it, and what it said of each. */
      readonly refusedFor: readonly RefusedRecipient[];
    }
  | { readonly kind: 'refused'; readonly permanent: boolean; readonly message: string }
  | FailedMail;

/** For whom a mail was not taken that was taken for others, and what the server said of each. */
export function refusedForText(refusedFor: readonly RefusedRecipient[]): string {
  return `it was not taken for ${refusedFor.map(({ to, said }) => `${to} (${said})`).join(', nor for ')}`;
}

const REFUSED = 'the mail server refused';
const PUT_OFF = 'the mail server puts it off';

/** Why a mail was not taken that the server has answered for: for good, or for now (4xx), as greylisting does. */
export function refusalText({ permanent, message }: { permanent: boolean; message: string }): string {
  return `${permanent ? REFUSED : PUT_OFF}: ${message}`;
}

/** How a mail ended, by the reason that is stored of it; null where that says nothing of a mail server. */
export function endInReason(
  reason: string,
  outcome: AttemptOutcome,
): 'refused' | 'put-off' | 'timed-out' | 'cut-off' | null {
  if (reason.includes(PUT_OFF)) return 'put-off';
  // An earlier version had one word for both, and has tried again what was put off.
  if (reason.includes(REFUSED)) return outcome === 'retry' ? 'put-off' : 'refused';
  return reason.includes(MAY_HAVE_BEEN_SENT) ? endOfLost(reason) : null;
}

/** How one ended that may have been sent: without an answer in time, or with the connection. */
export function endOfLost(message: string): 'timed-out' | 'cut-off' {
  return saysNoAnswer(message) ? 'timed-out' : 'cut-off';
}

/** How a reason ends that says so of a mail; it is stored, and known again by it. */
const MAY_HAVE_BEEN_SENT = 'it may have been sent all the same';

/** Why a mail was not answered for, and whether it may be there all the same. */
export function failedText({ reached, message }: Pick<FailedMail, 'reached' | 'message'>): string {
  return reached === 'unknown' ? `${message}; ${MAY_HAVE_BEEN_SENT}` : message;
}

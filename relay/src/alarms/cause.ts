import type { SendOutcome } from '@convoso-connect/core';

/**
 * Why an attempt did not succeed, coarse enough that what is one outage to people has one cause. The codes are stable: they are
 * part of the keys of alarms.
 */
export type FailureCause =
  | 'not-reached'
  | 'timed-out'
  | 'cut-off'
  | 'rate-limited'
  | 'server-error'
  | 'access-denied'
  | 'wrong-address'
  | 'not-sendable'
  | 'put-off';

/** How an attempt ended, as far as alarms go. `refused`: the destination works, and did not take this one. */
export type AttemptEnd = FailureCause | 'refused';

/** What a cause is called in a sentence that begins with the endpoint's name: "CRM has been failing: it …". */
const WORDS: Readonly<Record<FailureCause, string>> = {
  'not-reached': 'it cannot be reached',
  'timed-out': 'it does not answer in time',
  'cut-off': 'it cuts the connection before its answer is complete',
  'rate-limited': 'it answers 429, too many requests',
  'server-error': 'it answers with a server error (5xx)',
  'access-denied': 'it does not accept the credentials',
  'wrong-address': 'it answers that the address is wrong (404, a redirect or the like)',
  'not-sendable': 'the request cannot be sent: egress rules or settings of the endpoint',
  'put-off': 'its server takes nothing for now and asks for another attempt (4xx)',
};

export function isFailureCause(text: string): text is FailureCause {
  return Object.hasOwn(WORDS, text);
}

export function causeWords(cause: FailureCause): string {
  return WORDS[cause];
}

/** The end of an attempt that was not delivered, by what came of its last request. */
export function endOfRequest(outcome: SendOutcome): AttemptEnd {
  return outcome.kind === 'answered' ? endOfStatus(outcome.status) : endOfFailure(outcome.failure);
}

const BY_STATUS: Readonly<Record<number, AttemptEnd>> = {
  401: 'access-denied',
  403: 'access-denied',
  404: 'wrong-address',
  405: 'wrong-address',
  407: 'access-denied',
  408: 'timed-out',
  410: 'wrong-address',
  429: 'rate-limited',
};

/** By an HTTP status. Of the 4xx those are refusals that say nothing against the address, the credentials or the pace. */
export function endOfStatus(status: number): AttemptEnd {
  if (status >= 500) return 'server-error';
  if (status >= 300 && status < 400) return 'wrong-address';
  return BY_STATUS[status] ?? 'refused';
}

function endOfFailure(failure: Extract<SendOutcome, { kind: 'failed' }>['failure']): FailureCause {
  switch (failure) {
    case 'timeout':
      return 'timed-out';
    case 'interrupted':
      return 'cut-off';
    case 'refused-by-policy':
    case 'invalid-request':
      return 'not-sendable';
    default:
      return 'not-reached';
  }
}

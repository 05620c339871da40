import { judgeAttempt, type SendFailure } from '@convoso-connect/core';
import type { FAILURE_CAUSES } from '@convoso-connect/core/relay-contract';
import { endOfStatus, type AttemptEnd } from '../alarms/cause.js';
import { endInReason } from '../mail/outcome.js';
import type { LastAttempt } from '../store/ports/attempts.js';

/** Why an action was not delivered; see {@link FAILURE_CAUSES}. */
export type Cause = (typeof FAILURE_CAUSES)[number];

/**
 * Why an action was not delivered, by the attempt at it that ended last; without one, it was never tried. Only what is stored is
 * asked, so that what an earlier version has written down has its cause, too.
 */
export function failureCauseOf(last: LastAttempt | null): Cause {
  if (last === null) return 'not-tried';
  if (last.outcome === 'interrupted') return 'relay-stopped';
  const told = last.reason === null ? null : failureIn(last.reason);
  if (told !== null) return told;
  if (last.status !== null) return endOfStatus(last.status);
  // Without a request, what it needs was missing.
  if (last.method === '') return 'not-sendable';
  const mailed = last.reason === null ? null : endInReason(last.reason, last.outcome);
  if (mailed !== null) return mailed;
  // Only what was surely not processed is tried again without an answer.
  return last.outcome === 'retry' ? 'not-reached' : 'unknown';
}

const CAUSES: Readonly<Record<SendFailure, AttemptEnd>> = {
  dns: 'not-reached',
  connect: 'not-reached',
  tls: 'not-reached',
  timeout: 'timed-out',
  interrupted: 'cut-off',
  'refused-by-policy': 'not-sendable',
  'invalid-request': 'not-sendable',
};

/** What reasons begin with where there was no answer: the words are taken from where they are made. */
const BEGINNINGS: readonly (readonly [words: string, cause: Cause])[] = Object.entries(CAUSES).map(
  ([failure, cause]) => {
    const end = { kind: 'failed', failure: failure as SendFailure, reached: 'not-sent' } as const;
    const verdict = judgeAttempt(end, 'never');
    const [words = ''] = ('reason' in verdict ? verdict.reason : '').split(';');
    return [words, cause];
  },
);

/** In a stored reason, what led there comes before it, each with a semicolon. */
function failureIn(reason: string): Cause | null {
  const parts = reason.split('; ');
  return BEGINNINGS.find(([words]) => parts.some((part) => part.startsWith(words)))?.[1] ?? null;
}

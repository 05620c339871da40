import type { Endpoint } from '../config/index.js';
import type { FailureReason } from './failure.js';
import { isRedirect, redirectAdvice, shownTarget } from './redirect-advice.js';
import { SETTING_WORDS } from './setting-words.js';

/** How an attempt ended, as far as it counts for repeating. */
export type AttemptEnd =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** Why the request surely was not processed; see `surelyUnprocessed`. */
      readonly unprocessed?: string | null;
      /** Where a redirect leads. */
      readonly location?: string | null;
    }
  | ({ readonly kind: 'failed' } & Pick<FailureReason, 'failure' | 'reached'>);

/** What follows from the end of an attempt. */
export type AttemptVerdict =
  | {
      readonly verdict: 'delivered';
      /** Why it looks like no success all the same, where the endpoint does not say what success is. */
      readonly doubt?: string;
    }
  | { readonly verdict: 'retry'; readonly reason: string }
  /** It arrived, and the destination did not take it: sending the same again would end the same. */
  | { readonly verdict: 'refused'; readonly reason: string }
  | { readonly verdict: 'failed'; readonly reason: string };

/** What may be repeated: as an endpoint says, or nothing, because it is a test of it. */
export type Repeating = Endpoint['retry'] | 'test';

/**
 * Decides whether an attempt delivered, may be repeated, or has failed for good (domain-facts J.30).
 *
 * `safe` repeats only what surely was not processed: never sent, or answered in a way that says so. `always` also
 * repeats what may have been: time-outs, cut connections, other 5xx and 408. `never` repeats nothing, and so does a test. A redirect
 * is a failure: following it would send the data somewhere nobody configured.
 */
export function judgeAttempt(end: AttemptEnd, retry: Repeating): AttemptVerdict {
  if (end.kind === 'answered') return judgeAnswer(end, retry);
  if (end.failure === 'refused-by-policy') {
    return {
      verdict: 'failed',
      reason: 'refused by the egress rules: allow the destination in settings.egress.allow',
    };
  }
  if (end.failure === 'invalid-request') {
    return { verdict: 'failed', reason: 'the request cannot be sent as it is configured' };
  }
  const what = FAILURES[end.failure];
  if (repeatsNothing(retry)) return { verdict: 'failed', reason: `${what}${BECAUSE[retry]}` };
  if (end.reached === 'not-sent' || retry === 'always') return { verdict: 'retry', reason: what };
  return { verdict: 'failed', reason: `${what}; it may have been processed${SETTING_WORDS.andRetrySafe}` };
}

const FAILURES = {
  dns: 'the host name could not be resolved',
  connect: 'no connection could be made',
  tls: 'the TLS handshake failed',
  timeout: 'no answer within the time-out',
  interrupted: 'the connection was cut before the answer was complete',
} as const;

type AnsweredEnd = Extract<AttemptEnd, { kind: 'answered' }>;

function judgeAnswer(end: AnsweredEnd, retry: Repeating): AttemptVerdict {
  const { status } = end;
  if (status >= 200 && status < 300) return { verdict: 'delivered' };
  if (status >= 300 && status < 400) return { verdict: 'failed', reason: redirectReason(end) };
  const turnedAway = status === 429 || status === 503 || (end.unprocessed ?? null) !== null;
  const ambiguous = status >= 500 || status === 408;
  if (!repeatsNothing(retry) && (turnedAway || (ambiguous && retry === 'always'))) {
    return { verdict: 'retry', reason: `answered ${String(status)}` };
  }
  const because = turnedAway || ambiguous ? BECAUSE[retry] : '';
  return { verdict: 'failed', reason: `answered ${String(status)}${because}` };
}

function repeatsNothing(retry: Repeating): boolean {
  return retry === 'never' || retry === 'test';
}

const BECAUSE: Readonly<Record<Repeating, string>> = {
  test: '; a test is not repeated',
  never: SETTING_WORDS.retryNever,
  safe: SETTING_WORDS.retrySafe,
  always: SETTING_WORDS.retryAlways,
};

function redirectReason({ status, location = null }: AnsweredEnd): string {
  const to = location === null ? ' without its target' : ` to ${shownTarget(location)}`;
  const { says, remedy } = redirectAdvice(status, location) ?? { says: '', remedy: '' };
  const redirect = location === null && !isRedirect(status) ? '' : `, a redirect${to}`;
  return `answered ${String(status)}${redirect}, ${says}: ${lowered(remedy)}`;
}

/** As it reads within a sentence. */
function lowered(sentence: string): string {
  return `${sentence.slice(0, 1).toLowerCase()}${sentence.slice(1).replace(/\.$/, '')}`;
}

import type { Endpoint } from '../config/index.js';

/** How an attempt ended, as the wrapper that sent it saw it. */
export type AttemptEnd =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfter: string | null }
  | {
      readonly kind: 'failed';
      /** `refused-by-policy`: by our own egress rules; `invalid-request`: it cannot be put on the wire. */
      readonly failure: 'refused-by-policy' | 'invalid-request' | keyof typeof FAILURES;
      /** Whether the destination may have processed the request. */
      readonly reached: 'not-sent' | 'maybe-sent';
    };

/** What follows from the end of an attempt. */
export type AttemptVerdict =
  | { readonly verdict: 'delivered' }
  | { readonly verdict: 'retry'; readonly reason: string }
  | { readonly verdict: 'failed'; readonly reason: string };

/**
 * Decides whether an attempt delivered, may be repeated, or has failed for good (domain-facts J.30).
 *
 * `safe` repeats only what surely was not processed: never sent, or turned away with 429 or 503. `always` also
 * repeats what may have been: time-outs, cut connections, other 5xx and 408. `never` repeats nothing. A redirect
 * is a failure: following it would send the data somewhere nobody configured.
 */
export function judgeAttempt(end: AttemptEnd, retry: Endpoint['retry']): AttemptVerdict {
  if (end.kind === 'answered') return judgeAnswer(end.status, retry);
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
  if (retry === 'never') return { verdict: 'failed', reason: `${what}; retry is "never"` };
  if (end.reached === 'not-sent' || retry === 'always') return { verdict: 'retry', reason: what };
  return { verdict: 'failed', reason: `${what}; it may have been processed, and retry is "safe"` };
}

const FAILURES = {
  dns: 'the host name could not be resolved',
  connect: 'no connection could be made',
  tls: 'the TLS handshake failed',
  timeout: 'no answer within the time-out',
  interrupted: 'the connection was cut before the answer was complete',
} as const;

function judgeAnswer(status: number, retry: Endpoint['retry']): AttemptVerdict {
  if (status >= 200 && status < 300) return { verdict: 'delivered' };
  if (status >= 300 && status < 400) {
    return { verdict: 'failed', reason: `answered ${status}, a redirect: put its target into the API URL` };
  }
  const turnedAway = status === 429 || status === 503;
  const ambiguous = status >= 500 || status === 408;
  if (retry !== 'never' && (turnedAway || (ambiguous && retry === 'always'))) {
    return { verdict: 'retry', reason: `answered ${status}` };
  }
  const because = turnedAway || ambiguous ? `; retry is "${retry}"` : '';
  return { verdict: 'failed', reason: `answered ${status}${because}` };
}

import {
  beginExchange,
  judgeAttempt,
  readResponse,
  type AttemptEnd,
  type AttemptVerdict,
  type EndpointRequest,
  type Exchange,
  type Result,
} from '@convoso-connect/core';
import type { ResolvedEndpoint } from '@convoso-connect/core/config';
import { parseXml } from '@convoso-connect/core/xml';
import type { SendOutcome } from './send-request';

/** How an attempt ended, with what its last request came to. */
export interface Attempt {
  readonly outcome: SendOutcome;
  readonly verdict: AttemptVerdict;
  readonly result: Result;
  /** What the other system says of a failure, in its own terms. */
  readonly explained: string | null;
}

/** Makes one attempt: the request, and those that its answer calls for. */
export async function attempt(
  endpoint: ResolvedEndpoint,
  payload: string,
  idempotencyKey: string,
  send: (request: EndpointRequest) => Promise<SendOutcome>,
): Promise<Attempt> {
  let exchange: Exchange = beginExchange(endpoint, payload, idempotencyKey);
  for (;;) {
    const outcome =
      exchange.unsendable === undefined ? await send(exchange.request) : neverSent(exchange.unsendable);
    const next = outcome.kind === 'answered' ? exchange.next?.(outcome) : null;
    if (next === null || next === undefined) return judged(endpoint, exchange, outcome);
    exchange = next;
  }
}

function judged(endpoint: ResolvedEndpoint, exchange: Exchange, outcome: SendOutcome): Attempt {
  return {
    outcome,
    verdict: judgeAttempt(endOf(outcome), endpoint.retry),
    result: resultOf(endpoint, exchange, outcome),
    explained: outcome.kind === 'answered' ? (exchange.explain?.(outcome) ?? null) : outcome.message,
  };
}

function neverSent(message: string): SendOutcome {
  return { kind: 'failed', failure: 'invalid-request', reached: 'not-sent', message };
}

function endOf(outcome: SendOutcome): AttemptEnd {
  if (outcome.kind === 'failed') return outcome;
  return { kind: 'answered', status: outcome.status, retryAfter: retryAfterOf(outcome) };
}

export function retryAfterOf(outcome: SendOutcome): string | null {
  const value = outcome.kind === 'answered' ? outcome.headers['retry-after'] : null;
  return typeof value === 'string' ? value : null;
}

function resultOf(endpoint: ResolvedEndpoint, { emptyMeans }: Exchange, outcome: SendOutcome): Result {
  if (outcome.kind === 'failed') return { value: null, why: outcome.message };
  const succeeded = outcome.status >= 200 && outcome.status < 300;
  const isEmpty = outcome.body.trim() === '';
  const body = succeeded && isEmpty && emptyMeans !== undefined ? emptyMeans : outcome.body;
  return readResponse(endpoint, body, { parseXml });
}

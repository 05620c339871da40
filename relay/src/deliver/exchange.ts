import {
  type AttemptEnd,
  type EndpointRequest,
  type Exchange,
  type Result,
  readResponse,
} from '@convoso-connect/core';
import { parseXml } from '@convoso-connect/core/xml';
import type { ResolvedEndpoint } from '@convoso-connect/core/config';
import type { SendOutcome } from '../egress/send-request.js';

/** What the requests of an attempt came to: the last of them, and what led there. */
export interface FinishedExchange {
  readonly request: EndpointRequest;
  readonly outcome: SendOutcome;
  /** Of all requests together. */
  readonly durationMs: number;
  /** Earlier requests, and why another followed. */
  readonly earlier: readonly string[];
  readonly last: Exchange;
}

/** Carries out an exchange to its end. Every request may take the endpoint's whole time-out. */
export async function carryOut(
  first: Exchange,
  send: (request: EndpointRequest) => Promise<SendOutcome>,
): Promise<FinishedExchange> {
  const earlier: string[] = [];
  let durationMs = 0;
  let exchange = first;
  for (;;) {
    const { request, unsendable } = exchange;
    const outcome = unsendable === undefined ? await send(request) : neverSent(unsendable);
    durationMs += outcome.durationMs;
    const next = outcome.kind === 'answered' ? exchange.next?.(outcome) : null;
    if (next === null || next === undefined || outcome.kind === 'failed') {
      return { request, outcome, durationMs, earlier, last: exchange };
    }
    earlier.push(`${request.method} was answered ${outcome.status}: ${next.because}`);
    exchange = next;
  }
}

function neverSent(message: string): SendOutcome {
  return {
    kind: 'failed',
    failure: 'invalid-request',
    reached: 'not-sent',
    code: 'UNSENDABLE',
    message,
    durationMs: 0,
  };
}

export function endOf(outcome: SendOutcome): AttemptEnd {
  if (outcome.kind === 'answered') {
    return { kind: 'answered', status: outcome.status, retryAfter: outcome.headers['retry-after'] ?? null };
  }
  return { kind: 'failed', failure: outcome.failure, reached: outcome.reached };
}

/** What the answer says, read as the endpoint is configured. */
export function resultOf(endpoint: ResolvedEndpoint, { outcome, last }: FinishedExchange): Result {
  if (outcome.kind === 'failed') return { value: null, why: outcome.message };
  if (outcome.truncated) return { value: null, why: 'the answer is longer than is read' };
  const succeeded = outcome.status >= 200 && outcome.status < 300;
  const isEmpty = outcome.body.trim() === '';
  const body = succeeded && isEmpty && last.emptyMeans !== undefined ? last.emptyMeans : outcome.body;
  return readResponse(endpoint, body, { parseXml });
}

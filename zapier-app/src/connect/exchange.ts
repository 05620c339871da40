import {
  beginExchange,
  diagnose,
  diagnosisLines,
  judgeAttempt,
  readResponse,
  type Exchange,
  type MappingNote,
  type Result,
} from '@convoso-connect/core';
import type { ResolvedEndpoint } from '@convoso-connect/core/config';
import { parseXml } from '@convoso-connect/core/xml';
import { send, type Sent } from './send.js';

export interface FinishedExchange {
  readonly sent: Sent;
  readonly last: Exchange;
  /** Earlier requests of an integrator, and why another followed. */
  readonly earlier: readonly string[];
}

/** Carries out an exchange to its end; all its requests share the time until the deadline. */
export async function carryOut(
  endpoint: ResolvedEndpoint,
  { payload, idempotencyKey, deadline }: { payload: string; idempotencyKey: string; deadline: number },
): Promise<FinishedExchange> {
  const earlier: string[] = [];
  let exchange = beginExchange(endpoint, payload, idempotencyKey);
  for (;;) {
    const { request, unsendable, next } = exchange;
    const sent = unsendable === undefined ? await send(request, deadline) : neverSent(unsendable);
    const following = sent.kind === 'answered' ? (next?.(sent) ?? null) : null;
    if (sent.kind === 'failed' || following === null) return { sent, last: exchange, earlier };
    earlier.push(`${request.method} was answered ${String(sent.status)}: ${following.because}`);
    exchange = following;
  }
}

function neverSent(message: string): Sent {
  return { kind: 'failed', failure: 'invalid-request', reached: 'not-sent', message };
}

/** What the answer says, read as the endpoint is configured. */
export function resultOf(endpoint: ResolvedEndpoint, { sent, last }: FinishedExchange): Result {
  if (sent.kind === 'failed') return { value: null, why: sent.message };
  if (sent.truncated) return { value: null, why: 'the answer is longer than is read' };
  const succeeded = sent.status >= 200 && sent.status < 300;
  const body = succeeded && sent.body.trim() === '' ? (last.emptyMeans ?? '') : sent.body;
  return readResponse(endpoint, body, { parseXml });
}

/** The documents' five checks for a result of null (seed 004, "Diagnosing Null Results"), line by line. */
export function diagnosisOf(
  endpoint: ResolvedEndpoint,
  { sent }: FinishedExchange,
  { result, notes }: { result: Result; notes: readonly MappingNote[] | null },
): string[] {
  return diagnosisLines(
    diagnose({ endpoint, end: sent, why: result.why ?? '', mapping: notes, caller: 'zapier' }),
  );
}

/** Whether the attempt delivered, may be repeated, or has failed for good (domain-facts J.30). */
export function verdictOf(endpoint: ResolvedEndpoint, { sent }: FinishedExchange) {
  return judgeAttempt(sent, endpoint.retry);
}

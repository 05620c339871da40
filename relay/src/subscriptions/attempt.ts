import {
  ConnectError,
  judgeAttempt,
  type AttemptVerdict,
  type EndpointRequest,
  type SendOutcome,
} from '@convoso-connect/core';
import { endOfRequest } from '../alarms/cause.js';
import type { AttemptParts } from '../deliver/attempt-parts.js';
import { keptAnswer } from '../deliver/kept-answer.js';
import type { PreparedAction, SubscriptionTask } from '../deliver/prepare.js';
import { maskedText, settlementOf, type Sent } from '../deliver/settle.js';
import { signed } from '../deliver/signing.js';
import { signOf } from '../flow/sign.js';
import { toldWait } from '../flow/told-wait.js';
import { withoutSecret } from './target-url.js';
import type { Settlement } from '../store/ports/attempts.js';

/** Whoever subscribes stores what comes, and works on it afterwards. */
const TIMEOUT_SECONDS = 15;

/** The address is gone for good, by whoever answers for it (RFC 9110, 15.5.11). */
const GONE = 410;

/**
 * Sends one event to somebody who has subscribed. Whatever is no success is tried again, until the time for giving up: the subscriber may be
 * restarted, moved or renewed meanwhile. Only 410 ends the subscription.
 */
export async function attemptSubscription(
  action: PreparedAction,
  { subscriptionId, payload, secrets }: SubscriptionTask,
  { clock, sender, random, masker, heard }: AttemptParts,
): Promise<Settlement> {
  const { id } = action.row;
  const startedAt = clock.now();
  if (secrets instanceof ConnectError) return unopened(action, secrets, { now: startedAt, random: random() });
  const request = requestOf(secrets.url, payload, id);
  const outcome = await sender.send(
    signed(request, { secret: secrets.secret, id, now: startedAt }),
    TIMEOUT_SECONDS,
  );
  const now = clock.now();
  const verdict = verdictOf(outcome);
  const heldUntil = heard(action.row, {
    sign: signOf(outcome, verdict.verdict),
    ...{ actionId: id, startedAt, now },
    askedMs: outcome.kind === 'answered' ? toldWait(outcome, now) : null,
  });
  const mask = masker();
  const answer = keptAnswer(outcome, mask);
  const reason = verdict.verdict === 'delivered' ? null : verdict.reason;
  const sent: Sent = {
    method: request.method,
    url: withoutSecret(request.url),
    body: mask.body(payload, 'json'),
    status: outcome.kind === 'answered' ? outcome.status : (outcome.partial?.status ?? null),
    result: 'null',
    answer: answer === null ? null : JSON.stringify(answer),
    diagnosis: null,
  };
  const ending = {
    verdict,
    retryAfter: outcome.kind === 'answered' ? (outcome.headers['retry-after'] ?? null) : null,
    heldUntil,
    reason: maskedText(mask, reason),
    end: verdict.verdict === 'delivered' ? null : endOfRequest(outcome),
    history: [],
  };
  const timing = { startedAt, now, durationMs: outcome.durationMs, random: random() };
  const settlement = settlementOf(action, sent, ending, timing);
  if (outcome.kind === 'failed' || outcome.status !== GONE) return settlement;
  const gone = `${String(GONE)} was answered, which says that nobody is there any more`;
  return {
    ...settlement,
    end: null,
    action: { ...settlement.action, state: 'cancelled', reason: gone },
    ends: { id: subscriptionId, code: 'TARGET_GONE', reason: gone, at: now },
  };
}

function requestOf(url: string, body: string, id: string): EndpointRequest {
  const headers = [
    { name: 'content-type', value: 'application/json' },
    { name: 'idempotency-key', value: id },
    { name: 'accept-encoding', value: 'identity' },
  ];
  return { method: 'POST', url, headers, body };
}

function verdictOf(outcome: SendOutcome): AttemptVerdict {
  if (outcome.kind === 'failed') {
    const verdict = judgeAttempt(outcome, 'always');
    return verdict.verdict === 'delivered'
      ? verdict
      : { ...verdict, reason: `${verdict.reason} (${outcome.message})` };
  }
  const { status } = outcome;
  if (status >= 200 && status < 300) return { verdict: 'delivered' };
  const reason = `answered ${String(status)}`;
  return status === GONE ? { verdict: 'failed', reason } : { verdict: 'retry', reason };
}

/** Nothing can be sent while the address and the secret cannot be read; it is tried again, because the key may be put back. */
function unopened(
  action: PreparedAction,
  { message, remedy }: ConnectError,
  { now, random }: { now: number; random: number },
): Settlement {
  const reason = `nothing was sent: ${message}. ${remedy}`;
  return settlementOf(
    action,
    { method: '', url: '', body: null, status: null, result: 'null', answer: null, diagnosis: null },
    {
      verdict: { verdict: 'retry', reason },
      ...{ retryAfter: null, heldUntil: null, reason, end: 'not-sendable', history: [] },
    },
    { startedAt: now, now, durationMs: 0, random },
  );
}

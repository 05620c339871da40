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
import type { CallbackTask, PreparedAction } from '../deliver/prepare.js';
import { maskedText, settlementOf, type Ending, type Sent, type Timing } from '../deliver/settle.js';
import { signed } from '../deliver/signing.js';
import { signOf, type Sign } from '../flow/sign.js';
import { toldWait } from '../flow/told-wait.js';
import type { Settlement } from '../store/ports/attempts.js';

/** Whoever is called back stores what comes, and works on it afterwards. */
const TIMEOUT_SECONDS = 15;

/** The address is gone for good, by whoever answers for it (RFC 9110, 15.5.11). */
const GONE = 410;
const NOT_FOUND = 404;

/** n8n answers 404 while it starts and has not put its workflows on yet. A path that is gone stays gone. */
const ATTEMPTS_WHILE_AWAY = 3;

/**
 * Hands a hold back: calls the URL that it names, signed, with the same id at every attempt. 410, and 404 again and again, end it as not
 * resumed; whatever else is no success is tried again until the time for giving up.
 */
export async function attemptHandBack(
  action: PreparedAction,
  { payload, secrets }: CallbackTask,
  { clock, sender, random, masker, heard }: AttemptParts,
): Promise<Settlement> {
  const { id, attempts } = action.row;
  const startedAt = clock.now();
  if (secrets instanceof ConnectError) return unopened(action, secrets, { now: startedAt, random: random() });
  const request = requestOf(secrets.url, payload, id);
  const outcome = await sender.send(
    signed(request, { secret: secrets.secret, id, now: startedAt }),
    TIMEOUT_SECONDS,
  );
  const now = clock.now();
  const verdict = verdictOf(outcome, attempts + 1);
  const heldUntil = heard(action.row, {
    sign: signFor(outcome, verdict),
    ...{ actionId: id, startedAt, now },
    askedMs: outcome.kind === 'answered' ? toldWait(outcome, now) : null,
  });
  const mask = masker();
  const answer = keptAnswer(outcome, mask);
  const sent: Sent = {
    method: request.method,
    url: shownUrl(secrets.url),
    body: mask.body(payload, 'json'),
    status: outcome.kind === 'answered' ? outcome.status : (outcome.partial?.status ?? null),
    result: 'null',
    answer: answer === null ? null : JSON.stringify(answer),
    diagnosis: null,
  };
  const ending: Ending = {
    verdict,
    retryAfter: outcome.kind === 'answered' ? (outcome.headers['retry-after'] ?? null) : null,
    heldUntil,
    reason: maskedText(mask, verdict.verdict === 'delivered' ? null : verdict.reason),
    end: endOf(outcome, verdict),
    history: [],
  };
  const timing: Timing = { startedAt, now, durationMs: outcome.durationMs, random: random() };
  return settlementOf(action, sent, ending, timing);
}

/** The path lets in whoever knows it, so that only where it leads is shown. */
export function shownUrl(url: string): string {
  return `${new URL(url).origin}/…`;
}

function requestOf(url: string, body: string, id: string): EndpointRequest {
  const headers = [
    { name: 'content-type', value: 'application/json' },
    { name: 'idempotency-key', value: id },
  ];
  return { method: 'POST', url, headers, body };
}

function verdictOf(outcome: SendOutcome, attempt: number): AttemptVerdict {
  if (outcome.kind === 'failed') {
    const verdict = judgeAttempt(outcome, 'always');
    return verdict.verdict === 'delivered'
      ? verdict
      : { ...verdict, reason: `${verdict.reason} (${outcome.message})` };
  }
  const { status } = outcome;
  if (status >= 200 && status < 300) return { verdict: 'delivered' };
  const reason = `answered ${String(status)}`;
  const isGone = status === GONE || (status === NOT_FOUND && attempt >= ATTEMPTS_WHILE_AWAY);
  if (!isGone) return { verdict: 'retry', reason };
  return { verdict: 'refused', reason: `not resumed: ${reason}, so nobody waits for it there any more` };
}

/** Too many, and what stands before programs: it cannot reach them, they are not ready, or they do not answer it. */
const OF_THE_ADDRESS: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/**
 * What one workflow of a program answers, an error of its own included, says nothing of the others at the same address: whatever they wait
 * for is not to be held up by it.
 */
function signFor(outcome: SendOutcome, { verdict }: AttemptVerdict): Sign {
  if (outcome.kind === 'answered' && !OF_THE_ADDRESS.has(outcome.status)) return 'works';
  return signOf(outcome, verdict);
}

function endOf(outcome: SendOutcome, { verdict }: AttemptVerdict): Ending['end'] {
  if (verdict === 'delivered') return null;
  return verdict === 'refused' ? 'refused' : endOfRequest(outcome);
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

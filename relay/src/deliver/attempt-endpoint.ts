import { endOfRequest } from '../alarms/cause.js';
import { attempt, payloadKind, urlAsWritten, type Attempt, type Masker } from '@convoso-connect/core';
import { parseXml } from '@convoso-connect/core/xml';
import { signOf } from '../flow/sign.js';
import { toldWait } from '../flow/told-wait.js';
import type { AttemptParts } from './attempt-parts.js';
import { keptAnswer } from './kept-answer.js';
import type { EndpointTask, PreparedAction } from './prepare.js';
import { maskedText, settlementOf, type Sent } from './settle.js';
import { signed } from './signing.js';
import type { Settlement } from '../store/ports/attempts.js';

/**
 * A destination that has taken calls before and answers 404 is tried again this often: while it is deployed or starts,
 * and no longer, because a path that is gone stays gone.
 */
const ATTEMPTS_WHILE_AWAY = 3;

/** One request, or the few of an integrator, to an endpoint: the same key and the same payload each time. */
export async function attemptEndpoint(
  action: PreparedAction,
  task: EndpointTask,
  { clock, sender, random, masker, signingSecret, hasTakenCalls, heard, marked }: AttemptParts,
): Promise<Settlement> {
  const { endpoint, payload, mapping, repeating } = task;
  const { id, attempts } = action.row;
  const startedAt = clock.now();
  const secret = signingSecret();
  let durationMs = 0;
  const attempted = await attempt(
    endpoint,
    payload,
    id,
    async (request) => {
      const own = marked(request, id);
      const sent = secret === null ? own : signed(own, { secret, id, now: startedAt });
      // Every request may take the endpoint's whole time-out.
      const outcome = await sender.send(sent, endpoint.timeoutSeconds);
      durationMs += outcome.durationMs;
      return outcome;
    },
    {
      parseXml,
      caller: 'relay',
      mapping: mapping?.notes ?? null,
      ...(repeating !== undefined && { repeating }),
      // Where the store cannot tell, it may be; to break off here would say that nothing was sent.
      isBrieflyAway: () => attempts + 1 < ATTEMPTS_WHILE_AWAY && hasTakenCalls(endpoint.id).catch(() => true),
    },
  );
  const { outcome, verdict, result, reason, diagnosis, earlier } = attempted;
  const now = clock.now();
  const heldUntil = heard(action.row, {
    sign: signOf(outcome, verdict.verdict),
    actionId: id,
    startedAt,
    now,
    askedMs: outcome.kind === 'answered' ? toldWait(outcome, now) : null,
  });
  const mask = masker();
  const answer = keptAnswer(outcome, mask);
  return settlementOf(
    action,
    {
      ...sentColumns(attempted, task, mask),
      result: mask.json(result.value),
      answer: answer === null ? null : JSON.stringify(answer),
      diagnosis: diagnosis === null ? null : mask.json(diagnosis),
    },
    {
      verdict,
      retryAfter: outcome.kind === 'answered' ? (outcome.headers['retry-after'] ?? null) : null,
      reason: maskedText(mask, reason),
      heldUntil,
      end: verdict.verdict === 'refused' ? 'refused' : endOfRequest(outcome),
      history: earlier.map((text) => mask.text(text)),
    },
    { startedAt, now, durationMs, random: random() },
  );
}

function sentColumns(
  { request, outcome }: Attempt,
  { endpoint }: EndpointTask,
  masker: Masker,
): Pick<Sent, 'method' | 'url' | 'body' | 'status'> {
  return {
    method: request.method,
    url: masker.url(urlAsWritten(request.url, endpoint)),
    body: request.body === undefined ? null : masker.body(request.body, payloadKind(endpoint)),
    status: outcome.kind === 'answered' ? outcome.status : (outcome.partial?.status ?? null),
  };
}

import { beginExchange, judgeAttempt, payloadKind, type Masker } from '@convoso-connect/core';
import type { Settlement } from '../store/commands/settlements.js';
import type { AttemptParts } from './attempt-parts.js';
import { diagnosisOf } from './diagnosis.js';
import { carryOut, endOf, resultOf, type FinishedExchange } from './exchange.js';
import type { EndpointTask, PreparedAction } from './prepare.js';
import { maskedText, settlementOf, type Sent } from './settle.js';
import { signed } from './signing.js';

/** One request, or the few of an integrator, to an endpoint: the same key and the same payload each time. */
export async function attemptEndpoint(
  action: PreparedAction,
  task: EndpointTask,
  { clock, sender, random, masker, signingSecret }: AttemptParts,
): Promise<Settlement> {
  const { endpoint, payload } = task;
  const { id } = action.row;
  const startedAt = clock.now();
  const secret = signingSecret();
  const exchange = await carryOut(beginExchange(endpoint, payload, id), (request) =>
    sender.send(
      secret === null ? request : signed(request, { secret, id, now: startedAt }),
      endpoint.timeoutSeconds,
    ),
  );
  const { outcome, durationMs } = exchange;
  const verdict = judgeAttempt(endOf(outcome), endpoint.retry);
  const result = resultOf(endpoint, exchange);
  const reason =
    verdict.verdict === 'delivered' ? (result.why ?? null) : failureText(verdict.reason, exchange);
  const diagnosis = diagnosisOf(task, outcome, result);
  const mask = masker();
  return settlementOf(
    action,
    {
      ...sentColumns(exchange, task, mask),
      result: mask.json(result.value),
      diagnosis: diagnosis === null ? null : mask.json(diagnosis),
    },
    {
      verdict,
      retryAfter: outcome.kind === 'answered' ? (outcome.headers['retry-after'] ?? null) : null,
      reason: maskedText(mask, reason),
      history: exchange.earlier.map((text) => mask.text(text)),
      written: [],
    },
    { startedAt, now: clock.now(), durationMs, random: random() },
  );
}

function sentColumns(
  { request, outcome }: FinishedExchange,
  { endpoint }: EndpointTask,
  masker: Masker,
): Pick<Sent, 'method' | 'url' | 'body' | 'status'> {
  return {
    method: request.method,
    url: masker.url(request.url),
    body: request.body === undefined ? null : masker.body(request.body, payloadKind(endpoint)),
    status: outcome.kind === 'answered' ? outcome.status : (outcome.partial?.status ?? null),
  };
}

function failureText(reason: string, { outcome, last }: FinishedExchange): string {
  const said = outcome.kind === 'failed' ? outcome.message : (last.explain?.(outcome) ?? null);
  return said === null ? reason : `${reason} (${said})`;
}

import {
  beginExchange,
  judgeAttempt,
  nextAttemptAt,
  payloadKind,
  phoneOf,
  type AttemptVerdict,
  type Diagnosis,
  type Masker,
  type Result,
} from '@convoso-connect/core';
import type { Clock } from '../clock.js';
import type { Settlement } from '../store/commands/actions.js';
import type { AttemptOutcome } from '../store/schema.js';
import { diagnosisOf } from './diagnosis.js';
import { carryOut, endOf, resultOf, type FinishedExchange } from './exchange.js';
import type { PreparedAction } from './prepare.js';
import type { Sender } from './sender.js';

export interface AttemptParts {
  readonly clock: Clock;
  readonly sender: Sender;
  /** In [0, 1): spreads retries. */
  readonly random: () => number;
  /** That of the configuration running when the attempt ends. */
  readonly masker: () => Masker;
}

/** Makes one attempt: the same key and the same payload each time. */
export async function runAttempt(action: PreparedAction, parts: AttemptParts): Promise<Settlement> {
  const { clock, sender, random, masker } = parts;
  const { endpoint, payload, row } = action;
  const startedAt = clock.now();
  const exchange = await carryOut(beginExchange(endpoint, payload, row.id), (request) =>
    sender.send(request, endpoint.timeoutSeconds),
  );
  return settle({
    action,
    exchange,
    startedAt,
    now: clock.now(),
    random: random(),
    masker: masker(),
  });
}

interface AttemptReport {
  readonly action: PreparedAction;
  readonly exchange: FinishedExchange;
  readonly startedAt: number;
  readonly now: number;
  readonly random: number;
  readonly masker: Masker;
}

/** What an attempt leaves behind: its log row, and what becomes of the action. */
function settle(report: AttemptReport): Settlement {
  const { action, exchange, masker } = report;
  const { outcome } = exchange;
  const verdict = judgeAttempt(endOf(outcome), action.endpoint.retry);
  const result = resultOf(action.endpoint, exchange);
  const next = nextOf(report, verdict);
  const reason = reasonOf(verdict, result, next, exchange);
  return {
    action: {
      id: action.row.id,
      state: next.state,
      next_at: next.at,
      reason: next.state === 'done' ? null : masked(masker, reason),
    },
    attempt: {
      ...logColumns(report),
      status: outcome.kind === 'answered' ? outcome.status : (outcome.partial?.status ?? null),
      outcome: next.outcome,
      result: masker.text(JSON.stringify(result.value)),
      reason: masked(masker, withHistory(report, reason)),
      diagnosis: diagnosisText(diagnosisOf(action, outcome, result), masker),
    },
  };
}

function logColumns({ action, exchange, startedAt, masker }: AttemptReport) {
  const { request, durationMs } = exchange;
  const { row, endpoint, occurrence } = action;
  return {
    action_id: row.id,
    number: row.attempts + 1,
    at: startedAt,
    duration_ms: Math.round(durationMs),
    workflow_id: row.workflow_id,
    endpoint_id: row.endpoint_id,
    phone: phoneOf(occurrence.snapshot),
    lead_key: occurrence.leadKey,
    method: request.method,
    url: masker.url(request.url),
    body: request.body === undefined ? null : masker.body(request.body, payloadKind(endpoint)),
  };
}

interface Next {
  readonly state: 'done' | 'waiting' | 'dead';
  readonly outcome: AttemptOutcome;
  readonly at: number;
}

function nextOf(
  { action, exchange: { outcome }, now, random }: AttemptReport,
  verdict: AttemptVerdict,
): Next {
  if (verdict.verdict === 'delivered') return { state: 'done', outcome: 'delivered', at: now };
  if (verdict.verdict === 'failed') return { state: 'dead', outcome: 'failed', at: now };
  const at = nextAttemptAt({
    attempts: action.row.attempts + 1,
    now,
    giveUpAt: action.row.give_up_at,
    retryAfter: outcome.kind === 'answered' ? (outcome.headers['retry-after'] ?? null) : null,
    random,
  });
  return at === null
    ? { state: 'dead', outcome: 'failed', at: now }
    : { state: 'waiting', outcome: 'retry', at };
}

function reasonOf(
  verdict: AttemptVerdict,
  result: Result,
  next: Next,
  { outcome, last }: FinishedExchange,
): string | null {
  if (verdict.verdict === 'delivered') return result.why ?? null;
  const said = outcome.kind === 'failed' ? outcome.message : (last.explain?.(outcome) ?? null);
  const detail = said === null ? '' : ` (${said})`;
  const gaveUp =
    verdict.verdict === 'retry' && next.state === 'dead' ? '; the time for giving up has come' : '';
  return `${verdict.reason}${detail}${gaveUp}`;
}

/** The reason, with what the log has to tell besides: requests that came before, and whom the action passed. */
function withHistory({ action: { row }, exchange }: AttemptReport, reason: string | null): string | null {
  const overtaken =
    row.overtook === null
      ? []
      : [`overtaken: ${row.overtook}, which comes before it, has been failing for a minute`];
  const parts = [...exchange.earlier, ...(reason === null ? [] : [reason]), ...overtaken];
  return parts.length === 0 ? null : parts.join('; ');
}

function diagnosisText(diagnosis: Diagnosis | null, masker: Masker): string | null {
  return diagnosis === null ? null : masker.text(JSON.stringify(diagnosis));
}

function masked(masker: Masker, text: string | null): string | null {
  return text === null ? null : masker.text(text);
}

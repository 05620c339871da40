import {
  buildRequest,
  judgeAttempt,
  nextAttemptAt,
  phoneOf,
  readResponse,
  type AttemptEnd,
  type AttemptVerdict,
  type EndpointRequest,
  type Masker,
  type Result,
} from '@convoso-connect/core';
import type { Clock } from '../clock.js';
import type { SendOutcome } from '../egress/send-request.js';
import type { Settlement } from '../store/commands/actions.js';
import type { AttemptOutcome } from '../store/schema.js';
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
  const request = buildRequest(endpoint, payload, row.id);
  const outcome = await sender.send(request, endpoint.timeoutSeconds);
  return settle({
    action,
    request,
    outcome,
    startedAt,
    now: clock.now(),
    random: random(),
    masker: masker(),
  });
}

interface AttemptReport {
  readonly action: PreparedAction;
  readonly request: EndpointRequest;
  readonly outcome: SendOutcome;
  readonly startedAt: number;
  readonly now: number;
  readonly random: number;
  readonly masker: Masker;
}

/** What an attempt leaves behind: its log row, and what becomes of the action. */
function settle(report: AttemptReport): Settlement {
  const { action, outcome, masker } = report;
  const verdict = judgeAttempt(endOf(outcome), action.endpoint.retry);
  const result = resultOf(report);
  const next = nextOf(report, verdict);
  const reason = reasonOf(verdict, result, next, outcome);
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
      reason: masked(masker, withOvertaking(action, reason)),
    },
  };
}

function logColumns({ action, request, startedAt, outcome, masker }: AttemptReport) {
  const { row, endpoint, occurrence } = action;
  return {
    action_id: row.id,
    number: row.attempts + 1,
    at: startedAt,
    duration_ms: Math.round(outcome.durationMs),
    workflow_id: row.workflow_id,
    endpoint_id: row.endpoint_id,
    phone: phoneOf(occurrence.snapshot),
    lead_key: occurrence.leadKey,
    method: request.method,
    url: masker.url(request.url),
    body:
      request.body === undefined
        ? null
        : masker.body(request.body, endpoint.postDataType === 'JSON' ? 'json' : 'form'),
  };
}

function endOf(outcome: SendOutcome): AttemptEnd {
  if (outcome.kind === 'answered') {
    return { kind: 'answered', status: outcome.status, retryAfter: outcome.headers['retry-after'] ?? null };
  }
  return { kind: 'failed', failure: outcome.failure, reached: outcome.reached };
}

function resultOf({ action, outcome }: AttemptReport): Result {
  if (outcome.kind === 'failed') return { value: null, why: outcome.message };
  if (outcome.truncated) return { value: null, why: 'the answer is longer than is read' };
  return readResponse(action.endpoint, outcome.body);
}

interface Next {
  readonly state: 'done' | 'waiting' | 'dead';
  readonly outcome: AttemptOutcome;
  readonly at: number;
}

function nextOf({ action, outcome, now, random }: AttemptReport, verdict: AttemptVerdict): Next {
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

function reasonOf(verdict: AttemptVerdict, result: Result, next: Next, outcome: SendOutcome): string | null {
  if (verdict.verdict === 'delivered') return result.why ?? null;
  const detail = outcome.kind === 'failed' ? ` (${outcome.message})` : '';
  const gaveUp =
    verdict.verdict === 'retry' && next.state === 'dead' ? '; the time for giving up has come' : '';
  return `${verdict.reason}${detail}${gaveUp}`;
}

function withOvertaking({ row }: PreparedAction, reason: string | null): string | null {
  if (row.overtook === null) return reason;
  const overtaken = `overtaken: ${row.overtook}, which comes before it, has been failing for a minute`;
  return reason === null ? overtaken : `${reason}; ${overtaken}`;
}

function masked(masker: Masker, text: string | null): string | null {
  return text === null ? null : masker.text(text);
}

import type { MappingNote } from '../adaptor/index.js';
import type { ResolvedEndpoint } from '../config/index.js';
import { judgeAttempt, type AttemptVerdict, type Repeating } from './attempt-verdict.js';
import { diagnose, type Diagnosis } from './diagnosis/diagnose.js';
import type { NullEvidence } from './diagnosis/evidence.js';
import { beginExchange } from './exchange.js';
import { disappointment, isExpectedStatus } from './expectation.js';
import type { Exchange } from './integrators/integrator.js';
import { looksUnsuccessful } from './looks-unsuccessful.js';
import { errorInTarget, leadsToSignIn } from './redirect-advice.js';
import type { EndpointRequest } from './request.js';
import { readJson } from './response/json.js';
import { answerKind, readResponse, type AnswerReaders, type Result } from './response/index.js';
import type { Answered, Send, SendOutcome } from './send.js';
import { SETTING_WORDS } from './setting-words.js';
import { surelyUnprocessed } from './unprocessed.js';
import { answerWords } from './words.js';

/** What a wrapper knows besides, for reading answers and for telling where to look. */
export interface AttemptParts extends AnswerReaders {
  readonly caller: NullEvidence['caller'];
  /** Rows of the adaptor that had nothing to send; null where the endpoint has no adaptor. */
  readonly mapping: readonly MappingNote[] | null;
  /** Credentials that `send` adds itself; only for telling whether any were sent. */
  readonly addedCredentials?: Pick<ResolvedEndpoint, 'apiAuthentication' | 'authorizationHeader'>;
  /** Where it is not what the endpoint says. */
  readonly repeating?: Repeating;
  /**
   * Whether a 404 may be a destination that is only away for a moment: it has taken calls before, and this action has
   * not been tried for long. Asked after a 404 alone.
   */
  readonly isBrieflyAway?: () => Promise<boolean> | boolean;
}

/**
 * One attempt, judged. Everything in it is as it came and may repeat credentials: mask it before it is stored or
 * shown.
 */
export interface Attempt {
  /** The last request of the attempt. */
  readonly request: EndpointRequest;
  readonly outcome: SendOutcome;
  /** Earlier requests of an integrator, and why another followed. */
  readonly earlier: readonly string[];
  readonly verdict: AttemptVerdict;
  readonly result: Result;
  /** Why it did not succeed, with the destination's own words; of a success, what makes it doubtful, else null. */
  readonly reason: string | null;
  /** Where to look, for whatever is no plain success; else null. */
  readonly diagnosis: Diagnosis | null;
}

/**
 * Makes one attempt: the request and those that its answers call for, all with one payload and one key. Rejects only
 * if `send` does.
 */
export async function attempt(
  endpoint: ResolvedEndpoint,
  payload: string,
  idempotencyKey: string,
  send: Send,
  parts: AttemptParts,
): Promise<Attempt> {
  const { exchange, outcome, earlier } = await carryOut(
    beginExchange(endpoint, payload, idempotencyKey),
    send,
  );
  const result = resultOf(endpoint, exchange, outcome, parts);
  const verdict = await verdictOf(endpoint, { exchange, outcome, result }, parts);
  const reason = reasonOf(verdict, { exchange, outcome, result });
  const isPlain = verdict.verdict === 'delivered' && verdict.doubt === undefined;
  const diagnosis = isPlain
    ? null
    : diagnose({
        endpoint: { ...endpoint, ...parts.addedCredentials },
        end: outcome,
        value: result.value,
        why: (verdict.verdict === 'delivered' ? verdict.doubt : result.why) ?? reason ?? '',
        mapping: parts.mapping,
        caller: parts.caller,
      });
  return { request: exchange.request, outcome, earlier, verdict, result, reason, diagnosis };
}

interface Ended {
  readonly exchange: Exchange;
  readonly outcome: SendOutcome;
}

async function carryOut(first: Exchange, send: Send): Promise<Ended & { readonly earlier: string[] }> {
  const earlier: string[] = [];
  let exchange = first;
  for (;;) {
    const { request, unsendable } = exchange;
    const outcome = unsendable === undefined ? await send(request) : neverSent(unsendable);
    const next = outcome.kind === 'answered' ? exchange.next?.(outcome) : null;
    if (outcome.kind === 'failed' || next === null || next === undefined)
      return { exchange, outcome, earlier };
    earlier.push(`${request.method} was answered ${String(outcome.status)}: ${next.because}`);
    exchange = next;
  }
}

function neverSent(message: string): SendOutcome {
  return { kind: 'failed', failure: 'invalid-request', reached: 'not-sent', code: 'UNSENDABLE', message };
}

function resultOf(
  endpoint: ResolvedEndpoint,
  exchange: Exchange,
  outcome: SendOutcome,
  readers: AnswerReaders,
): Result {
  if (outcome.kind === 'failed') return { value: null, why: outcome.message };
  if (outcome.truncated) return { value: null, why: 'the answer is longer than is read' };
  return readResponse(endpoint, bodyOf(exchange, outcome), readers);
}

/** The body, or what an empty one stands for. */
function bodyOf({ emptyMeans }: Exchange, { status, body }: Answered): string {
  return isSuccess(status) && body.trim() === '' && emptyMeans !== undefined ? emptyMeans : body;
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** Statuses that say: understood, and not taken. What is wrong with address or credentials is no refusal. */
const REFUSALS: ReadonlySet<number> = new Set([400, 406, 409, 412, 413, 422]);

async function verdictOf(
  endpoint: ResolvedEndpoint,
  { exchange, outcome, result }: Ended & { readonly result: Result },
  { isBrieflyAway, repeating = endpoint.retry }: AttemptParts,
): Promise<AttemptVerdict> {
  if (outcome.kind === 'failed') return judgeAttempt(outcome, repeating);
  const { status } = outcome;
  const { expect } = endpoint;
  const body = bodyOf(exchange, outcome);
  const location = outcome.headers['location'] ?? null;
  if (expect !== undefined) {
    if (expect.redirect === 'delivered' && isServed(status, location)) {
      const error = errorInTarget(location);
      return error === null
        ? { verdict: 'delivered' }
        : refusal(`answered ${String(status)}, and the target of the redirect says ${error}`);
    }
    if (isExpectedStatus(expect, status)) {
      const why = disappointment(expect, { result, isEmpty: body.trim() === '' });
      return why === null ? { verdict: 'delivered' } : refusal(`answered ${String(status)}, and ${why}`);
    }
    if (isSuccess(status))
      return refusal(`answered ${String(status)}, and ${SETTING_WORDS.statusesAre} "${expect.status}"`);
    if (REFUSALS.has(status)) return refusal(`answered ${String(status)}`);
  }
  const brieflyAway = status === 404 && (await isBrieflyAway?.()) === true;
  const unprocessed =
    surelyUnprocessed(outcome)?.why ??
    (brieflyAway ? 'it has taken calls before and may be away for a moment' : null);
  const verdict = judgeAttempt({ kind: 'answered', status, unprocessed, location }, repeating);
  if (verdict.verdict === 'retry' && unprocessed !== null && status !== 429 && status !== 503) {
    return { verdict: 'retry', reason: `${verdict.reason}: ${unprocessed}` };
  }
  if (verdict.verdict !== 'delivered') return verdict;
  const doubt = doubtOf(result, body);
  return doubt === null ? verdict : { verdict: 'delivered', doubt };
}

/** Whether a redirect may be the end of work that is done: one to a page to sign in never is. */
function isServed(status: number, location: string | null): boolean {
  return (status === 302 || status === 303) && !leadsToSignIn(location);
}

function refusal(reason: string): AttemptVerdict {
  return { verdict: 'refused', reason: `${reason}: the destination did not take it` };
}

/** Looked for in the result, and in all of a JSON answer: a Response Key may point at the one part that is filled. */
function doubtOf({ value, why }: Result, body: string): string | null {
  if (value === null) return why ?? 'the answer has no value';
  const doubt = looksUnsuccessful(value);
  if (doubt !== null || answerKind(body) !== 'json') return doubt;
  const whole = readJson(body, '', '').value;
  return whole === null || typeof whole !== 'object' ? null : looksUnsuccessful(whole);
}

function reasonOf(
  verdict: AttemptVerdict,
  { exchange, outcome, result }: Ended & { readonly result: Result },
): string | null {
  if (verdict.verdict === 'delivered') {
    if (verdict.doubt === undefined) return null;
    return `looks like no success: ${verdict.doubt}${quoted(outcome, verdict.doubt)}`;
  }
  if (outcome.kind === 'failed') return `${verdict.reason} (${outcome.message})`;
  const explained = exchange.explain?.(outcome) ?? null;
  if (explained !== null) return `${verdict.reason} (${explained})`;
  return `${verdict.reason}${quoted(outcome, result.why ?? '')}`;
}

function quoted(outcome: SendOutcome, known: string): string {
  const words = outcome.kind === 'answered' ? answerWords(outcome.body) : null;
  return words === null || known.includes(words) ? '' : ` (it says: ${words})`;
}

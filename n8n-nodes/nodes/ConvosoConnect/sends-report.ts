import {
  answerBodyKind,
  payloadKind,
  readFlat,
  textOf,
  type Attempt,
  type Masker,
} from '@convoso-connect/core';
import type { ResolvedEndpoint } from '@convoso-connect/core/config';
import { RelayError, relayReports, type ReportedSend } from '@convoso-connect/core/relay-client';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { showHints } from '../shared/hints';
import { readItemEvent } from '../shared/item-event';
import { relayOf } from '../shared/relay/connection';
import { eventIdOf } from '../shared/run-identity';

/** A report never holds up what it is about for longer than this. */
const TIMEOUT_MS = 3_000;
const AT_ONCE = 25;

/** In characters; the relay shortens what is longer than it keeps. */
const LONGEST_BODY = 10_000;
const LONGEST_REASON = 2_000;

export interface Sent {
  readonly attempt: Attempt;
  /** From 1. */
  readonly number: number;
  /** Whether none follows. */
  readonly isLast: boolean;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly key: string;
  readonly endpoint: ResolvedEndpoint;
  readonly masker: Masker;
  readonly json: IDataObject;
  readonly itemIndex: number;
}

/** What a run has sent, for the logs of the relay. */
export class SendsReport {
  readonly #context: IExecuteFunctions;
  readonly #sends: ReportedSend[] = [];

  constructor(context: IExecuteFunctions) {
    this.#context = context;
  }

  note(sent: Sent): void {
    this.#sends.push(reported(this.#context, sent));
  }

  /** What was sent was sent: that the relay was not told is a hint, and no failure. */
  async send(): Promise<void> {
    if (this.#sends.length === 0) return;
    try {
      const report = relayReports(await relayOf(this.#context, TIMEOUT_MS));
      for (let index = 0; index < this.#sends.length; index += AT_ONCE) {
        const told = await report(this.#sends.slice(index, index + AT_ONCE));
        if (told.reported) continue;
        this.#hint(this.#sends.length - index, told.reason);
        return;
      }
    } catch (error) {
      this.#hint(this.#sends.length, whyNot(error));
    }
  }

  #hint(count: number, reason: string): void {
    const requests = count === 1 ? '1 request that was sent is' : `${count} requests that were sent are`;
    showHints(this.#context, [`${requests} not in the logs of the relay: ${reason}`]);
  }
}

/** Without the credential, or with one that cannot be read, there is no relay to tell. */
function whyNot(error: unknown): string {
  if (error instanceof RelayError) return `${error.message}. ${error.remedy}`;
  return error instanceof Error ? error.message : String(error);
}

function reported(context: IExecuteFunctions, sent: Sent): ReportedSend {
  const { attempt, number, isLast, startedAt, endedAt, key, endpoint, masker, json, itemIndex } = sent;
  const { request, outcome, verdict, result } = attempt;
  const reason = attempt.reason ?? ('reason' in verdict ? verdict.reason : null);
  const eventId = eventIdOf(context, json, itemIndex);
  const { snapshot } = readItemEvent(json, startedAt);
  const lead = textOf(readFlat(snapshot, 'lead_id') ?? '').trim();
  return {
    // Retry On Fail begins to count anew, and what it sends is another request.
    id: `${key}/${startedAt}/${number}`,
    source: 'n8n',
    endpoint: endpoint.name,
    at: new Date(startedAt).toISOString(),
    durationMs: endedAt - startedAt,
    method: request.method,
    url: masker.url(request.url),
    body: request.body === undefined ? null : begin(masker.body(request.body, payloadKind(endpoint))),
    answer: outcome.kind === 'answered' ? answerOf(outcome, masker) : null,
    // What no further attempt follows has failed for good.
    outcome: verdict.verdict === 'retry' && isLast ? 'failed' : verdict.verdict,
    result: masker.data(result.value),
    reason: reason === null ? null : masker.text(reason).slice(0, LONGEST_REASON),
    attempt: number,
    ...(eventId === null ? {} : { eventId }),
    ...(lead === '' ? {} : { lead }),
  };
}

function answerOf(
  { status, headers, body }: Extract<Attempt['outcome'], { kind: 'answered' }>,
  masker: Masker,
): NonNullable<ReportedSend['answer']> {
  const named = Object.entries(headers).map(([name, value]) => ({ name, value }));
  return {
    status,
    headers: Object.fromEntries(masker.headers(named).map(({ name, value }) => [name, value])),
    body: begin(masker.body(body, answerBodyKind(body))),
  };
}

function begin(text: string): string {
  return text.slice(0, LONGEST_BODY);
}

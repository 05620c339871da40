import type { Agent, Dispatcher } from 'undici';
import { BoundedMap } from '../bounded-map.js';
import { AnswerBuffer, answerHead, type AnswerHead } from './answer-buffer.js';
import { failureAfterSending, failureBeforeSending, type FailureReason } from './send-failure.js';

export interface OutgoingRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly body?: string;
}

export interface SendLimits {
  /** From the call of `sendRequest` to the last byte of the answer, in milliseconds. */
  readonly timeoutMs: number;
  /** How much of the answer's body is kept; the rest is not even read. */
  readonly maxResponseBytes: number;
  /** Any clock that only moves forward, in milliseconds. */
  readonly now: () => number;
}

export interface Answer extends AnswerHead {
  /** In its own charset, decompressed; a body that cannot be decompressed is left as it came. */
  readonly body: string;
}

export type SendOutcome =
  | (Answer & { readonly kind: 'answered'; readonly truncated: boolean; readonly durationMs: number })
  | (FailureReason & {
      readonly kind: 'failed';
      /** What had come of the answer when it broke off; for the log (domain-facts E.3), never a success. */
      readonly partial?: Answer;
      readonly durationMs: number;
    });

/**
 * Makes one HTTP call and says what became of it. Never throws and never rejects.
 *
 * Any status is an answer, redirects included: they are not followed. User and password in the URL are not
 * sent. The answer is asked for uncompressed, so that its size on the wire is its size.
 */
export function sendRequest(
  agent: Agent,
  request: OutgoingRequest,
  limits: SendLimits,
): Promise<SendOutcome> {
  return new Promise((resolve) => {
    const exchange = new Exchange(limits, resolve);
    exchange.begin(agent, request);
  });
}

/** One call under way. It is settled once; what undici reports afterwards is ignored. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #limits: SendLimits;
  readonly #resolve: (outcome: SendOutcome) => void;
  readonly #startedAt: number;
  readonly #timer: NodeJS.Timeout;
  readonly #body: AnswerBuffer;
  #protocol = '';
  #controller: Dispatcher.DispatchController | undefined;
  #head: AnswerHead | undefined;
  #settled = false;

  constructor(limits: SendLimits, resolve: (outcome: SendOutcome) => void) {
    this.#limits = limits;
    this.#resolve = resolve;
    this.#startedAt = limits.now();
    this.#timer = setTimeout(() => this.#giveUp(), limits.timeoutMs);
    this.#body = new AnswerBuffer(limits.maxResponseBytes);
  }

  begin(agent: Agent, request: OutgoingRequest): void {
    try {
      const { protocol, origin, path } = addressOf(request.url);
      this.#protocol = protocol;
      agent.dispatch(
        {
          origin,
          path,
          method: request.method,
          headers: headerPairs(request),
          body: request.body ?? null,
        },
        this,
      );
    } catch (error) {
      this.#fail(failureBeforeSending(error, this.#protocol));
    }
  }

  /** Called when a connection is ready, right before the first byte is written to it. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    // A request that timed out while it waited for a connection must not go out afterwards.
    if (this.#settled) controller.abort(new Error('the request was given up before it was sent'));
    else this.#controller = controller;
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Parameters<typeof answerHead>[1],
  ): void {
    const interim = status < 200;
    if (!interim) this.#head = answerHead(status, headers);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.#body.add(chunk)) this.#answered({ truncated: true });
  }

  onResponseEnd(): void {
    this.#answered({ truncated: false });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    const sent = this.#controller !== undefined;
    this.#fail(sent ? failureAfterSending(error) : failureBeforeSending(error, this.#protocol));
  }

  #giveUp(): void {
    const sent = this.#controller !== undefined;
    const doing = sent ? 'waiting for the answer' : 'connecting';
    this.#fail({
      failure: 'timeout',
      reached: sent ? 'maybe-sent' : 'not-sent',
      code: 'TIMEOUT',
      message: `timed out after ${this.#limits.timeoutMs} ms while ${doing}`,
    });
  }

  #answered({ truncated }: { truncated: boolean }): void {
    const head = this.#head;
    if (head === undefined) return;
    const body = this.#body.text(head.headers);
    this.#settle({ kind: 'answered', ...head, body, truncated, durationMs: this.#elapsed() });
  }

  #fail(reason: FailureReason): void {
    const partial = this.#head && { ...this.#head, body: this.#body.text(this.#head.headers) };
    this.#settle({
      kind: 'failed',
      ...reason,
      ...(partial === undefined ? {} : { partial }),
      durationMs: this.#elapsed(),
    });
  }

  #settle(outcome: SendOutcome): void {
    if (this.#settled) return;
    this.#settled = true;
    clearTimeout(this.#timer);
    const unfinished = outcome.kind === 'failed' || outcome.truncated;
    if (unfinished) this.#controller?.abort(new Error('the rest of the answer is not wanted'));
    this.#resolve(outcome);
  }

  #elapsed(): number {
    return this.#limits.now() - this.#startedAt;
  }
}

interface Address {
  readonly protocol: string;
  readonly origin: string;
  readonly path: string;
}

/** Nearly all calls go to the same few addresses, and to take one apart costs more than to look it up. */
const ADDRESSES = new BoundedMap<string, Address>(200);

/** Throws where the text is no URL. */
function addressOf(text: string): Address {
  const known = ADDRESSES.get(text);
  if (known !== undefined) return known;
  const { protocol, origin, pathname, search } = new URL(text);
  const address = { protocol, origin, path: pathname + search };
  ADDRESSES.set(text, address);
  return address;
}

/** Flat name and value pairs. What a configuration says about compression gives way to `identity`. */
function headerPairs({ headers }: OutgoingRequest): string[] {
  const own = headers.filter(({ name }) => name.toLowerCase() !== 'accept-encoding');
  return [...own, { name: 'accept-encoding', value: 'identity' }].flatMap(({ name, value }) => [name, value]);
}

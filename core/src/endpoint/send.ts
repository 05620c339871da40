import type { FailureReason } from './failure.js';
import type { EndpointRequest } from './request.js';

/** An answer, whatever its status: redirects are answers, too, and are never followed. */
export interface Answered {
  readonly kind: 'answered';
  readonly status: number;
  /** By lower-cased name. */
  readonly headers: Readonly<Record<string, string>>;
  /** In its own charset: see `answerText`. */
  readonly body: string;
  /** Whether the answer goes on after what was read. */
  readonly truncated: boolean;
}

export interface FailedSend extends FailureReason {
  readonly kind: 'failed';
  /** What had come of an answer when it broke off; for the log, never a success. */
  readonly partial?: Pick<Answered, 'status' | 'headers' | 'body'>;
}

/** What one request came to. */
export type SendOutcome = Answered | FailedSend;

/** Makes one HTTP call; the one thing that each wrapper brings. Never rejects. */
export type Send = (request: EndpointRequest) => Promise<SendOutcome>;

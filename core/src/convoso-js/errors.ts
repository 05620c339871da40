import { ConvosoApiError as CallError } from '../convoso-api/errors.js';
import { getErrorDescription } from './error-codes.js';

interface Caused {
  readonly cause?: CallError | undefined;
}

/**
 * What every failure of this client is. `cause` says all that is known of it: a stable code, the remedy, and whether
 * Convoso may have done what was asked (`outcome`).
 */
export class ConvosoError extends Error {
  override readonly name: string = 'ConvosoError';
  declare readonly cause: CallError | undefined;

  constructor(message: string, caused: Caused = {}) {
    super(message, caused);
  }
}

/** Convoso has answered `success: false`. */
export class ConvosoApiError extends ConvosoError {
  override readonly name = 'ConvosoApiError';
  /** Convoso's own code; 0 where it gives none. */
  readonly code: number;
  /** The whole answer; the token is masked. */
  readonly body: unknown;

  constructor(message: string, code: number, body: unknown, caused: Caused = {}) {
    super(message, caused);
    this.code = code;
    this.body = body;
  }

  /** What the code means at the endpoint that was called, or else what it means in general. */
  get description(): string | undefined {
    return this.cause?.meaning ?? getErrorDescription(this.code);
  }
}

/** There was no answer within `timeout` milliseconds. */
export class ConvosoTimeoutError extends ConvosoError {
  override readonly name = 'ConvosoTimeoutError';
  readonly timeout: number;

  constructor(timeout: number, caused: Caused = {}) {
    super(`no answer came within ${timeout} ms`, caused);
    this.timeout = timeout;
  }
}

/** The answer has an HTTP status that is not 2xx. */
export class ConvosoHttpError extends ConvosoError {
  override readonly name = 'ConvosoHttpError';
  readonly status: number;
  readonly statusText: string;
  /** The answer, or the beginning of a long one; the token is masked. */
  readonly body: string;

  constructor(status: number, statusText: string, body: string, caused: Caused = {}) {
    super(`HTTP ${status}${statusText === '' ? '' : ` ${statusText}`}`, caused);
    this.status = status;
    this.statusText = statusText;
    this.body = body;
  }
}

/** What is known of an answer besides. */
interface Asked {
  readonly statusText?: string;
  readonly timeoutMs?: number;
}

/** A failure of our client in the classes that programs for convoso-js catch; anything else as it is. */
export function inTheirClasses(cause: unknown, { statusText = '', timeoutMs = 0 }: Asked = {}): unknown {
  if (!(cause instanceof CallError)) return cause;
  const { code, httpStatus, convosoCode, convosoText, message, raw } = cause;
  if (httpStatus === null) {
    return code === 'CONVOSO_TIMEOUT'
      ? new ConvosoTimeoutError(timeoutMs, { cause })
      : new ConvosoError(message, { cause });
  }
  if (httpStatus < 200 || httpStatus > 299) {
    const body = typeof raw === 'string' ? raw : JSON.stringify(raw);
    return new ConvosoHttpError(httpStatus, statusText, body, { cause });
  }
  return REFUSALS.has(code)
    ? new ConvosoApiError(convosoText ?? message, convosoCode ?? 0, raw, { cause })
    : new ConvosoError(message, { cause });
}

/** The codes of an answer in which Convoso itself says no. */
const REFUSALS: ReadonlySet<CallError['code']> = new Set([
  'CONVOSO_REFUSED',
  'CONVOSO_TOKEN_INVALID',
  'CONVOSO_FORBIDDEN',
]);

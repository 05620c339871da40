import { ConnectError } from '../errors.js';

/** What an operation came to instead of an answer. */
export class RelayError extends ConnectError {
  /** Of the HTTP answer; null where there was none. */
  readonly status: number | null;
  /** In milliseconds, where the relay said when to come back. */
  readonly retryAfterMs: number | null;
  /** What came, as far as it could be read; for the log. */
  readonly answer: unknown;

  constructor(
    { code, message, remedy }: { readonly code: string; readonly message: string; readonly remedy: string },
    {
      status = null,
      retryAfterMs = null,
      answer = null,
      cause,
    }: { status?: number | null; retryAfterMs?: number | null; answer?: unknown; cause?: unknown } = {},
  ) {
    super(code, message, remedy, cause === undefined ? undefined : { cause });
    this.status = status;
    this.retryAfterMs = retryAfterMs;
    this.answer = answer;
  }
}

/**
 * The one error class of the public API.
 *
 * Outcomes of calls (a rejected delivery, a suppressed trigger, a failed attempt) are never errors: they are
 * typed values. A `ConnectError` is thrown only for bad configuration and for misuse of a function.
 */
export class ConnectError extends Error {
  override readonly name = 'ConnectError';
  /** Stable, upper snake case; safe to switch on. */
  readonly code: string;
  /** What a person can do about it, as one sentence. */
  readonly remedy: string;

  constructor(code: string, message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.remedy = remedy;
  }
}

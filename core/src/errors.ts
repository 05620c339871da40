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

/** A reason is read by people and kept with every decision, so that it has to end somewhere. */
const LONGEST_REASON = 500;

/** What something that was thrown says went wrong, as a clause without its full stop. Never holds a stack trace. */
export function faultText(error: unknown): string {
  const text = error instanceof Error ? error.message : typeof error === 'string' ? error : '';
  const line = text.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
  if (line === '') return 'an error without a message';
  return line.length <= LONGEST_REASON ? line : `${line.slice(0, LONGEST_REASON - 1)}…`;
}

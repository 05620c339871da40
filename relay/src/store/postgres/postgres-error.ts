/** What errors are called that Postgres has no code for: the connection is gone, or there has been none. */
export const NO_CONNECTION = 'CONNECTION';
/** Nothing has been heard for longer than an answer takes. */
export const NO_ANSWER = 'ANSWER';

/**
 * An error of Postgres or on the way to it. Its code is `POSTGRES_` and the code that Postgres gives, such as
 * `POSTGRES_53100`, or one of the names above. Its message may name tables, never what is in them: what Postgres says in
 * detail, which holds values of rows, is left out.
 */
export class PostgresError extends Error {
  override readonly name = 'PostgresError';
  readonly code: string;

  constructor(message: string, code: string, options?: ErrorOptions) {
    super(message, options);
    this.code = `POSTGRES_${code}`;
  }
}

/** The error under its name. */
export function named(error: unknown): unknown {
  if (error instanceof PostgresError || !isError(error)) return error;
  const { code, message } = error;
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && 'severity' in error) {
    return new PostgresError(message, code);
  }
  if (typeof code === 'string' && isOfSystem(error)) return new PostgresError(message || code, NO_CONNECTION);
  // The driver has no code for it.
  if (message.includes('does not support SSL')) return new PostgresError(message, 'TLS');
  if (/timeout|timed out/i.test(message)) return new PostgresError(message, NO_ANSWER);
  if (/connection|terminated|not queryable|closed/i.test(message))
    return new PostgresError(message, NO_CONNECTION);
  if (typeof code === 'string' && isOfTls(code)) return new PostgresError(message, 'TLS');
  return error;
}

interface WithCode extends Error {
  readonly code?: unknown;
}

/** Whichever context its class comes from. */
function isError(error: unknown): error is WithCode {
  return (
    typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string'
  );
}

/** An error of a socket or of a look-up of a name. Several addresses that were tried in vain give one with all of theirs. */
function isOfSystem(error: WithCode): boolean {
  return (
    'syscall' in error ||
    'errors' in error ||
    ['EPIPE', 'ECONNRESET', 'ETIMEDOUT'].includes(String(error.code))
  );
}

function isOfTls(code: string): boolean {
  return /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO/.test(code);
}

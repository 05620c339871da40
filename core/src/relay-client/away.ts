import { RelayError } from './error.js';

/** What becomes of an event while the relay cannot be asked. */
export type WhenAway = 'stop' | 'go-on';

/** The relay says itself that it cannot decide now, or does not get to. */
const NOT_NOW: ReadonlySet<number | null> = new Set([429, 500, 502, 503, 504]);

/** Whether asking again later may mend it: the relay was not reached, or says that it cannot now. */
export function isAway({ code, status }: RelayError): boolean {
  return code === 'RELAY_UNREACHABLE' || NOT_NOW.has(status);
}

/**
 * The failure of an operation that asking again may mend; everything else is thrown, and a relay that does not know the
 * operation with words of its own.
 *
 * @throws {RelayError}
 */
export function awayOf(error: unknown, { what, instead }: { what: string; instead: string }): RelayError {
  if (!(error instanceof RelayError)) throw error;
  if (error.code === 'RELAY_TOO_OLD') throw tooOld(error, { what, instead });
  if (!isAway(error)) throw error;
  return error;
}

function tooOld(error: RelayError, { what, instead }: { what: string; instead: string }): RelayError {
  const refused = {
    code: error.code,
    message: `this relay is older than ${what}`,
    remedy: `Update the relay, or ${instead}.`,
  };
  return new RelayError(refused, { status: error.status, answer: error.answer, cause: error });
}
